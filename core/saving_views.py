"""The page of a form that is saved by itself as it is typed in, and by button; others may write its texts meanwhile."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from django_htmx.http import HttpResponseClientRedirect, reselect, reswap, retarget


class SavesItself(FormView):
    """htmx sends the form as it is typed in; the button does the same and goes on."""

    request: Any

    @property
    def saves_itself(self) -> bool:
        return bool(self.request.htmx) and "then" not in self.request.POST

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return {
            **context,
            "is_kept": form.is_bound and self.request.method == "GET",
            "has_conflict": any(getattr(bound, "theirs", None) is not None for bound in form),
        }

    def said(self, form: Any, **context: Any) -> HttpResponse:
        """The part of the page that tells what became of what was typed."""
        raise NotImplementedError

    def goes_on(self, url: str) -> HttpResponse:
        return HttpResponseClientRedirect(url) if self.request.htmx else redirect(url)

    def form_invalid(self, form: Any) -> HttpResponse:
        """By itself nothing is stored over a colleague's text: the button shows both."""
        if self.saves_itself:
            return self.said(form, not_saved=True, seen=self.request.POST.get("seen", ""))
        page = self.render_to_response(self.get_context_data(form=form))
        if self.request.htmx:
            return reswap(reselect(retarget(page, "#main"), "#main"), "outerHTML")
        return page
