"""Public pages: the same for everybody, without session or cookie, and kept by caches for a minute."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from core.going_back import form_page
from core.kept_forms import keep

# The proxy and the reader's browser keep a page one after the other, each for 30 seconds at most: within a minute
# everybody sees what has changed.
FOR_A_MINUTE = "public, max-age=20, stale-while-revalidate=10"


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as public: no sign-in asked, cacheable, and only ever read (GET and HEAD)."""

    @wraps(view)
    def cacheable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = FOR_A_MINUTE
        return response

    return login_not_required(require_safe(cacheable))


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's, but it does not ask who is reading a page that is for everybody: that would open the session."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]) -> Any:
        """Signing in leads back to a page: after a form was sent that is the page with the form."""
        if request.method == "POST" and getattr(view_func, "keeps_typed", False):
            keep(request)
        if page := form_page(request):
            response = redirect_to_login(page)
        else:
            response = super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(response.url) if "HX-Request" in request.headers else response
