"""Keeping a view of the list of needs under a name."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from needs.models import SavedView

# What is of the moment and no part of a view
PASSING = ("page", "need", "as", "seen", "told", "here", "to", "csrfmiddlewaretoken")


def tidy(query: QueryDict) -> str:
    """What of an address makes the view, without what is left empty."""
    parts = [(name, value) for name, values in query.lists() for value in values if value and name not in PASSING]
    return urlencode(parts)


def managed(user: Any) -> set[int]:
    """Numbers of the dialogues that this person runs; without a query where her roles are prefetched."""
    return {role.dialogue_id for role in user.staff_roles.all() if role.kind == StaffRoleKind.MANAGER}


class SavedViewForm(forms.Form):
    name = forms.CharField(label=_("Name of the view"), max_length=80)
    dialogue = forms.ChoiceField(
        label=_("Shared with the managers of"), required=False, choices=[("", _("Nobody: only I see it"))]
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, data: Any = None, *, dialogues: list[tuple[str, str]], **kwargs: Any) -> None:
        """`dialogues`: addresses and titles of those that the person runs."""
        super().__init__(data, auto_id="view-%s", **kwargs)
        self.fields["dialogue"].choices += dialogues  # type: ignore[attr-defined]
        if not dialogues:
            del self.fields["dialogue"]

    def clean_query(self) -> str:
        return tidy(QueryDict(self.cleaned_data["query"]))

    def back(self) -> str:
        return f"{reverse('workspace-needs')}?{tidy(QueryDict(self.data.get('query', '')[:2000]))}"

    def save(self, user: Any) -> SavedView:
        """Under a name that the person has already, the new view takes the place of the old one."""
        slug = self.cleaned_data.get("dialogue")
        shared = Dialogue.objects.get(slug=slug) if slug else None
        values = {"query": self.cleaned_data["query"], "dialogue": shared}
        view, _is_new = SavedView.objects.update_or_create(owner=user, name=self.cleaned_data["name"], defaults=values)
        return view
