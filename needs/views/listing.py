"""The list of needs: found, narrowed, sorted, paged and taken home, also where there are a hundred thousand."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import (
    Count,
    F,
    OuterRef,
    QuerySet,
    TextField,
    Window,
)
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import exports
from core.lists import PAGE_LENGTH, Column, CountOf, Heading, Narrowed, StaffList
from municipalities.roles import remember_roles
from needs.curation import board
from needs.curation.columns import FIRST, WAITING, as_data, columns, first_line
from needs.curation.filters import NeedFilter
from needs.curation.saved_views import SavedViewForm, managed, tidy
from needs.curation.search import MOST_RANKED, best, fitting
from needs.curation.selection import summary
from needs.curation.worklists import TO_ANSWER, TO_JOIN, Worklist, current, worklists
from needs.models import ChallengeNeed, DemandLine, Need
from needs.views.offered import act_buttons, are_kept_apart, may_act, may_join, ways

MOST_PAGED = 10_000
ROWS_AT_ONCE = 500


class NeedList(StaffList):
    template_name = "needs/workspace/need_list.html"
    part_template, part_id = "needs/workspace/_need_list.html", "need-list"
    row_template = "needs/workspace/_need_row.html"
    title = _("Needs")
    export_name = _("Needs")
    none_yet = _("There is no need that you may read yet.")
    here: frozenset[int] | set[int] = frozenset()  # numbers of the needs that the page shows
    total = 0

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Everybody who signed in has a list; what is in it, her roles say. They are asked for once."""
        remember_roles(request.user)
        return super(StaffList, self).dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("as") == "json":
            return self.as_json()
        response = super().get(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Target", "HX-History-Restore-Request"])
        return response

    def get_template_names(self) -> list[str]:
        """Only the part that a page asks for which is open already."""
        return [self.part_template if self.is_part else self.template_name]

    @property
    def is_part(self) -> bool:
        page: Any = self.request.htmx  # type: ignore[attr-defined]
        return page.target == self.part_id and not page.history_restore_request

    def get_queryset(self) -> QuerySet[Need]:
        return Need.objects.visible_to(self.request.user)

    @cached_property
    def filter(self) -> NeedFilter:  # type: ignore[override]
        """What waits is counted for staff, and once for a page: a part of it leaves that as it is."""
        names = () if self.is_part else self.has_worklists
        return NeedFilter(self.request.GET, self.get_queryset(), self.request.user, names)

    # Rows

    @cached_property
    def by_fit(self) -> bool:
        """Whether the best come first: something is searched, and no other order was asked for."""
        return bool(self.filter.query) and not self.sort

    def found(self) -> QuerySet[Need]:
        found = self.filter.found()
        return fitting(found, self.filter.query) if self.filter.query else found

    def rows(self) -> QuerySet[Need]:
        """For the file: all that is narrowed to, in the page's order or the newest first."""
        return self.filled(self.in_order(self.found()))

    def in_order(self, needs: QuerySet[Need]) -> QuerySet[Need]:
        if self.sort and self.sort[0].name == "used":
            needs = needs.annotate(used=Count("uses"))
        return needs.order_by(*self.ordering_of_rows())

    def page(self) -> Page[Any]:
        """The page that is asked for, or the nearest that there is."""
        if self.way:
            return Page([], 1, Paginator([], PAGE_LENGTH))
        wanted = self.request.GET.get("page", "")
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1
        found = self.page_at(max(number, 1))
        if not found and number > 1:
            total = min(self.found()[: self.most].count(), self.most)
            number = min(number, max(1, -(-total // PAGE_LENGTH)))
            found = self.page_at(number)
        self.total = found[0].total if found else 0
        paginator: Paginator[Any] = Paginator(range(min(self.total, self.most)), PAGE_LENGTH)
        return Page(found, max(number, 1), paginator)

    @property
    def most(self) -> int:
        """Nobody pages further than this: who has not found it by then narrows the list."""
        return MOST_RANKED if self.by_fit else MOST_PAGED

    def page_at(self, number: int) -> list[Any]:
        """Rows of a page, each with the `total` of all that is found (or one more than `most`).

        First their numbers are found, and only for these what a row shows: many rows are sorted, few are read.
        """
        first, last = (number - 1) * PAGE_LENGTH, min(number * PAGE_LENGTH, self.most)
        if first >= last:
            return []
        if self.by_fit:  # all that are ranked are at hand: counting them again would search twice
            found = self.filled(best(self.filter.found(), self.filter.query))
            return list(found.annotate(total=Window(Count("pk")))[first:last])
        there = Need.objects.filter(pk__in=self.in_order(self.found()).values("pk")[first:last])
        total = CountOf(self.found().order_by().values("pk")[: self.most + 1])
        return list(self.filled(there).annotate(total=total).order_by(*self.ordering_of_rows()))

    def filled(self, needs: QuerySet[Need]) -> QuerySet[Need]:
        mine = {"need": OuterRef("pk")}
        line = JSONObject(year="year", quantity=Cast("quantity", TextField()), unit="unit", certainty="certainty")
        codes = Need.cpv_codes.through.objects.filter(**mine).order_by("cpvcode")
        used = ChallengeNeed.objects.filter(**mine).values("pk")
        return needs.select_related("municipality", "category", "dialogue").annotate(
            used=CountOf(used),
            lines=ArraySubquery(DemandLine.objects.filter(**mine).order_by("year", "unit").values(line=line)),
            codes=ArraySubquery(codes.values("cpvcode")),
        )

    # Order and columns

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return columns(self.filter.choices.unit_names, self.filter.choices.bodies)

    @cached_property
    def sort(self) -> Any:
        """The column that is sorted by, and whether downwards; None for the best, the oldest or the newest first."""
        wanted = self.request.GET.get("sort", "")
        found = [column for column in self.columns if column.order_by and column.name == wanted.removeprefix("-")]
        return (found[0], wanted.startswith("-")) if found else None

    def ordering_of_rows(self) -> list[Any]:
        by_column = super().ordering_of_rows() if self.sort else ()
        return [*by_column, "pk" if self.is_queue else "-pk"]

    @property
    def is_queue(self) -> bool:
        """Whether who has waited longest comes first: by number, which has an index and is moved by no translation."""
        return self.waits and not self.sort and not self.by_fit

    @cached_property
    def shown(self) -> list[Column]:
        wanted = self.request.GET.getlist("column") or (WAITING if self.waits else FIRST)
        return [column for column in self.columns if column.shown and (column.name == "need" or column.name in wanted)]

    @cached_property
    def way(self) -> str:
        """How the needs are shown: as a board, or empty for the table."""
        wanted = self.request.GET.get("way", "")
        return wanted if wanted in board.WAYS else ""

    def headings(self) -> list[Heading]:
        return [self.heading(column) for column in self.shown]

    def heading(self, column: Column) -> Heading:
        """`url` is the value of `sort` that sorts anew: headings are buttons of a form that keeps what is ticked."""
        by, downwards = self.sort or (None, False)
        turned = "" if not column.order_by else f"-{column.name}" if column is by and not downwards else column.name
        direction = "" if column is not by else "descending" if downwards else "ascending"
        return Heading(column, direction, turned)

    def address(self, **changes: str) -> str:
        """Without what was left empty in the form."""
        base, _sign, query = super().address(**{"seen": "", **changes}).partition("?")
        kept = [(name, value) for name, value in parse_qsl(query) if value]
        return f"{base}?{urlencode(kept)}" if kept else base

    # The page and the files

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards, query = self.cards(), tidy(self.request.GET)
        chosen = self.filter.choices.chosen
        numbers = {need.pk for need in chosen}
        context = super().get_context_data(**kwargs, **summary(chosen))
        units = self.filter.choices.unit_names
        self.here = self.here | {need.pk for need in context["page"]}
        for need in context["page"]:
            need.first_line = first_line(need, units)
        return context | {
            "shown": {column.name for column in self.shown},
            "columns": [column for column in self.columns if column.shown and column.name != "need"],
            "views": self.filter.choices.views,
            "view_now": next((view for view in self.filter.choices.views if view.query == query), None),
            "view_form": SavedViewForm(dialogues=self.filter.choices.dialogues(managed(self.request.user))),
            "mixes_dialogues": len({need.dialogue_id for need in context["page"]}) > 1,
            "worklists": self.worklists(),
            "is_part": self.is_part,
            "most": self.most if self.total > self.most else 0,
            "is_ranked": self.by_fit,
            "is_queue": self.is_queue,
            "sorted_by": self.request.GET.get("sort", "") if self.sort else "",
            "files": [(kind, self.address(**{"as": kind})) for kind in (*exports.KINDS, "json")],
            "query": query,
            "way": self.way,
            "ways": [(way, label, self.address(way=way)) for way, label in ways(self.may_join)],
            "seen": str(self.filter.choices.seen),
            "unchosen": self.address(need=""),
            "full_demand": self.full_demand(),
            "act_buttons": act_buttons(joins=self.may_join, answers=self.may_act),
            "may_join": self.may_join,
            "may_act": self.may_act,
            "may_choose": bool(chosen or (self.may_act and self.here)),
            "is_kept_apart": are_kept_apart(chosen, self.request.user),
            "chosen_numbers": numbers,
            **cards,
            "chosen_elsewhere": [need for need in chosen if need.pk not in self.here],
        }

    @property
    def has_worklists(self) -> tuple[str, ...]:
        return (TO_ANSWER, *[TO_JOIN] * self.may_join) if self.may_act else ()

    @cached_property
    def worklist(self) -> str:
        """The name of the one that the list shows, or empty."""
        return current(self.filter.chosen, self.has_worklists)

    @property
    def waits(self) -> bool:
        return self.worklist == TO_ANSWER

    def narrowed(self) -> list[Narrowed]:
        """Without what stands above the list already: what is searched, and the worklist."""
        told = ("q", "state", "free") if self.worklist else ("q",)
        parts = zip(self.filter.chosen, super().narrowed(), strict=True)
        return [part for name, part in parts if name not in told]

    def worklists(self) -> list[Worklist]:
        counted = self.filter.choices.counted
        return worklists(counted, self.filter.chosen, self.address) if counted else []

    @cached_property
    def may_join(self) -> bool:
        return may_join(self.request.user)

    @cached_property
    def may_act(self) -> bool:
        return may_act(self.request.user)

    def full_demand(self) -> list[tuple[str, str]]:
        """Titles of the dialogues that she works in, or of the chosen one, and where their demand is in full."""
        user: Any = self.request.user
        works_in = self.filter.choices.dialogues({role.dialogue_id for role in user.staff_roles.all()})
        chosen = self.filter.chosen.get("dialogue")
        return [(title, reverse("workspace-demand", args=[slug])) for slug, title in works_in if chosen in (None, slug)]

    def cards(self) -> dict[str, Any]:
        """The board, where it is asked for; and which needs the page shows."""
        if not self.way:
            return {}
        choices = self.filter.choices
        titles = dict(choices.named("challenge"))
        shown = board.columns(self.way, self.found(), titles, self.address)
        numbers = {number for column in shown.columns for number in column.numbers}
        rows = self.filled(Need.objects.filter(pk__in=numbers)).annotate(folded=F("search__title"))
        needs: dict[int, Any] = {need.pk: need for need in rows}
        for need in needs.values():
            need.first_line = first_line(need, choices.unit_names)
        board.fill(shown.columns, needs, tidy(self.request.GET), answers=self.may_act, joins=self.may_join)
        self.here = numbers
        return {"board": shown.columns, "more_columns": shown.more}

    def as_json(self) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self.json_parts(), content_type="application/json")
        response["Content-Disposition"] = 'attachment; filename="needs.json"'
        response["Cache-Control"] = "private, no-store"
        return response

    def json_parts(self) -> Iterator[str]:
        before = "["
        for need in self.rows().iterator(chunk_size=ROWS_AT_ONCE):
            yield before + json.dumps(as_data(need, self.filter.choices.unit_names), ensure_ascii=False)
            before = ",\n"
        yield "[]" if before == "[" else "]"
