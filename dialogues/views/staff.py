"""Who runs the dialogues: managers read it, administrators give and end the roles, and invite."""

from functools import partial
from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.invitations import links_seen
from accounts.views.invitation import AcceptInvitation
from core.acting_views import ActingPage
from core.enums import Country
from core.lists import ALL, Column, ListFilter, StaffList
from core.once import once
from core.permissions import require
from core.search import Fold
from core.sorting import by_label, in_alphabet
from core.texts import text_of
from core.told import told
from dialogues import staff, staff_invitations
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue, StaffInvitation, StaffRole, StaffRoleChange
from dialogues.staff_forms import AppointForm, ReasonForm

LIST = "workspace-staff"
LATEST = 20  # changes on the page


def by_name() -> list[Any]:
    return [*in_alphabet("user__name"), "user__email"]


def by_role() -> list[Any]:
    """Managers first, then coordinators by their country."""
    manager = Case(When(kind=StaffRoleKind.MANAGER, then=Value(0)), default=Value(1))
    return [manager, *by_label("country", Country), *by_name()]


def by_dialogue() -> list[Any]:
    return ["dialogue__starts_on", "dialogue", *by_role()]


COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda role: role.user.name, by_name),
    Column("email", gettext_lazy("E-mail address"), lambda role: role.user.email, shown=False),
    Column("role", gettext_lazy("Role"), lambda role: role.get_kind_display(), by_role),
    Column("country", gettext_lazy("Country"), lambda role: role.get_country_display(), shown=False),
    Column("dialogue", gettext_lazy("Dialogue"), lambda role: text_of(role.dialogue, "title"), by_dialogue),
    Column("language", gettext_lazy("Language"), lambda role: role.user.get_language_display()),
]


class StaffFilter(ListFilter):
    dialogue = forms.ModelChoiceField(
        Dialogue.objects.none(),
        label=gettext_lazy("Dialogue"),
        required=False,
        empty_label=ALL,
        to_field_name="slug",
    )
    kind = forms.ChoiceField(label=gettext_lazy("Role"), required=False, choices=[("", ALL), *StaffRoleKind.choices])
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=[("", ALL), *Country.choices])

    def prepare(self) -> None:
        seen = Dialogue.objects.filter(pk__in=self.rows.order_by().values("dialogue"))
        self.fields["dialogue"].queryset = seen  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        if name != "q":
            return rows.filter(**{name: value})
        rows = rows.alias(folded_name=Fold("user__name"))
        return rows.filter(Q(folded_name__contains=Fold(Value(value))) | Q(user__email__icontains=value))


class StaffRoleList(StaffList):
    template_name = "dialogues/staff/list.html"
    columns = COLUMNS
    filter_class = StaffFilter
    row_template = "dialogues/staff/_role.html"
    permission = "dialogues.list_staff"
    title = export_name = gettext_lazy("Staff")
    none_yet = gettext_lazy("No dialogue has staff yet.")
    first_sort = "role"

    def get_queryset(self) -> Any:
        return StaffRole.objects.visible_to(self.request.user).select_related("user", "dialogue")

    def counted(self, number: int) -> str:
        return ngettext("%(count)s role", "%(count)s roles", number) % {"count": localize(number)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_appoint = self.request.user.has_perm(staff.APPOINT)
        seen = {"trail": latest_changes(), "invitations": invited()} if may_appoint else {}
        return super().get_context_data(**kwargs, may_appoint=may_appoint, **seen)


def invited() -> QuerySet[StaffInvitation]:
    """Those that wait for an answer, the newest first."""
    return StaffInvitation.objects.open().select_related("dialogue", "invited_by")


def latest_changes() -> list[dict[str, Any]]:
    """The newest first, roles in words."""
    labels = dict(StaffRoleKind.choices)
    changes = StaffRoleChange.objects.select_related("user", "dialogue", "actor").order_by("-at", "-pk")[:LATEST]
    return [
        {"change": change, "before": labels.get(change.from_value), "after": labels.get(change.to_value)}
        for change in changes
    ]


class AppointView(ActingPage):
    template_name = "dialogues/staff/appoint.html"
    form_class = AppointForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, staff.APPOINT)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language(), **super().get_initial()}

    def act(self, form: AppointForm) -> str:
        return once(form.cleaned_data["key"], lambda: self.appoint(form))

    def appoint(self, form: AppointForm) -> str:
        data = form.cleaned_data
        role, why = (data["kind"], data["country"]), (self.request.user, data["reason"])
        if form.person:
            staff.grant(data["dialogue"], form.person, *role, *why)
            self.done = _("%(person)s has the role now.") % {"person": form.person}
        else:
            invitation = staff_invitations.invite(data["dialogue"], data["email"], data["language"], *role, *why)
            self.done = _("The invitation to %(address)s is sent.") % {"address": invitation.address}
        return reverse(LIST)


class RevokeView(ActingPage):
    template_name = "dialogues/staff/revoke.html"
    form_class = ReasonForm
    done = gettext_lazy("The role has ended.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, staff.APPOINT)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def role(self) -> StaffRole:
        return get_object_or_404(StaffRole.objects.select_related("user", "dialogue"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, role=self.role)

    def act(self, form: ReasonForm) -> str:
        staff.revoke(self.role, self.request.user, form.cleaned_data["reason"])
        return reverse(LIST)


# One invitation


def invitation_for(request: HttpRequest, pk: int) -> StaffInvitation:
    require(request.user, staff.APPOINT)
    return get_object_or_404(StaffInvitation.objects.select_related("dialogue", "invited_by"), pk=pk)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = invitation_for(request, pk)
    done = _("A new link is on its way to %(address)s. The one before works no more.") % {"address": invitation.address}
    again = partial(staff_invitations.send_again, invitation, request.user, links_seen(request))
    return told(request, again, done, LIST)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = invitation_for(request, pk)
    done = _("The invitation to %(address)s is taken back; its link works no more.") % {"address": invitation.address}
    return told(request, partial(staff_invitations.revoke, invitation, request.user), done, LIST)


class AcceptStaff(AcceptInvitation):
    model = StaffInvitation

    def take(self, user: Any) -> None:
        staff_invitations.accept(self.invitation, user)

    def landing(self) -> str:
        return reverse("workspace")

    def role(self) -> str:
        return ", ".join(filter(None, (super().role(), self.invitation.get_country_display())))
