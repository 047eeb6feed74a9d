"""News: as everybody reads it, and as managers write it."""

from copy import copy
from functools import partial, reduce
from operator import or_
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.lists import ALL, Column, ListFilter, StaffList
from core.once import once
from core.permissions import require
from core.public import public
from core.search import Fold
from core.sorting import in_alphabet
from core.texts import localized_names, text_of, texts
from core.told import refusals_told
from dialogues import news as doors
from dialogues.models import Dialogue, News
from dialogues.news_forms import NewNewsForm, NewsForm

PAGE_LENGTH = 20

# For everybody


@public
def news(request: HttpRequest) -> HttpResponse:
    """The news of all dialogues, or of one."""
    rows = News.objects.public().select_related("dialogue", "corrects", "correction")
    dialogues = list(Dialogue.objects.filter(news__published_at__isnull=False).distinct())
    dialogue = next((one for one in dialogues if one.slug == request.GET.get("dialogue")), None)
    if dialogue:
        rows = rows.filter(dialogue=dialogue)
    context = {
        "page": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page")),
        "dialogue": dialogue,
        "dialogues": dialogues,
        "query": f"dialogue={dialogue.slug}&" if dialogue else "",
    }
    return render(request, "dialogues/news/news.html", context)


@public
def news_one(request: HttpRequest, pk: int) -> HttpResponse:
    rows = News.objects.public().select_related("dialogue", "corrects", "correction")
    return render(request, "dialogues/news/one.html", {"news": get_object_or_404(rows, pk=pk)})


# For managers


class StateFilter(ListFilter):
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", ALL), ("draft", gettext_lazy("Draft")), ("published", gettext_lazy("Published"))],
        required=False,
    )

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name != "q":
            return rows.filter(published_at__isnull=value == "draft")
        titles = localized_names("title")
        folded = rows.alias(**{f"folded_{title}": Fold(title) for title in titles})
        return folded.filter(reduce(or_, (Q(**{f"folded_{title}__contains": Fold(Value(value))}) for title in titles)))


def state_of(row: News) -> str:
    return str(_("Published") if row.is_public else _("Draft"))


class NewsList(StaffList):
    template_name = "dialogues/news/list.html"
    columns = [
        Column("title", gettext_lazy("Title"), lambda row: text_of(row, "title"), partial(in_alphabet, "title")),
        Column("state", gettext_lazy("State"), state_of),
        Column("published", gettext_lazy("Published"), lambda row: row.published_at, ["published_at"]),
        Column("dialogue", gettext_lazy("Dialogue"), lambda row: text_of(row.dialogue, "title")),
    ]
    filter_class = StateFilter
    row_template = "dialogues/news/_row.html"
    permission = "dialogues.list_news"
    title = export_name = gettext_lazy("News")
    none_yet = gettext_lazy("No news is written yet.")
    first_sort = "-published"

    def get_queryset(self) -> QuerySet[News]:
        return News.objects.filter(dialogue__in=Dialogue.objects.managed_by(self.request.user))

    def for_page(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("dialogue")

    for_export = for_page

    def counted(self, number: int) -> str:
        return ngettext("%(count)s piece of news", "%(count)s pieces of news", number) % {"count": localize(number)}


class NewNews(KeepsTyped, FormView):
    template_name = "dialogues/news/form.html"
    form_class = NewNewsForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "dialogues.list_news")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: NewNewsForm) -> HttpResponse:
        return redirect(once(form.cleaned_data["key"], lambda: self.begin(form)))

    def begin(self, form: NewNewsForm) -> str:
        data = form.cleaned_data
        begun = doors.begin(data["dialogue"], self.request.user, **{name: data[name] for name in form.merged_names()})
        messages.success(self.request, _("The news is a draft until you publish it."))
        return reverse("workspace-news-one", args=[begun.pk])


class OneNews(KeepsTyped, ActingPage):
    """A draft to write on, or what was published."""

    template_name = "dialogues/news/written.html"
    form_class = NewsForm

    @cached_property
    def news(self) -> News:
        return found(self.request, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": copy(self.news)}  # the form writes on its own

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, news=self.news)

    def act(self, form: NewsForm) -> str:
        """And on to publishing, where that button was pressed."""
        with doors.draft(self.news, self.request.user) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            doors.write(current, **{name: value or "" for name, value in values.items()})
        if "publish" in self.request.POST:
            return reverse("workspace-news-publish", args=[self.news.pk])
        self.done = _("The news is saved.")
        return reverse("workspace-news-one", args=[self.news.pk])


class PublishNews(TemplateView):
    """Asks first, with the texts in all languages; what somebody changed since is shown before it is published."""

    template_name = "dialogues/news/publish.html"

    @cached_property
    def news(self) -> News:
        return found(self.request, self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.news.is_public:
            return redirect("workspace-news-one", self.news.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titles, bodies = (texts(self.news, field) for field in doors.TEXTS)
        said = [(code, name, titles.get(code, ""), bodies.get(code, "")) for code, name in settings.LANGUAGES]
        problems = doors.problems(self.news)
        return super().get_context_data(
            **kwargs, news=self.news, texts=said, problems=problems, seen=doors.stamp(self.news)
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with refusals_told(request):
            doors.publish(self.news, request.user, seen=request.POST.get("seen", ""))
            messages.success(request, _("The news is public, and who follows the dialogue is told."))
            return redirect("workspace-news-one", self.news.pk)
        return redirect("workspace-news-publish", self.news.pk)


def found(request: HttpRequest, pk: int) -> News:
    news = get_object_or_404(News.objects.select_related("dialogue", "corrects", "correction"), pk=pk)
    require(request.user, doors.WRITE, news.dialogue)
    return news


@require_POST
def news_step(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Begin a correction, throw a draft away."""
    current = found(request, pk)
    with refusals_told(request):
        if action == "correct":
            current = doors.correct(current, request.user)
        else:
            doors.discard(current, request.user)
            messages.success(request, _("The draft is thrown away."))
            return redirect("workspace-news")
    return redirect("workspace-news-one", current.pk)
