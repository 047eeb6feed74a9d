"""The forms of comments on clauses, and of their answers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.once import OnceForm
from municipalities.models import Municipality
from needs.models import ClauseComment, Statement
from needs.statements import comments


class CommentForm(OnceForm, forms.ModelForm):
    """A comment on one clause, or a wording for it, or both. Each clause on the page has its form, told by `prefix`."""

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=gettext_lazy("For"), empty_label=None)

    class Meta:
        model = ClauseComment
        fields = ["municipality", "language", "text", "suggestion"]

    def __init__(self, *args: Any, bodies: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["municipality"]
        own.queryset = bodies
        if len(bodies) == 1:
            own.widget, own.initial = forms.HiddenInput(), bodies[0].pk
        self.fields["language"].widget = forms.Select(choices=settings.LANGUAGES)
        self.initial.setdefault("language", language)
        for name, rows in {"text": 3, "suggestion": 5}.items():
            self.fields[name].widget = forms.Textarea({"rows": rows, "maxlength": 5000})
        self.fields["suggestion"].help_text = _("The whole point as it should read, in the language chosen.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("text", "suggestion"):
            cleaned[name] = (cleaned.get(name) or "").replace("\r\n", "\n").strip()
        if not self.errors and not cleaned["text"] and not cleaned["suggestion"]:
            self.add_error("text", _("Write a comment or a wording."))
        return cleaned

    def validate_constraints(self) -> None:
        """The database's own word for the same is not for people."""

    def write(self, statement: Statement, clause: int, by: Any) -> ClauseComment:
        """Raises WrongState if the statement is no draft any more."""
        said = {name: self.cleaned_data[name] for name in ("language", "text", "suggestion")}
        return comments.write(statement, clause, self.cleaned_data["municipality"], said, by)


class AnswerForm(forms.Form):
    """What the manager says to a comment, in the language that the page is in unless she says otherwise."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=2000, widget=forms.Textarea({"rows": 2, "maxlength": 2000})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, initial=get_language)
