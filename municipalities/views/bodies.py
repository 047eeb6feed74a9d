"""What all pages about one public buyer share."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, View

from core.permissions import require
from municipalities.models import Municipality
from municipalities.rules import is_in_being


class BodyMixin(ContextMixin, View):
    """A page of the body whose number is in the address, for those who have the `permission` to it."""

    permission = "municipalities.view_body"
    request: Any

    @cached_property
    def body(self) -> Municipality:
        return get_object_or_404(Municipality.objects.select_related("merged_into", "parent"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        require(self.request.user, self.permission, self.body)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        merged_into = self.body.successor if self.body.successor != self.body else None
        is_over = not is_in_being(None, self.body)
        return super().get_context_data(**kwargs, body=self.body, is_over=is_over, merged_into=merged_into)
