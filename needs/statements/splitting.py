"""Making two clauses of one: in each language a line of three dashes says where the second begins."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.merging_forms import MergingForm
from core.once import OnceForm
from needs.models import Clause
from needs.statements import clauses

MARK = "---"
LINE = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)
BREAK = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> list[str]:
    """Those of a text, without marks."""
    parts = (part.strip() for part in BREAK.split(LINE.sub("\n", text.replace("\r\n", "\n"))))
    return [part for part in parts if part]


def marked(text: str, after: int) -> str:
    """The text with the mark behind its paragraph of that number, or as it is where that is the last or none."""
    found = paragraphs(text)
    if not 0 < after < len(found):
        return text
    return "\n\n".join([*found[:after], MARK, *found[after:]])


def remarked(typed: dict[str, str], after: int) -> dict[str, str]:
    """What was typed, with the mark of each text behind another paragraph."""
    return {name: marked(text, after) if name in clauses.TEXTS else text for name, text in typed.items()}


class SplitForm(MergingForm, OnceForm):
    """A clause's texts, each with the mark; sent twice, it splits once. A language without a text needs no mark."""

    translated = {"text": 8}

    class Meta:
        model = Clause
        fields = clauses.TEXTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in clauses.TEXTS:
            self.fields[name].required = False
            self.initial[name] = marked(getattr(self.instance, name) or "", 1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        texts = {name: cleaned.get(name) or "" for name in clauses.TEXTS}
        for name, text in texts.items():
            parts = [part.strip() for part in LINE.split(text)]
            if text.strip() and (len(parts) != 2 or not all(parts)):
                self.add_error(name, _("Put one line with --- where the second clause begins, between two texts."))
        if not any(texts.values()):
            raise forms.ValidationError(_("There is nothing to split."))
        return cleaned

    def split_by(self, user: Any) -> Clause | None:
        """The second clause; None if there are conflicts. Raises WrongState, or Clause.DoesNotExist if it is gone."""
        with clauses.open_draft(self.instance.statement, user) as draft:
            current = draft.clauses.get(pk=self.instance.pk)
            values = self.merged_with(current)
            if values is None:
                return None
            halves = {name: [*map(str.strip, LINE.split(text or "")), ""] for name, text in values.items()}
            first, second = ({name: parts[place] for name, parts in halves.items()} for place in (0, 1))
            return clauses.split(current, first, second, user)
