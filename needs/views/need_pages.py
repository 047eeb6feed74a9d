"""What the pages about one need share: it is found among those that the person may read, and asked for."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, View

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from needs.models import Need
from needs.views.selecting import readable


def found(request: HttpRequest, pk: int, permission: str) -> Need:
    """A need that the person may read, or else 404, and do this to, or else 403."""
    need = readable(request.user).filter(pk=pk).first()
    if need is None:
        raise Http404
    require(request.user, permission, need)
    return need


class NeedPage(ContextMixin, View):
    """A page about one need, for those who have the `permission` to it."""

    permission = "needs.edit_need"
    request: Any

    @cached_property
    def need(self) -> Need:
        return found(self.request, self.kwargs["pk"], self.permission)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.need  # noqa: B018 - 404 or 403 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, need=self.need)


class StepView(KeepsTyped, NeedPage, ActingPage):
    """A step that wants a `reason`."""

    refused_at = "reason"

    def take(self, reason: str) -> None:
        """Raises Refused."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        self.take(form.cleaned_data["reason"])
        return self.need.get_absolute_url()
