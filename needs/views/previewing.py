"""The public page and the brief of a draft, before anything of it is public: marked as a draft, kept by no cache."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from core.pdf import RenderFailed
from needs.publishing.briefs import render_brief
from needs.statements.previewing import as_published, missing_texts
from needs.views.desk import managed
from needs.views.drafts import DraftMixin
from needs.views.public import statement_context


class PreviewPage(DraftMixin, TemplateView):
    template_name = "needs/workspace/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = statement_context(as_published(self.statement))
        return {**super().get_context_data(**kwargs), **context, "no_index": True}


@require_safe
@never_cache
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """In the page's language; made while the reader waits, about a second. Without all texts there is none."""
    challenge, language = managed(request, slug), str(get_language())
    missing = missing_texts(challenge.latest, language)
    if missing:
        said = _("There is no brief in this language yet: %(missing)s")
        messages.error(request, said % {"missing": " ".join(problem.sentence for problem in missing)})
        return redirect("workspace-challenge-publish", slug)
    try:
        pdf = render_brief(as_published(challenge.latest), language)
    except RenderFailed as failure:
        messages.error(request, _("The brief cannot be made: %(reason)s") % {"reason": failure})
        return redirect("workspace-challenge-publish", slug)
    name = f'inline; filename="{slug}-draft-{language}.pdf"'
    return HttpResponse(pdf.data, content_type="application/pdf", headers={"Content-Disposition": name})
