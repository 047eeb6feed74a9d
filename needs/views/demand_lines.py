"""The section on demand: the lines as rows, out of a spreadsheet, and the template for one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.exports import KINDS, Column, export
from core.kept_forms import KeepsTyped, forget
from core.merging import mark
from core.once import OnceForm, once
from core.workflow import Refused
from needs.enums import Certainty, NeedState
from needs.intake import sheets
from needs.intake.line_forms import FIELDS, label
from needs.intake.lines import LinesForm, save
from needs.intake.sections import following, menu
from needs.intake.sheet_files import MOST_BYTES, Unreadable, as_text, read_file, read_text
from needs.views.need_pages import NeedPage, found


class DemandPage(NeedPage, TemplateView):
    """Only as long as the need is being written."""

    section = "demand"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.need.state not in NeedState.written() and request.method != "POST":
            messages.info(request, _("The need is not being written any more, so its demand stays as it is."))
            return redirect(self.need)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **menu(self.need, self.section))

    def go_on(self, *, stays: bool) -> HttpResponse:
        """To the next section, or back to this one."""
        after = following(self.section)
        return redirect(self.request.path if stays or after is None else after.url(self.need))

    def answer(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))


class LinesView(KeepsTyped, DemandPage):
    template_name = "needs/intake/demand.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", LinesForm(self.need, self.typed))
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LinesForm(self.need, request.POST)
        if "add" in request.POST:
            form.add_row()
            return self.answer(form=form)
        try:
            if not form.is_valid() or not save(form, request.user):
                return self.answer(form=form)
        except Refused as refusal:
            return self.answer(form=form, refusal=str(refusal))
        messages.success(request, _("The demand is saved."))
        return self.go_on(stays=request.POST.get("then") == "stay")


class SheetForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Rows from a spreadsheet"),
        help_text=gettext_lazy(
            "Choose the cells in your spreadsheet, copy them, and paste them here; with headings or without."
        ),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "class": "sheet-text"}),
        max_length=300_000,
        required=False,
        strip=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("CSV or XLSX, at most 2 MB and 500 rows. The first sheet is read."),
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx,.txt,.tsv"}),
        required=False,
        allow_empty_file=True,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("What happens with the lines that are there"),
        choices=[
            (sheets.REPLACE, gettext_lazy("Replace all of them")),
            (sheets.ADD, gettext_lazy("Keep them and add these")),
        ],
        widget=forms.RadioSelect,
        initial=sheets.REPLACE,
    )

    def clean(self) -> dict[str, Any]:
        """`rows` are those of the file, or else of the text."""
        said = super().clean() or self.cleaned_data
        file, text = said.get("file"), said.get("text", "")
        if not file and not text.strip():
            raise forms.ValidationError(_("Paste some rows or choose a file."))
        name = "file" if file else "text"
        try:
            if file and file.size > MOST_BYTES:
                read_file(b"x" * (MOST_BYTES + 1))
            said["rows"] = read_file(file.read()) if file else read_text(text)
            said["table"] = sheets.table_of(said["rows"])
        except Unreadable as trouble:
            self.add_error(name, str(trouble))
        return said


class SheetView(KeepsTyped, DemandPage):
    """Shown as it will be, mended where it is wrong, stored once it is confirmed.

    The preview carries its rows as text too, so that they are there again whatever becomes of the plan.
    """

    template_name = "needs/intake/sheet.html"

    @cached_property
    def typed(self) -> QueryDict | None:
        return None if "anew" in self.request.GET else super().typed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", SheetForm())
        return super().get_context_data(**kwargs, columns=[label(name) for name in FIELDS], levels=Certainty.labels)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.look(SheetForm(self.typed), self.typed) if self.typed else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forget(request)
        if "plan" in request.POST:
            return self.confirm(request.POST["plan"])
        return self.look(SheetForm(request.POST, request.FILES), request.POST)

    def look(self, form: SheetForm, typed: QueryDict | None = None, refusal: str = "") -> HttpResponse:
        """What the rows make, with the cells that were mended among the `typed`; or the form with what is wrong.

        Cells belong to the text that they were shown beside: where that was changed, it counts alone.
        """
        if not form.is_valid():
            return self.answer(form=form, refusal=refusal)
        said = form.cleaned_data
        text = as_text(said["rows"]) if said["file"] else said["text"]
        seen = mark(text.splitlines())
        mended = typed if typed and typed.get("seen", seen) == seen else None
        preview = sheets.Preview(self.need, said["table"], said["mode"], mended)
        again = SheetForm(initial={"text": preview.text if preview.is_done_by_hand else text, "mode": preview.mode})
        return self.answer(form=again, preview=preview, refusal=refusal, seen=seen, once_form=OnceForm())

    def confirm(self, plan: str) -> HttpResponse:
        key = OnceForm(self.request.POST)
        if not key.is_valid():
            return self.look(SheetForm(self.request.POST))
        try:
            once(key.cleaned_data["key"], lambda: self.store(plan))
        except Refused as refusal:
            return self.look(SheetForm(self.request.POST), refusal=str(refusal))
        return redirect("workspace-need-demand", self.need.pk)

    def store(self, plan: str) -> str:
        count = sheets.confirm(self.need, plan, self.request.user)
        said = ngettext("%(count)s line is stored.", "%(count)s lines are stored.", count) % {"count": count}
        messages.success(self.request, said)
        return reverse("workspace-need-demand", args=[self.need.pk])


COLUMNS = {
    "year": lambda line: line.year,
    "quantity": lambda line: line.quantity,
    "unit": lambda line: line.unit.name,
    "certainty": lambda line: line.get_certainty_display(),
    "contract_ends": lambda line: line.contract_ends,
    "earliest_start": lambda line: line.earliest_start,
    "value_min": lambda line: line.value_min,
    "value_max": lambda line: line.value_max,
    "currency": lambda line: line.currency,
    "is_public": lambda line: line.is_public,
}


@require_safe
def template(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """A spreadsheet with the right headings, and with the lines that are there."""
    need = found(request, pk, "needs.edit_need")
    if kind not in KINDS:
        raise Http404
    lines = need.demand_lines.select_related("unit").order_by("year", "unit__position")
    return export(lines, [Column(label(name), COLUMNS[name]) for name in FIELDS], kind, _("demand"))  # type: ignore[arg-type]
