"""What a version changes in the one before: for its manager to mark, and for everybody to read."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.told import told
from needs.statements import changes
from needs.statements.differences import differences, text_differences
from needs.views.desk import DeskMixin


class ChangesPart(DeskMixin, TemplateView):
    """The desk's part with the differences; each clause is marked material or editorial."""

    template_name = "needs/workspace/changes.html"
    part = "changes"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.revision.before is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def revision(self) -> changes.Revision:
        return changes.Revision(self.statement)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision, language = self.revision, str(get_language())
        before: Any = revision.before
        words = {row.pair.key: row.change for row in revision.marked}
        texts = text_differences(before, revision.content, language)
        return super().get_context_data(
            **kwargs,
            rows=[(row, words.get(row.pair.key)) for row in differences(before, revision.content, language)],
            texts=[(row, revision.texts[row.name]) for row in texts],
            demand_changed="demand" in revision.texts,
            demand_word=revision.texts.get("demand"),
            unmarked=len(revision.unmarked),
            verdict=changes.verdict(self.statement),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        known = {row.pair.key for row in self.revision.marked} | self.revision.texts.keys()
        marks = {name: request.POST[name] for name in known & request.POST.keys()}
        mark = partial(changes.mark, self.statement, marks, request.user)
        return told(request, mark, _("The marks are saved."), "workspace-challenge-changes", self.challenge.slug)
