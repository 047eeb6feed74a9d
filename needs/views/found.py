"""The lists of what everybody may find: challenges and needs, searched, narrowed, paged, and taken home."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from core.drawing import drawn, drawn_text
from core.facets import Choice, Counts, Facet, Narrowing
from core.lists import CountOf
from core.public import public
from core.sorting import collated
from needs.curation.search import MOST_RANKED
from needs.models import Challenge, FoundCount, Need, PublicChallenge, PublicNeed
from needs.publishing import files, finding, listing, public_needs
from needs.views.need import part, sides

PER_PAGE = 50
ROWS_AT_ONCE = 500
MANY = 5_000  # from so many rows on what is counted for a narrowed list is kept for a moment
LONGEST_NUMBER = 5
SECONDS_KEPT = 10  # beside what proxy and browser keep


class FoundList:
    """One list as its address asks for it. A subclass says of what: rows, facets, orders, forms, files."""

    model: Any
    template: str
    row_template: str
    orders: dict[str, Any]  # by name: label; the first is the usual one
    forms = {"list": _("List"), "table": _("Table")}
    name: str
    total = 0
    is_near = False  # nothing has the words that were typed: the rows have words that begin like them

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def narrowing(self) -> Narrowing:
        kept = {"sort": ["", *self.orders], "view": list(self.forms)}
        return Narrowing(self.request.path, self.request.GET, self.facets(), kept)

    @cached_property
    def meaning(self) -> str:
        return finding.meaning(self.model, self.narrowing.query)

    def facets(self) -> list[Facet]:
        raise NotImplementedError

    def ordered(self, rows: QuerySet[Any], order: str) -> QuerySet[Any]:
        raise NotImplementedError

    def rows(self, numbers: QuerySet[Any], total: Any) -> tuple[list[Any], int]:
        """What the page shows of these, in the list's order; and how many there are in all, 0 if there is none."""
        raise NotImplementedError

    # Rows

    @property
    def searched(self) -> QuerySet[Any]:
        rows = self.model.objects.order_by()
        return finding.fitting(rows, self.meaning) if self.meaning else rows

    @property
    def found(self) -> QuerySet[Any]:
        return self.narrowing.narrowed(self.searched)

    @cached_property
    def order(self) -> str:
        """As asked for; otherwise the best first for who searches, and the first of the orders for who does not."""
        return self.narrowing.setting("sort") or ("best" if self.meaning else next(iter(self.orders)))

    @property
    def in_order(self) -> QuerySet[Any]:
        if self.order == "best":
            return finding.best(self.narrowing.narrowed(self.model.objects.order_by()), self.meaning)
        return self.ordered(self.found, self.order)

    @cached_property
    def page(self) -> Page[Any]:
        """Raises Http404 for a page that the list does not have."""
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
        if not number:
            raise Http404
        rows = self.numbered(number)
        if not rows and self.looks_again(number):
            rows = self.numbered(number)
            self.is_near = bool(rows)
        if not rows and number != 1:
            raise Http404
        paged = min(self.total, MOST_RANKED) if self.order == "best" else self.total
        return Page(rows, number, Paginator(range(paged), PER_PAGE))

    def numbered(self, number: int) -> list[Any]:
        numbers = self.in_order.values("pk")[(number - 1) * PER_PAGE : number * PER_PAGE]
        rows, self.total = self.rows(numbers, self.count_of_found)
        return rows

    def looks_again(self, number: int) -> bool:
        """Where nothing has the words that are all that is asked for, for words that begin like them."""
        if not self.meaning or self.narrowing.chosen or (number > 1 and self.found.exists()):
            return False
        near = finding.near(self.model, self.narrowing.query)
        self.meaning = near or self.meaning
        return bool(near)

    @property
    def kept_counts(self) -> QuerySet[FoundCount]:
        """Of the whole list, as the database keeps them."""
        return FoundCount.objects.filter(of_table=self.model._meta.db_table, rows__gt=0)

    @property
    def count_of_found(self) -> Any:
        if self.narrowing.is_narrowed:
            return CountOf(self.found.values("pk"))
        return Subquery(self.kept_counts.filter(token="").values("rows"))

    @cached_property
    def counts(self) -> Counts:
        if not self.narrowing.is_narrowed:
            return {("", token): rows for token, rows in self.kept_counts.values_list("token", "rows")}
        if self.total < MANY:
            return self.narrowing.counts(self.searched)
        chosen = (choice for choices in self.narrowing.chosen.values() for choice in choices)
        tokens = sorted(token for choice in chosen for token in choice.tokens)
        key = "facets:" + sha256("\0".join([self.name, self.meaning, *tokens]).encode()).hexdigest()
        return cache.get_or_set(key, lambda: self.narrowing.counts(self.searched), SECONDS_KEPT) or {}

    def drawn_facets(self) -> list[Any]:
        """Once for all who ask the same; what is searched is hardly ever the same."""
        shown = self.narrowing.shown(self.counts)
        return drawn("components/facet.html", shown, anew=bool(self.meaning))

    # The page and the files

    def answer(self) -> HttpResponseBase:
        kind = self.request.GET.get("as", "")
        if kind in files.KINDS:
            return self.file(kind)
        return HttpResponse(self.html())

    def html(self) -> str:
        """Made once of the same address, rows and counts; what is searched is hardly ever the same."""
        rows = tuple(self.page)

        def make() -> str:
            return render_to_string(self.template, self.context(), self.request)

        if not rows or self.meaning:
            return make()
        counts = frozenset(self.counts.items())
        return drawn_text((self.request.get_full_path(), self.total, rows, counts, self.dialogues), make)

    @property
    def dialogues(self) -> tuple[Choice, ...]:
        """By name and by phase: they change without the rows."""
        facets = (facet for facet in self.narrowing.facets if facet.name in ("dialogue", "phase"))
        return tuple(choice for facet in facets for choice in facet.choices)

    def context(self) -> dict[str, Any]:
        narrowing, page, view = self.narrowing, self.page, self.narrowing.setting("view")
        address = narrowing.address()
        query = address.partition("?")[2]
        return {
            "page": page,
            "drawn": drawn(self.row_template, list(page)) if view == "list" else [],
            "page_query": query and f"{query}&",
            "narrowing": narrowing,
            "facets": self.drawn_facets() if self.total and not self.is_near else [],
            "removable": narrowing.removable(),
            "loosened": [] if self.total or not narrowing.is_narrowed else narrowing.loosened(self.searched, self.all),
            "total": self.total,
            "counted": self.counted(),
            "is_near": self.is_near,
            "most": MOST_RANKED if self.order == "best" and self.total > MOST_RANKED else 0,
            "view": view,
            "view_links": self.links("view", self.forms, view),
            "sort_links": self.links("sort", self.sorts, self.order),
            "files": [] if self.is_near else [(kind, narrowing.address(**{"as": kind})) for kind in files.KINDS],
        }

    @property
    def all(self) -> QuerySet[Any]:
        return self.model.objects.order_by()

    @property
    def sorts(self) -> dict[str, Any]:
        best = {"best": _("Best match")} if self.meaning else {}
        return best | self.orders

    def links(self, name: str, labels: dict[str, Any], now: str) -> list[tuple[Any, str, bool]]:
        """Label, address, and whether the list is so."""
        usual = next(iter(labels))
        return [
            (label, self.narrowing.address(**{name: None if value == usual else value}), value == now)
            for value, label in labels.items()
        ]

    def file(self, kind: str) -> Any:
        raise NotImplementedError

    def counted(self) -> str:
        """The total in words."""
        raise NotImplementedError


class ChallengeList(FoundList):
    model = PublicChallenge
    template = "needs/challenge_list.html"
    row_template = "needs/_found_challenge.html"
    orders = {"newest": _("Newest"), "title": _("Title"), "buyers": _("Most public buyers")}
    name = "challenges"

    def facets(self) -> list[Facet]:
        return finding.challenge_facets()

    def ordered(self, rows: QuerySet[Any], order: str) -> QuerySet[Any]:
        language = str(get_language())
        by: dict[str, list[Any]] = {
            "newest": ["-challenge__published_at"],
            "title": [collated(listing.title_in(language), language)],
            "buyers": ["-challenge__bodies", "-challenge__published_at"],
        }
        return rows.order_by(*by[order], "-pk")

    def rows(self, numbers: QuerySet[Any], total: Any) -> tuple[list[Any], int]:
        there = PublicChallenge.objects.filter(pk__in=numbers).annotate(total=total)
        in_order = finding.ranked(there, self.meaning) if self.order == "best" else self.ordered(there, self.order)
        found = list(listing.shown(in_order, "challenge__"))
        return listing.rows(found), found[0]["total"] if found else 0

    def counted(self) -> str:
        words = ngettext("%(total)s challenge", "%(total)s challenges", self.total)
        return words % {"total": number_format(self.total, force_grouping=True)}

    def file(self, kind: str) -> Any:
        columns = files.challenge_columns(str(get_language()))
        return files.file(self.all_of_them(), columns, files.challenge_data, kind, "challenges")

    def all_of_them(self) -> Iterator[Challenge]:
        found = Challenge.objects.public().filter(found__in=self.found).select_related("category", "dialogue")
        found = found.annotate(zone=F("published__zone")).order_by("-published_at", "-pk")
        top = f"{settings.SITE_URL}{self.request.path}"
        for challenge in found.iterator(ROWS_AT_ONCE):
            challenge.url = f"{top}{challenge.slug}/"  # type: ignore[attr-defined]
            yield challenge


class NeedList(FoundList):
    model = PublicNeed
    template = "needs/need_list.html"
    row_template = "needs/_found_need.html"
    orders = {"newest": _("Newest"), "title": _("Title")}
    name = "needs"

    def facets(self) -> list[Facet]:
        return finding.need_facets()

    def ordered(self, rows: QuerySet[Any], order: str) -> QuerySet[Any]:
        return rows.order_by("need__search__title", "-pk") if order == "title" else rows.order_by("-pk")

    def rows(self, numbers: QuerySet[Any], total: Any) -> tuple[list[Any], int]:
        there = Need.objects.public().filter(pk__in=numbers).annotate(total=total)
        if self.order == "best":
            in_order = finding.ranked(there, self.meaning, "found__words")
        else:
            in_order = there.order_by(*(["search__title"] if self.order == "title" else []), "-pk")
        found = list(public_needs.shown(in_order))
        return public_needs.rows(found), found[0]["total"] if found else 0

    def counted(self) -> str:
        words = ngettext("%(total)s need", "%(total)s needs", self.total)
        return words % {"total": number_format(self.total, force_grouping=True)}

    def file(self, kind: str) -> Any:
        return files.file(self.all_of_them(), files.need_columns(), files.need_data, kind, "needs")

    def all_of_them(self) -> Iterator[Need]:
        found = public_needs.with_what_is_shown(Need.objects.public().filter(found__in=self.found))
        top = f"{settings.SITE_URL}{self.request.path}"
        for need in found.prefetch_related("cpv_codes").order_by("-pk").iterator(ROWS_AT_ONCE):
            need.url = f"{top}{need.pk}/"  # type: ignore[attr-defined]
            yield need


@public
def challenge_list(request: HttpRequest) -> HttpResponseBase:
    return ChallengeList(request).answer()


@public
def need_list(request: HttpRequest) -> HttpResponseBase:
    return NeedList(request).answer()


@public
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """A need that its owner took back is not there, as one that never was."""
    needs = public_needs.with_what_is_shown(Need.objects.public()).prefetch_related("cpv_codes")
    found: Any = get_object_or_404(needs, pk=pk)
    parts = [part(found, field) for field in ("situation", "outcome", "constraints")]
    context = {
        "need": found,
        "title": sides(found, "title"),
        "parts": [row for row in parts if row["original"].text],
        "challenges": public_needs.challenges_with(found),
    }
    return render(request, "needs/need.html", context)
