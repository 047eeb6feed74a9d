"""Staff's lists of bodies, people and participation."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.lists import StaffList
from municipalities import exports, filters
from municipalities.handled import people_counted, people_for, register_for
from municipalities.models import Municipality, Participation
from municipalities.participants import KIN, inhabitants


class BodyList(StaffList):
    """The whole register, so that bodies which do not take part yet are found too."""

    template_name = "municipalities/staff/bodies.html"
    columns = exports.BODIES
    filter_class = filters.BodyFilter
    row_template = "municipalities/staff/_body.html"
    permission = "municipalities.list_bodies"
    title = export_name = gettext_lazy("Bodies")
    none_yet = gettext_lazy("The register is empty.")
    first_sort = "name"

    def get_queryset(self) -> QuerySet[Municipality]:
        return people_counted(register_for(self.request.user), self.request.user)

    def for_page(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        parts = Prefetch("participations", Participation.objects.select_related("dialogue").order_by("since", "pk"))
        return rows.select_related("parent", "merged_into").prefetch_related(parts)

    for_export = for_page

    def counted(self, number: int) -> str:
        return ngettext("%(count)s body", "%(count)s bodies", number) % {"count": localize(number)}


class PeopleList(StaffList):
    """The people of the bodies that take part."""

    columns = exports.PEOPLE
    filter_class = filters.PeopleFilter
    row_template = "municipalities/staff/_person.html"
    permission = "municipalities.list_bodies"
    title = export_name = gettext_lazy("People")
    none_yet = gettext_lazy("No body that you handle has people in the portal yet.")
    first_sort = "name"

    def get_queryset(self) -> Any:
        return people_for(self.request.user).select_related("user", "municipality")

    def counted(self, number: int) -> str:
        roles = ngettext("%(count)s role", "%(count)s roles", number) % {"count": localize(number)}
        number = self.filter.found().order_by().values("user").distinct().count()
        people = ngettext("%(count)s person", "%(count)s people", number) % {"count": localize(number)}
        return f"{people}, {roles}"


class ParticipationList(StaffList):
    columns = exports.PARTICIPATION
    filter_class = filters.ParticipationFilter
    row_template = "municipalities/staff/_participation.html"
    permission = "municipalities.list_bodies"
    title = export_name = gettext_lazy("Participation")
    none_yet = gettext_lazy("No body takes part in a dialogue of yours yet.")
    first_sort = "body"

    def get_queryset(self) -> Any:
        rows = Participation.objects.visible_to(self.request.user)
        return rows.select_related("municipality__parent", "dialogue")

    def counted(self, number: int) -> str:
        """Bodies and inhabitants, each counted once though a body takes part in several dialogues."""
        rows = self.filter.found().order_by()
        bodies = Municipality.objects.filter(pk__in=rows.values("municipality"))
        bodies = bodies.select_related("parent").prefetch_related(*KIN)
        counted = ngettext("%(count)s body", "%(count)s bodies", len(bodies)) % {"count": localize(len(bodies))}
        return _("%(bodies)s with %(inhabitants)s inhabitants") % {
            "bodies": counted,
            "inhabitants": localize(inhabitants(bodies)),
        }
