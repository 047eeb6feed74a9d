"""A page for each act of the desk: the chosen needs, what is to be said of it, one button."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.kept_forms import KeepsTyped
from core.once import once
from core.permissions import require
from core.workflow import Refused
from needs.curation import acts, forms, news
from needs.curation.locks import SomeRefused
from needs.curation.saved_views import tidy
from needs.curation.selection import summary
from needs.curation.telling import deed
from needs.models import Challenge, CurationAct, Need
from needs.models.challenge import ChallengeQuerySet
from needs.views.selecting import readable


def tell(request: HttpRequest, act: CurationAct | None, otherwise: str = "") -> None:
    """Say what was done, with the button that undoes it."""
    if act is None:
        messages.info(request, otherwise)
    else:
        messages.success(request, f"{capfirst(deed(act))}.", extra_tags=undo_address(act))


def undo_address(act: CurationAct) -> str:
    return reverse("workspace-act-undo", args=[act.pk])


class ActView(KeepsTyped, FormView):
    """Needs of one dialogue, chosen in the list's address, then sent with the form."""

    template_name = "needs/workspace/act.html"
    chosen_as = "need"
    permission = "needs.join_needs"
    title: Any
    button: Any
    hint: Any = ""

    @cached_property
    def needs(self) -> QuerySet[Need]:
        return readable(self.request.user)

    @cached_property
    def chosen(self) -> list[Need]:
        data = self.request.POST if self.request.method == "POST" else self.typed or self.request.GET
        form = forms.ChosenNeedsForm(data, needs=self.needs)
        return list(form.cleaned_data["need"]) if form.is_valid() else []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.chosen and request.method != "POST":
            messages.error(request, _("Choose at least one need."))
            return redirect(self.back(chosen=False))
        if len({need.dialogue_id for need in self.chosen}) > 1:
            messages.error(request, _("These needs belong to several dialogues. Choose those of one."))
            return redirect(self.back())
        if not self.chosen:
            raise PermissionDenied
        self.ask()
        return super().dispatch(request, *args, **kwargs)

    def ask(self) -> None:
        require(self.request.user, self.permission, self.chosen[0].dialogue)

    def back(self, *, chosen: bool = True) -> str:
        """The list as it was."""
        numbers = urlencode([("need", need.pk) for need in self.chosen]) if chosen else ""
        query = "&".join(filter(None, [tidy(self.request.GET), numbers]))
        return f"{reverse('workspace-needs')}?{query}" if query else reverse("workspace-needs")

    @cached_property
    def challenges(self) -> ChallengeQuerySet:
        return Challenge.objects.managed_by(self.request.user).filter(dialogue=self.chosen[0].dialogue_id)

    @cached_property
    def origin(self) -> Challenge | None:
        """The challenge in whose column a need was, to which the list was narrowed, or the only one with all."""
        asked = self.request.GET.get("here") or self.request.GET.get("challenge", "")
        named = self.challenges.filter(slug=asked, needs__in=self.chosen).first()
        if named:
            return named
        found = list(self.challenges.filter(needs__in=self.chosen).distinct()[:2])
        return found[0] if len(found) == 1 else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": self.needs, "challenges": self.challenges}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.request.GET.get("seen") or str(news.now())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused = kwargs.pop("refused", {})
        about = summary(self.chosen) | {"chosen": [(need, refused.get(need.pk, "")) for need in self.chosen]}
        return super().get_context_data(
            **kwargs,
            **about,
            back=self.back(),
            title=self.title,
            button=self.button,
            hint=self.hint,
        )

    def act(self, data: dict[str, Any]) -> str:
        """Do it and say where to go then. Raises Refused."""
        raise Refused(_("Nothing can be done here."))

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return redirect(once(form.cleaned_data["key"], partial(self.act, form.cleaned_data)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()
            form.data["seen"] = str(news.now())
            reasons = refusal.reasons if isinstance(refusal, SomeRefused) else {}
            return self.render_to_response(self.get_context_data(form=form, refused=reasons))


class AnswerView(ActView):
    """Also for the coordinators of the needs' countries."""

    def ask(self) -> None:
        acts.require_answers(self.chosen, self.request.user)


class AcceptView(AnswerView):
    form_class = forms.AcceptForm
    title = button = gettext_lazy("Accept the needs")
    hint = gettext_lazy("Accepted needs may be joined into challenges. Their municipalities are told.")

    def act(self, data: dict[str, Any]) -> str:
        """What is accepted stays ticked for whoever goes on to join it."""
        tell(self.request, acts.accept(self.chosen, self.request.user, data["seen"]))
        return self.back(chosen=self.request.user.has_perm("needs.join_needs", self.chosen[0].dialogue))


class DeclineView(AnswerView):
    form_class = forms.DeclineForm
    title = button = gettext_lazy("Decline the needs")

    def act(self, data: dict[str, Any]) -> str:
        tell(self.request, acts.decline(self.chosen, self.request.user, data["reason"], data["seen"]))
        return self.back(chosen=False)


class JoinView(ActView):
    form_class = forms.JoinForm
    title = gettext_lazy("Join into a challenge")
    button = gettext_lazy("Make the challenge")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "category": self.chosen[0].category_id}

    def act(self, data: dict[str, Any]) -> str:
        words = {name: data[name] for name in ("title", "language", "category", "seen")}
        act = acts.join(self.chosen[0].dialogue, self.chosen, by=self.request.user, **words)
        tell(self.request, act)
        return reverse("workspace-challenge", args=[act.challenge.slug])  # type: ignore[union-attr]


class AddView(ActView):
    form_class = forms.AddForm
    title = gettext_lazy("Add to a challenge")
    button = gettext_lazy("Add to the challenge")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "challenge": self.request.GET.get("to")}

    def act(self, data: dict[str, Any]) -> str:
        act = acts.add(data["challenge"], self.chosen, self.request.user, data["seen"])
        tell(self.request, act, _("The challenge has them already."))
        return reverse("workspace-challenge-needs", args=[data["challenge"].slug])


class RemoveView(ActView):
    form_class = forms.RemoveForm
    title = button = gettext_lazy("Remove from a challenge")
    hint = gettext_lazy(
        "Where a need’s demand is split between this challenge and one other that nobody was shown yet, the other gets "
        "this part back. Otherwise the part is in no challenge, and the need’s page says so."
    )

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "challenge": self.origin and self.origin.slug}

    def act(self, data: dict[str, Any]) -> str:
        act = acts.remove(data["challenge"], self.chosen, self.request.user, data["reason"], data["seen"])
        tell(self.request, act, _("The challenge has none of them."))
        return self.back(chosen=False)


class MoveView(ActView):
    form_class = forms.MoveForm
    title = button = gettext_lazy("Move to another challenge")
    hint = gettext_lazy("Each need goes with as much of its demand as it has in the first challenge.")

    def get_initial(self) -> dict[str, Any]:
        goal = self.request.GET.get("to")
        return {**super().get_initial(), "origin": self.origin and self.origin.slug, "challenge": goal}

    def act(self, data: dict[str, Any]) -> str:
        words = (data["reason"], data["seen"])
        tell(self.request, acts.move(data["origin"], data["challenge"], self.chosen, self.request.user, *words))
        return self.back(chosen=False)
