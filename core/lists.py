"""Lists for staff: narrowed, sorted, paged through, and taken home as the file of exactly what is narrowed to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.formats import localize
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import ListView

from core import exports
from core.permissions import require

PAGE_LENGTH = 50
ALL = _("All")


class CountOf(Subquery):
    """How many rows a query has, counted once for all rows of the query around it."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Column:
    """A column of the page and of the file: its name in the address, its heading, a row's value in the file.

    `order_by` is what sorting by it means, if one may: names and expressions, or a function that answers them where
    they depend on the reader's language. `figure` sets it to the right.
    `shown` is False for what only the file has.
    """

    name: str
    label: str | Promise
    value: Callable[[Any], object]
    order_by: Sequence[Any] | Callable[[], Sequence[Any]] = ()
    figure: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Heading:
    """A column's heading as one reader sees it: how the rows are sorted by it, and the address that sorts them anew."""

    column: Column
    direction: str  # ascending, descending or empty
    url: str


@dataclass(frozen=True)
class Narrowed:
    """One thing that narrows the list, in words, and the address without it."""

    label: str | Promise
    value: str
    url: str


class ListFilter(forms.Form):
    """Narrows the rows that a person may see; what makes no sense narrows nothing.

    A subclass adds fields, all of them optional, and says in `narrow` what each means.
    """

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))

    def __init__(self, data: Any, rows: QuerySet[Any], user: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.rows = rows
        self.user = user
        self.prepare()
        self.is_valid()

    def prepare(self) -> None:
        """Where choices depend on the rows or on the person."""

    def found(self) -> QuerySet[Any]:
        rows = self.rows
        for name, value in self.chosen.items():
            rows = self.narrow(rows, name, value)
        return rows

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        raise NotImplementedError

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    def in_words(self, name: str) -> str:
        """What is chosen in a field, as the field says it."""
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(value)


class StaffList(ListView):
    """A list page. A subclass says which rows (`get_queryset`, through visible_to), columns, filter and permission.

    `?as=csv` and `?as=xlsx` answer with what the page shows, all pages of it. `row_template` has one row as `row`.
    Where a row ends with what can be done with it, `acts` is that column's heading, for who hears the table.
    """

    template_name = "components/list_page.html"
    columns: Sequence[Column]
    filter_class: type[ListFilter]
    row_template: str
    permission: str
    title: str | Promise
    export_name: str | Promise
    none_yet: str | Promise  # what the page says where there is nothing to narrow
    first_sort: str
    acts: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kind = request.GET.get("as")
        if kind in exports.KINDS:
            columns = [exports.Column(column.label, column.value) for column in self.columns]
            return exports.export(self.for_export(self.rows()), columns, kind, str(self.export_name))
        return super().get(request, *args, **kwargs)

    @cached_property
    def filter(self) -> ListFilter:
        return self.filter_class(self.request.GET, self.get_queryset(), self.request.user)

    def rows(self) -> QuerySet[Any]:
        return self.filter.found().order_by(*self.ordering_of_rows(), "pk")

    def for_page(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What only a page needs, of 50 rows."""
        return rows

    def for_export(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What only the file needs."""
        return rows

    # Sorting

    @cached_property
    def sort(self) -> tuple[Column, bool]:
        """The column that the rows are sorted by, and whether downwards."""
        wanted = self.request.GET.get("sort", "")
        sortable = {column.name: column for column in self.columns if column.order_by}
        if wanted.removeprefix("-") not in sortable:
            wanted = self.first_sort
        return sortable[wanted.removeprefix("-")], wanted.startswith("-")

    def ordering_of_rows(self) -> list[Any]:
        column, downwards = self.sort
        order_by = column.order_by() if callable(column.order_by) else column.order_by
        keys = [F(key) if isinstance(key, str) else key for key in order_by]
        return [key.desc(nulls_last=True) if downwards else key.asc(nulls_last=True) for key in keys]

    def headings(self) -> list[Heading]:
        return [self.heading(column) for column in self.columns if column.shown]

    def heading(self, column: Column) -> Heading:
        by, downwards = self.sort
        if column is not by:
            return Heading(column, "", self.address(sort=column.name) if column.order_by else "")
        turned = column.name if downwards else f"-{column.name}"
        return Heading(column, "descending" if downwards else "ascending", self.address(sort=turned))

    # Addresses

    def address(self, **changes: str) -> str:
        """This list's address with other parameters; one that becomes empty is left out, and the pages begin anew."""
        query = self.request.GET.copy()
        for name, value in {"page": "", "as": "", **changes}.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def narrowed(self) -> list[Narrowed]:
        fields = self.filter.fields
        return [
            Narrowed(fields[name].label or name, self.filter.in_words(name), self.address(**{name: ""}))
            for name in self.filter.chosen
        ]

    # The page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, query = self.page(), self.address().partition("?")[2]
        return super().get_context_data(
            **kwargs,
            object_list=page.object_list,
            title=self.title,
            filter=self.filter,
            narrowed=self.narrowed(),
            headings=self.headings(),
            acts=self.acts,
            labels={column.name: column.label for column in self.columns},
            page=page,
            counted=self.counted(page.paginator.count),
            page_query=query and f"{query}&",
            row_template=self.row_template,
            none_yet=self.none_yet,
            files=[(kind, self.address(**{"as": kind})) for kind in exports.KINDS],
        )

    def counted(self, number: int) -> str:
        """What the page says of how many rows there are."""
        return ngettext("%(count)s row", "%(count)s rows", number) % {"count": localize(number)}

    def page(self) -> Page[Any]:
        """The page that is asked for, or the nearest that there is."""
        return Paginator(self.for_page(self.rows()), PAGE_LENGTH).get_page(self.request.GET.get("page"))
