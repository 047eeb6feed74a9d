"""A need's text in a language that is not its own, beside the original."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core import kept_forms
from core.acting_views import ActingPage
from core.texts import Text
from needs.intake import translations
from needs.intake.forms import TranslationForm
from needs.intake.sections import TEXTS, original
from needs.views.need_pages import NeedPage


class TranslateView(NeedPage, ActingPage):
    permission = "needs.translate_need"
    template_name = "needs/intake/translate.html"
    done = gettext_lazy("The translation is saved.")

    @cached_property
    def language(self) -> str:
        code = self.kwargs["language"]
        if code not in dict(settings.LANGUAGES) or code == self.need.language:
            raise Http404
        return code

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.language  # noqa: B018 - 404 before anything is read or written
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.need.state in translations.OVER:
            return redirect(self.need)
        return super().get(request, *args, **kwargs)

    @cached_property
    def fields(self) -> list[str]:
        """What the original says, and what a translation of it has though the original lost it."""
        there = [name for name in TEXTS if original(self.need, name) or getattr(self.need, f"{name}_{self.language}")]
        return there or ["title"]

    def get_form(self, form_class: Any = None) -> TranslationForm:
        data = self.request.POST if self.request.method == "POST" else kept_forms.kept(self.request)
        seen = translations.original_mark(self.need)
        fields = [name for name in TEXTS if name in data] if data else self.fields
        return TranslationForm(data, need=self.need, fields=fields, language=self.language, original=seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        pairs = [(Text(original(self.need, name), self.need.language), form[name]) for name in form.merged]
        row = next(row for row in translations.overview(self.need) if row.code == self.language)
        return {**context, "pairs": pairs, "row": row}

    def act(self, form: TranslationForm) -> str:
        user, seen = self.request.user, form.cleaned_data["original"]
        if not translations.translate(self.need, self.language, form, user, seen):
            return ""
        kept_forms.forget(self.request)
        return f"{self.need.get_absolute_url()}#translations"
