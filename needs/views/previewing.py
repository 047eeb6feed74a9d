"""The public page and the brief before anything of it is public: a draft's marked as such, kept by no cache."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.pdf import RenderFailed
from core.stored import Stored
from core.views.files import sent
from needs.enums import BriefState
from needs.models import Brief, Statement
from needs.publishing.briefs import render_brief
from needs.statements.previewing import as_published, missing_texts
from needs.views.desk import managed
from needs.views.drafts import DraftMixin
from needs.views.public import statement_context


class PreviewPage(DraftMixin, TemplateView):
    template_name = "needs/workspace/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        manages = self.request.user.has_perm("needs.manage_challenge", self.statement)
        context = statement_context(as_published(self.statement, with_figures=manages))
        without_figures = self.statement.content is None and not manages
        return {**super().get_context_data(**kwargs), **context, "without_figures": without_figures}


@require_safe
@never_cache
def brief(request: HttpRequest, slug: str) -> HttpResponseBase:
    """In the page's language: the one that is ready to be published, or else made while the reader waits."""
    statement, language = managed(request, slug).latest, str(get_language())
    ready = Brief.objects.filter(statement=statement, edition__published_at=None, state=BriefState.READY)
    for row in ready.filter(language=language):
        stored = Stored(str(row.file), row.size or 0, row.sha256, row.rendered_at)
        return sent(request, stored, file_of(slug, language), cache_control="no-store")
    return made_now(request, statement, language)


def made_now(request: HttpRequest, statement: Statement, language: str) -> HttpResponse:
    """It takes about a second. Without all texts there is none."""
    slug = statement.challenge.slug
    missing = missing_texts(statement, language)
    if missing:
        said = _("There is no brief in this language yet: %(missing)s")
        messages.error(request, said % {"missing": " ".join(problem.sentence for problem in missing)})
        return redirect("workspace-challenge-publish", slug)
    try:
        pdf = render_brief(as_published(statement), language)
    except RenderFailed as failure:
        messages.error(request, _("The brief cannot be made: %(reason)s") % {"reason": failure})
        return redirect("workspace-challenge-publish", slug)
    name = f'inline; filename="{file_of(slug, language)}"'
    return HttpResponse(pdf.data, content_type="application/pdf", headers={"Content-Disposition": name})


def file_of(slug: str, language: str) -> str:
    return f"{slug}-draft-{language}.pdf"
