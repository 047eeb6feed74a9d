"""What changed between two versions of a challenge, for everybody or, of what is not public, for its people."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.generic import TemplateView

from core.public import public
from needs.models import Statement
from needs.statements.comparing import changed_texts
from needs.statements.differences import differences, text_differences
from needs.statements.document import Document
from needs.views.drafts import DraftMixin
from needs.views.public import public_statements


@public
def changes(request: HttpRequest, slug: str, before: int, after: int) -> HttpResponse:
    """Of two public versions, the older first."""
    versions = list(public_statements().filter(challenge__slug=slug).order_by("number"))
    context = between(versions, before, after)
    return render(request, "needs/changes.html", {**context, "url_name": "challenge-changes"})


def between(versions: list[Statement], before: int, after: int) -> dict[str, Any]:
    """The context of the page; 404 where there are no such versions. `versions` are all that its reader may see."""
    known = {version.number: version for version in versions}
    if before >= after or not {before, after} <= known.keys():
        raise Http404
    language = str(get_language())
    old, new = (Document(known[number], language) for number in (before, after))
    return {
        "slug": new.content["challenge"],
        "old": old,
        "new": new,
        "rows": differences(old.content, new.content, language),
        "texts": text_differences(old.content, new.content, language),
        "demand_changed": "demand" in changed_texts(old.content, new.content),
        "pairs": [(one, other) for other in known for one in known if one < other],
    }


class ChangesOfDrafts(DraftMixin, TemplateView):
    """Of two versions that were frozen, public or not."""

    template_name = "needs/workspace/changes_between.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frozen = self.challenge.statements.filter(content__isnull=False).order_by("number")
        context = between(list(frozen), self.kwargs["before"], self.kwargs["after"])
        return {**super().get_context_data(**kwargs), **context, "url_name": "workspace-draft-changes"}
