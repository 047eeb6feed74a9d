"""The forms of a statement's texts and clauses."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.merging import Values
from core.merging_forms import MergingForm, in_all_languages
from core.once import OnceForm
from needs.models import Clause, Statement
from needs.statements import clauses


class StatementForm(MergingForm):
    translated = {"title": 1, "summary": 5, "invitation": 5}

    class Meta:
        model = Statement
        fields = [name for field in ("title", "summary", "invitation") for name in in_all_languages(field)]

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance, user) as draft:
            values = self.merged_with(draft)
            if values is not None:
                clauses.write_texts(draft, values, user)
        return values is not None


class ClauseForm(MergingForm):
    translated = {"text": 6}

    class Meta:
        model = Clause
        fields = ["kind", *in_all_languages("text"), "target_year", "target_share"]

    def texts(self, values: Values) -> dict[str, str]:
        return {code: values[build_localized_fieldname("text", code)] for code, _name in settings.LANGUAGES}

    def arguments(self, values: Values) -> dict[str, Any]:
        rest = {name: values[name] for name in ("kind", "target_year", "target_share")}
        return {"texts": self.texts(values), **rest}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in in_all_languages("text")):
            self.add_error(in_all_languages("text")[0], _("Write the clause in at least one language."))
        return cleaned

    def add_by(self, user: Any) -> Clause:
        return clauses.add(self.instance.statement, by=user, **self.arguments(self.cleaned_data))

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance.statement, user) as draft:
            current = draft.clauses.get(pk=self.instance.pk)
            values = self.merged_with(current)
            if values is not None:
                clauses.edit(current, by=user, **self.arguments(values))
        return values is not None


class NewClauseForm(ClauseForm, OnceForm):
    """A clause that is not there yet; sent twice, it is added once."""
