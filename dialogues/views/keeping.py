"""The managers' pages of a dialogue: its phase, texts and dates, and its milestones, contacts, themes and partners."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.permissions import require
from core.texts import missing_languages
from core.workflow import Refused
from dialogues import keeping
from dialogues.enums import Phase
from dialogues.keeping_forms import ROWS, DialogueForm, PhaseForm, RowForm
from dialogues.models import Dialogue


@require_safe
def kept_dialogues(request: HttpRequest) -> HttpResponse:
    """Those that the person manages."""
    require(request.user, "dialogues.list_dialogues")
    dialogues = Dialogue.objects.managed_by(request.user)
    return render(request, "dialogues/workspace/list.html", {"dialogues": dialogues})


@require_safe
def kept_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """What the dialogue says of itself, with what is missing in it, and how its phase changed."""
    dialogue = kept(request, slug)
    context = {
        "dialogue": dialogue,
        "opens": Phase(dialogue.phase).opens,
        "missing": missing_languages(dialogue, "title", "theme", "summary"),
        "parts": [part_of(dialogue, name, form) for name, form in ROWS.items()],
        "trail": [(change, in_words(change)) for change in dialogue.phase_changes.select_related("actor")],
    }
    return render(request, "dialogues/workspace/dialogue.html", context)


def kept(request: HttpRequest, slug: str) -> Dialogue:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    require(request.user, keeping.KEEP, dialogue)
    return dialogue


def part_of(dialogue: Dialogue, name: str, form: type[RowForm]) -> dict[str, Any]:
    """The rows of one kind, each with the languages that it lacks."""
    rows = [(row, missing_languages(row, *form.translated)) for row in getattr(dialogue, name).all()]
    return {"name": name, "title": form.title, "new": form.new, "rows": rows}


def in_words(change: Any) -> str:
    return f"{Phase(change.from_value).label} → {Phase(change.to_value).label}"


def address(dialogue: Dialogue, anchor: str) -> str:
    return f"{reverse('workspace-dialogue', args=[dialogue.slug])}#{anchor}"


class KeepingPage(KeepsTyped, ActingPage):
    """A form on a dialogue that the person manages."""

    done = gettext_lazy("The dialogue is saved.")

    @cached_property
    def dialogue(self) -> Dialogue:
        return kept(self.request, self.kwargs["slug"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.dialogue  # noqa: B018 - asks the permission
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, dialogue=self.dialogue)


class PhaseView(KeepingPage):
    template_name = "dialogues/workspace/phase.html"
    form_class = PhaseForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dialogue": self.dialogue}

    def act(self, form: PhaseForm) -> str:
        with keeping.held(self.dialogue, self.request.user) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            keeping.change_phase(current, values["phase"], self.request.user, form.cleaned_data["reason"])
        return address(current, "phase")


class TextsView(KeepingPage):
    """Texts and dates."""

    template_name = "dialogues/workspace/texts.html"
    form_class = DialogueForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.dialogue}

    def act(self, form: DialogueForm) -> str:
        with keeping.held(self.dialogue, self.request.user) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            keeping.write(current, **form.fields_of(values))
        return address(current, "texts")


class RowView(KeepingPage):
    """A milestone, a contact, a theme or a partner."""

    template_name = "dialogues/workspace/row.html"

    @property
    def rows(self) -> Any:
        return getattr(self.dialogue, self.kwargs["part"])

    @cached_property
    def row(self) -> Any:
        return get_object_or_404(self.rows, pk=self.kwargs["pk"])

    def get_form_class(self) -> type[RowForm]:
        return ROWS[self.kwargs["part"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, row=self.row, part=self.kwargs["part"])

    def act(self, form: RowForm) -> str:
        with keeping.held(self.dialogue, self.request.user):
            current = get_object_or_404(self.rows, pk=self.row.pk)
            values = form.merged_with(current)
            if values is None:
                return ""
            keeping.write(current, **form.fields_of(values))
        return address(self.dialogue, self.kwargs["part"])


class NewRowView(RowView):
    @cached_property
    def row(self) -> Any:
        return self.rows.model(dialogue=self.dialogue)

    def act(self, form: RowForm) -> str:
        values = form.fields_of({name: form.cleaned_data[name] for name in form.merged_names()})

        def keep() -> str:
            with keeping.held(self.dialogue, self.request.user) as current:
                keeping.add(current, self.rows.model, **values)
            return address(self.dialogue, self.kwargs["part"])

        return once(form.cleaned_data["key"], keep)


@require_POST
def move_row(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Up or down by one, from the place where it was seen: sent twice, it moves once."""
    dialogue = kept(request, slug)
    row = get_object_or_404(getattr(dialogue, part), pk=pk)
    if places := {"up": -1, "down": 1}.get(request.POST.get("to", "")):
        keeping.move(row, request.POST.get("from", ""), places, request.user)
    return redirect(address(dialogue, part))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_row(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Asks first; removed already is as good."""
    dialogue = kept(request, slug)
    row = getattr(dialogue, part).filter(pk=pk).first()
    refusal = ""
    if row and request.method == "POST":
        try:
            keeping.remove(row, request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("“%(name)s” is removed.") % {"name": row})
            row = None
    if row is None:
        return redirect(address(dialogue, part))
    context = {"dialogue": dialogue, "row": row, "part": part, "refusal": refusal}
    return render(request, "dialogues/workspace/remove.html", context)
