"""The demo's mailbox: everything that the demo would send, secret or not, for everybody to read. Only in the demo."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import Mail

PAGE_LENGTH = 25
View = Callable[..., HttpResponse]


def only_in_the_demo(view: View) -> View:
    """Its address is not even known elsewhere; should it be, by mistake, there is nothing behind it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(never_cache(guarded)))


@only_in_the_demo
def to_language(request: HttpRequest) -> HttpResponse:
    with override(get_language_from_request(request)):
        response = redirect("mailbox")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@only_in_the_demo
def mailbox(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    page = Paginator(Mail.objects.found(words).defer("text", "headers"), PAGE_LENGTH).get_page(request.GET.get("page"))
    query = f"{urlencode({'q': words})}&" if words else ""
    return render(request, "core/mailbox/list.html", {"page": page, "words": words, "query": query})


@only_in_the_demo
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "core/mailbox/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})
