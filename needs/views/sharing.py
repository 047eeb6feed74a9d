"""Sharing a need's demand between two challenges."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from needs.curation import acts, forms, shares, sources
from needs.models import Challenge
from needs.views.acting import ActView, tell


class SplitView(ActView):
    template_name = "needs/workspace/split.html"
    form_class = forms.SplitForm
    title = button = gettext_lazy("Split the demand")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.refused() or super().post(request, *args, **kwargs)

    def refused(self) -> HttpResponseBase | None:
        """What makes no sense to split, with what to do first."""
        if len(self.chosen) > 1:
            problem = _("Choose one need: the demand of one is split at a time.")
        elif not self.heres:
            problem = _("The need is in no challenge yet. Add it to one, then split its demand.")
        elif not self.quantities:
            problem = _("The need states no demand that could be split.")
        else:
            return None
        messages.error(self.request, problem)
        return redirect(self.back())

    @cached_property
    def heres(self) -> list[Challenge]:
        """The challenges that have the need, the one that was asked for first."""
        wanted = self.request.GET.get("here") or self.request.GET.get("challenge")
        found = self.challenges.filter(needs=self.chosen[0]).prefetch_related("statements")
        return sorted(found, key=lambda challenge: (challenge.slug != wanted, challenge.pk))

    @cached_property
    def here(self) -> Challenge:
        return self.heres[0]

    @cached_property
    def quantities(self) -> dict[int, Decimal]:
        """All that the challenge has of it."""
        source = shares.source_of(self.here, self.chosen[0])
        if source is None or not source.is_split:
            return sources.lines_of(self.chosen[0])
        return sources.parts_of(source)

    def get_form_kwargs(self) -> dict[str, Any]:
        there = self.challenges.exclude(needs=self.chosen[0])
        return {**super().get_form_kwargs(), "quantities": self.quantities, "there": there}

    def get_initial(self) -> dict[str, Any]:
        lines = {f"line-{line}": quantity for line, quantity in self.quantities.items()}
        return {**super().get_initial(), **lines}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, need=self.chosen[0], here=self.here, heres=self.heres)

    def act(self, data: dict[str, Any]) -> str:
        stays = {line: data[f"line-{line}"] for line in self.quantities}
        act = acts.split(self.chosen[0], self.here, data["challenge"], stays, self.request.user, data["seen"])
        tell(self.request, act)
        return self.chosen[0].get_absolute_url()
