"""How far a public buyer goes in each of its challenges."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.permissions import require
from municipalities.rules import is_editor
from municipalities.views.bodies import BodyMixin
from needs.models import Challenge, Intent
from needs.publishing import intents
from needs.publishing.forms import IntentForm

SAYS = ("step", "since", "notice_number", "notice_url", "notice_on", "buyer_group", "award_url", "awarded_on")


class BodyChallenges(BodyMixin, TemplateView):
    """The challenges that the body is in, with its step in each."""

    template_name = "needs/workspace/body_challenges.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = intents.challenges_of(self.body, self.request.user)
        may_say = self.request.user.has_perm("municipalities.write_for_body", self.body)
        return super().get_context_data(**kwargs, challenges=rows, may_say=may_say)


class IntentView(KeepsTyped, BodyMixin, ActingPage):
    template_name = "needs/workspace/intent.html"
    form_class = IntentForm
    done = gettext_lazy("The step is kept. It stands on the challenge's page.")

    @cached_property
    def challenge(self) -> Challenge:
        return get_object_or_404(intents.challenges_of(self.body, self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def intent(self) -> Intent:
        own = next(iter(self.challenge.own), None)  # type: ignore[attr-defined]
        return own or Intent(challenge=self.challenge, municipality=self.body)

    @property
    def is_for_itself(self) -> bool:
        return is_editor(self.request.user, self.body)

    def check(self) -> None:
        """Whoever has nothing to do with the body does not learn whether it is in the challenge either."""
        try:
            intent = self.intent
        except Http404:
            require(self.request.user, self.permission, self.body)
            raise
        require(self.request.user, intents.SAY, intent)

    def get_form_kwargs(self) -> dict[str, Any]:
        has_signed = intents.signatures_in(self.challenge).filter(municipality=self.body).exists()
        kwargs = {**super().get_form_kwargs(), "reason_needed": not self.is_for_itself, "has_signed": has_signed}
        said = {name: getattr(self.intent, name) for name in SAYS}
        initial = said if self.intent.pk else {"since": timezone.localdate()}
        return {**kwargs, "initial": {**initial, "seen": intents.seen_of(self.intent)}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = self.intent.trail.select_related("actor").order_by("-at", "-pk") if self.intent.pk else []
        told = self.challenge.told[0]  # type: ignore[attr-defined]
        return super().get_context_data(**kwargs, challenge=self.challenge, statement=told, trail=trail)

    def act(self, form: IntentForm) -> str:
        data = {name: form.cleaned_data[name] for name in (*SAYS, "seen", "reason")}
        intents.say(self.challenge, self.body, self.request.user, **data)
        if self.is_for_itself:
            return reverse("workspace-body-challenges", args=[self.body.pk])
        return f"{reverse('workspace-challenge-publish', args=[self.challenge.slug])}#steps"
