"""What is stored about the person who signed in: to read, to take home, to have erased."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.erasure import erase, person_of
from accounts.privacy_forms import ErasureForm
from core.languages import readers_language
from core.records import download, records_of
from core.told import refusals_in

FILENAME = "personal-data.json"
READY = "ready"  # in the page's address


@require_safe
@never_cache
def stored(request: HttpRequest) -> HttpResponse:
    return stored_and_ready(request) if READY in request.GET else page(request)


def page(request: HttpRequest, *, is_ready: bool = False) -> HttpResponse:
    user: Any = request.user
    return render(request, "accounts/privacy.html", {"kinds": records_of(person_of(user)), "is_ready": is_ready})


@reauthentication_required
def stored_and_ready(request: HttpRequest) -> HttpResponse:
    """Where she comes to who had to say once more who she is: a file alone would leave her on that page."""
    return page(request, is_ready=True)


@require_safe
@never_cache
def take_home(request: HttpRequest) -> HttpResponseBase:
    try:
        return file(request)
    except ReauthenticationRequired:
        return redirect(f"{reverse('account-privacy')}?{READY}")


@reauthentication_required
def file(request: HttpRequest) -> StreamingHttpResponse:
    user: Any = request.user
    document = download(person_of(user), readers_language())
    response = StreamingHttpResponse(document, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{FILENAME}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required
def erase_me(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = ErasureForm(request.POST or None, person=user)
    if form.is_valid():
        with refusals_in(form):
            erase(user, by=user)
            logout(request)
            return render(request, "accounts/privacy_erased.html")
    return render(request, "accounts/privacy_erase.html", {"form": form})
