"""Public pages: the same for everybody, without session or cookie, and kept by caches for a minute."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

PUBLIC_SECONDS = 60


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Marks a view as public: no sign-in asked, cacheable, and only ever read (GET and HEAD)."""

    @wraps(view)
    def cacheable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
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
