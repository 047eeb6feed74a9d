"""Forms that anybody may send: without sign-in, cookie or captcha, yet not from other sites and not by every robot."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

SALT = "core.open_forms"


def open_form(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view with a form for everybody: GET shows it, POST takes it, no cache keeps it.

    Instead of a token in a cookie the browser's own word is taken on which site the form was sent from.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and is_cross_site(request):
            return refused(request)
        return view(request, *args, **kwargs)

    return login_not_required(csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded))))


def is_cross_site(request: HttpRequest) -> bool:
    """What carries neither header comes from no browser of our time, and so from no page of another site."""
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and origin != settings.SITE_URL and urlsplit(origin).netloc != request.get_host()


def refused(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/other_site.html", status=403)


def stamp() -> str:
    """When the form was shown, signed."""
    return signing.dumps(None, salt=SALT)


class OpenForm(forms.Form):
    """A form with a trap: a field that people do not see, and a signed time when it was shown.

    What falls in is for the caller to drop without a word (`is_trapped`). What comes too soon is asked for again.
    """

    least_seconds = 3  # nobody reads and fills in the form in less

    company_fax = forms.CharField(label=_("Leave this empty"), required=False)
    shown = forms.CharField(widget=forms.HiddenInput, initial=stamp, required=False)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("company_fax")) or not self.was_shown_for(0)

    def clean_shown(self) -> str:
        """A browser that fills in what it knows can be as quick as a robot: she is asked to look and send it again."""
        if not self.was_shown_for(self.least_seconds):
            self.add_error(None, _("That was very quick. Look through what is filled in, and send it again."))
        return self.cleaned_data["shown"]

    def was_shown_for(self, seconds: int) -> bool:
        """Whether that much time has passed since the form was shown; what the portal did not sign was never shown."""
        try:
            signing.loads(self.data.get("shown", ""), salt=SALT, max_age=seconds)
        except signing.SignatureExpired:
            return True
        except signing.BadSignature:
            return False
        return not seconds
