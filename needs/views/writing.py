"""Writing a need: begun in the body's workspace, then section by section; each is saved by button and by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import kept_forms
from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.saving_views import SavesItself
from municipalities.views.bodies import BodyMixin
from needs.enums import NeedState
from needs.intake import taking_part, writing
from needs.intake.advice import ADVICE
from needs.intake.forms import NewNeedForm, TextsForm, TitleForm, WhenForm
from needs.intake.hints import hints
from needs.intake.places import language_of, time_of_day
from needs.intake.sections import WRITTEN, Section, following, menu
from needs.models import Category, Need
from needs.views.need_pages import NeedPage


class NewNeed(KeepsTyped, BodyMixin, ActingPage):
    """The first of a need: sent twice, it is begun once."""

    permission = "municipalities.write_for_body"
    template_name = "needs/intake/new.html"
    form_class = NewNeedForm

    @cached_property
    def dialogues(self) -> dict[str, Any]:
        return {dialogue.slug: dialogue for dialogue in taking_part.dialogues_of(self.body)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "dialogues": list(self.dialogues.values())}

    def get_initial(self) -> dict[str, Any]:
        return {"language": language_of(self.body)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dialogues = list(self.dialogues.values())
        observes = taking_part.OBSERVES if not dialogues and taking_part.observes(self.body) else ""
        return super().get_context_data(**kwargs, dialogues=dialogues, observes=observes)

    def act(self, form: NewNeedForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.begin(form.cleaned_data))

    def begin(self, data: dict[str, Any]) -> str:
        need = writing.begin(
            self.body,
            self.dialogues[data["dialogue"]],
            self.request.user,
            title=data["title"],
            category=Category.objects.get(slug=data["category"]),
            language=data["language"],
        )
        return reverse("workspace-need-write", args=[need.pk, "today"])


class WriteView(NeedPage, SavesItself, ActingPage):
    """A section of a need."""

    template_name = "needs/intake/write.html"

    @cached_property
    def section(self) -> Section:
        if self.kwargs["section"] not in WRITTEN:
            raise Http404
        return WRITTEN[self.kwargs["section"]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.section  # noqa: B018 - 404 for a section that there is not
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.need.state not in NeedState.written():
            return redirect(self.need)
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        kwargs: dict[str, Any] = {"need": self.need}
        if self.request.method == "POST":
            kwargs["data"] = self.request.POST
        elif typed := kept_forms.kept(self.request):
            kwargs["data"] = typed
        if self.section.slug == "when":
            return WhenForm(**kwargs)
        form: type[TextsForm] = TitleForm if self.section.slug == "title" else TextsForm
        return form(fields=self.section.fields, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        field = self.section.fields[0] if self.section.fields else ""
        context = super().get_context_data(**kwargs, **menu(self.need, self.section.slug))
        form = context["form"]
        return {
            **context,
            "section": self.section,
            "advice": ADVICE.get(field),
            "hints": self.hints(form["outcome"].value() or "") if field == "outcome" else [],
            "lines_differ": self.section.slug == "when" and lines_differ(self.need),
        }

    def hints(self, text: str) -> list[Any]:
        return hints(text, self.need.language)

    def other_hints(self, form: Any) -> list[Any] | None:
        """Those of what is stored now, or None where the same were there before: they are not read out twice."""
        if "outcome" not in form.merged:
            return None
        before, now = (self.hints(said["outcome"]) for said in (form.initial, form.cleaned_data))
        return now if now != before else None

    def act(self, form: Any) -> str | HttpResponse:
        need = writing.write(self.need, form, self.request.user)
        if need is None:
            return ""
        kept_forms.forget(self.request)
        return self.saved(need, form)

    def saved(self, need: Need, form: Any) -> HttpResponse:
        if self.saves_itself:
            at = time_of_day(timezone.now(), need.municipality)
            return self.said(form, saved_at=at, seen=form.seen_now(need), hints=self.other_hints(form))
        after = following(self.section.slug)
        if self.request.POST.get("then") == "stay" or after is None:
            messages.success(self.request, _("The section is saved."))
            url = self.section.url(need)
        else:
            url = after.url(need)
        return self.goes_on(url)

    def said(self, form: Any, **context: Any) -> HttpResponse:
        shown = {"form": form, "need": self.need, **context}
        return render(self.request, "needs/intake/_saved.html", shown)


def lines_differ(need: Need) -> bool:
    dates = [(line.contract_ends, line.earliest_start) for line in need.demand_lines.all()]
    return len(set(dates)) > 1
