"""What a signatory fills in: sign or decline, reservations point by point, and the mandate."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.day_fields import DayField
from needs.enums import Decision
from needs.models import Signature
from needs.signing.signatures import Word
from needs.statements.document import Document

MAX_RESERVATION = 3000
PREFIX = "reservation-"


class WordForm(forms.Form):
    """`seen` is the checksum of the text that the page shows."""

    decision = forms.ChoiceField(
        label=_("Your body's answer"),
        choices=[
            (Decision.APPROVE, _("Signs the statement, with the reservations written above, if any")),
            (Decision.DECLINE, _("Declines the statement as a whole")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why it declines"),
        required=False,
        max_length=MAX_RESERVATION,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only where it declines. The manager reads it; it is not published."),
    )
    mandate = forms.CharField(
        label=_("Case number"), required=False, max_length=200, help_text=_("Of the decision that you sign under.")
    )
    council_date = DayField(label=_("Decided on"), required=False)
    subject_to = forms.CharField(
        label=_("Subject to"),
        required=False,
        max_length=300,
        help_text=_(
            "What the signature still depends on, if anything: “approval by the council on 3 June”. It is public."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of what you write"),
        choices=settings.LANGUAGES,
        help_text=_("The receipt is in it, too."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        for clause in document.clauses:
            self.fields[PREFIX + clause.key] = forms.CharField(
                label=format_lazy(_("Reservation on point {number}"), number=clause.number),
                required=False,
                max_length=MAX_RESERVATION,
                widget=forms.Textarea({"rows": 3}),
            )

    def clean_council_date(self) -> date | None:
        """What is still to be decided is what the signature is subject to."""
        day: date | None = self.cleaned_data["council_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Say it when it is so."))
        return day

    @property
    def own_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if not name.startswith(PREFIX)]

    @property
    def points(self) -> list[tuple[Any, Any]]:
        """Each point with the field of its reservation."""
        return [(clause, self[PREFIX + clause.key]) for clause in self.document.clauses]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        declines = data.get("decision") == Decision.DECLINE
        if declines and not data.get("reason", "").strip():
            self.add_error("reason", _("Write why your body declines: the manager reads it."))
        if declines and self.reservations(data):
            self.add_error("decision", _("Reservations go with a signature. Remove them, or sign with them."))
        return data

    def reservations(self, data: dict[str, Any]) -> dict[str, str]:
        found = {name.removeprefix(PREFIX): text for name, text in data.items() if name.startswith(PREFIX) and text}
        return {key: text.strip() for key, text in found.items() if text.strip()}

    def kept(self) -> dict[str, str]:
        """What was filled in, for the session: it comes back into the form from there."""
        return {name: str(self.data.get(name, "")) for name in self.fields}


def word_of(form: WordForm) -> Word:
    """Of a valid form."""
    data = form.cleaned_data
    council_date: date | None = data["council_date"]
    return Word(
        language=data["language"],
        decision=data["decision"],
        mandate=data["mandate"],
        council_date=council_date,
        subject_to=data["subject_to"],
        reason=data["reason"],
        reservations=form.reservations(data),
    )


def kept_of(signature: Signature) -> dict[str, str]:
    """What was filled in for a signature, as `WordForm.kept` has it; the answer itself is for its body to give anew."""
    words = {name: str(getattr(signature, name) or "") for name in ("reason", "mandate", "council_date", "subject_to")}
    held = {f"{PREFIX}{row.clause_key}": row.text for row in signature.reservations.all()}
    return {name: text for name, text in (words | held | {"language": signature.language}).items() if text}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=MAX_RESERVATION, widget=forms.Textarea({"rows": 4}))


class WithdrawForm(ReasonForm):
    """Why a body takes its word back, in the language in which that was given: as such it is shown."""

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if language:
            field = self.fields["reason"]
            field.widget.attrs["lang"] = language
            field.help_text = f"{_('Language of what you write')}: {dict(settings.LANGUAGES)[language]}"
