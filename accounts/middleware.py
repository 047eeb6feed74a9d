from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.going_back import form_page

WANTED_PAGE = "wanted_before_second_factor"  # in the session: where the person was going
SECOND = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN = {"account_logout", "account_reauthenticate"}  # and all that is about the second factor itself


class SecondFactorMiddleware:
    """Whose role needs a second factor sets one up before anything else.

    A page for everybody is not asked; where it gives somebody more for her role, it asks `lacks_second_factor` itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if not getattr(view_func, "login_required", True) or is_open(request):
            return None
        if not lacks_second_factor(request.user):
            return None
        request.session[WANTED_PAGE] = wanted_page(request)
        return redirect("mfa_index")


def is_open(request: HttpRequest) -> bool:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name in OPEN or name.startswith("mfa_")


def lacks_second_factor(user: Any) -> bool:
    """Whether her role needs one that she has not. The demo asks nobody: its password is known to everybody."""
    if settings.DEMO or not user.is_authenticated:
        return False
    return not has_second_factor(user) and user.has_perm("accounts.needs_second_factor")


def has_second_factor(user: Any) -> bool:
    return is_mfa_enabled(user, SECOND)


def wanted_page(request: HttpRequest) -> str:
    """The page that was asked for; after a form was sent, the page with the form."""
    return form_page(request) or request.get_full_path()
