"""The forms of a statement's texts and clauses."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.merging import Values
from core.merging_forms import Group, MergingForm
from core.once import OnceForm
from core.texts import localized_names
from municipalities.handled import by_country
from needs.enums import ClauseKind
from needs.models import Clause, Need, Statement
from needs.statements import clauses
from needs.statements.comparing import TEXTS
from needs.statements.older import names


class StillRight(MergingForm):
    """Who writes something in some languages may say that the others still say the same."""

    still_right = forms.BooleanField(
        label=gettext_lazy("The languages that I leave as they are still say the same"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise they are shown as older than what you write, and the statement waits for them."
        ),
    )

    def finds_right(self, values: Values) -> bool:
        """Whether the writer says that all languages say the same, and saw all that is stored then."""
        words = [name for field in self.translated for name in localized_names(field)]
        return self.cleaned_data["still_right"] and all(values[name] == self.cleaned_data[name] for name in words)


class StatementForm(StillRight):
    translated = {"title": 1, "summary": 5, "invitation": 5}

    class Meta:
        model = Statement
        fields = [name for field in TEXTS for name in localized_names(field)]

    def group(self, field: str) -> Group:
        group = super().group(field)
        group.older = names(self.instance.older.get(field, {}))
        return group

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance, user) as draft:
            values = self.merged_with(draft)
            if values is not None:
                older = {} if self.finds_right(values) else None
                clauses.write_texts(draft, values, user, older=older)
        return values is not None


class ClauseForm(MergingForm):
    """A clause, and of each of the challenge's needs whether it answers it: who tick different ones do not meet."""

    translated = {"text": 6, "target_scope": 1}

    class Meta:
        model = Clause
        fields = clauses.FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.needs = {f"need_{need.pk}": need for need in sources_of(kwargs["instance"])}
        super().__init__(*args, **kwargs)
        linked = self.linked(self.instance)
        for name, need in self.needs.items():
            self.fields[name] = forms.BooleanField(required=False, label=str(need))
            self.initial[name] = need.pk in linked or bool(self.initial.get(name))

    def linked(self, clause: Clause) -> set[int]:
        return {need.pk for need in clause.needs.all()} if clause.pk else set()

    def merged_names(self) -> list[str]:
        return [*super().merged_names(), *self.needs]

    def stored(self, thing: Any) -> Values:
        linked = self.linked(thing)
        return {**super().stored(thing), **{name: need.pk in linked for name, need in self.needs.items()}}

    def sources(self) -> list[tuple[forms.BoundField, Need]]:
        return [(self[name], need) for name, need in self.needs.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in clauses.TEXTS):
            self.add_error(clauses.TEXTS[0], _("Write the clause in at least one language."))
        if cleaned.get("kind") != ClauseKind.TARGET:  # what was typed while it was one is out of sight
            unseen = {name: getattr(self.instance, name) for name in clauses.OF_TARGETS}
            cleaned.update({name: value for name, value in unseen.items() if not value})
        joined_meanwhile = [name for name in self.needs if f"{name}:" not in cleaned.get("seen", "")]
        return {**cleaned, **{name: self.initial[name] for name in joined_meanwhile}}

    def add_by(self, user: Any) -> Clause:
        return clauses.add(self.instance.statement, **self.arguments(self.cleaned_data), by=user)

    def arguments(self, values: Values) -> dict[str, Any]:
        needs = [need.pk for name, need in self.needs.items() if values[name]]
        return {"fields": {name: values[name] for name in clauses.FIELDS}, "needs": needs}


class EditClauseForm(StillRight, ClauseForm):
    """A clause that is there."""

    def save_by(self, user: Any) -> bool:
        """Raises WrongState if the statement is no draft any more; False if there are conflicts."""
        with clauses.open_draft(self.instance.statement, user) as draft:
            current = draft.clauses.get(pk=self.instance.pk)
            values = self.merged_with(current)
            if values is not None:
                older = {} if self.finds_right(values) else None
                clauses.edit(current, **self.arguments(values), by=user, older=older)
        return values is not None


class NewClauseForm(ClauseForm, OnceForm):
    """A clause that is not there yet; sent twice, it is added once."""


def sources_of(clause: Clause) -> Any:
    """The needs of the clause's challenge, by their bodies."""
    needs = clause.statement.challenge.needs.select_related("municipality")
    return needs.order_by(*by_country("municipality__"), "pk")
