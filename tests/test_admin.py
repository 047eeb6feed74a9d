"""Every register opens in Django's admin for the administrator, and for nobody else."""

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise

from dialogues.models import Dialogue, StaffRole
from events.models import Event
from municipalities.models import Membership, Participation
from suppliers.enums import CompanyState
from suppliers.models import Company
from tests.factories import (
    CategoryFactory,
    CompanyFactory,
    CpvCodeFactory,
    EventFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    ParticipationFactory,
    SessionFactory,
    StaffRoleFactory,
    UnitFactory,
    UserFactory,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db
OWN = ["accounts", "dialogues", "municipalities", "needs", "suppliers", "events"]
MODELS = [model for model in admin.site._registry if model._meta.app_label in OWN]
FETCHED = re.compile(r"""<(?!a\s)\w+[^>]*\s(?:src|href|action)=["']([^"']*)""")  # by the browser itself, or sent to


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_register_lists_finds_and_opens_and_asks_no_other_host_for_anything(model, administrator: Client) -> None:
    NeedFactory(), EventFactory(), MunicipalityFactory(), StaffRoleFactory(), CompanyFactory()
    place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert look_at(administrator, reverse(f"{place}_changelist"), {"q": "o"}) == 200
    written_elsewhere = model in (Company, Event)  # in the workspace, through their doors
    assert look_at(administrator, reverse(f"{place}_add")) == (403 if written_elsewhere else 200)
    for row in model.objects.all()[:1]:
        assert look_at(administrator, reverse(f"{place}_change", args=[row.pk])) == 200


def test_the_page_of_all_registers_asks_no_other_host_for_anything(administrator: Client) -> None:
    assert look_at(administrator, reverse("admin:index")) == 200


def look_at(client: Client, page: str, query: dict[str, str] | None = None) -> int:
    """The status of the page, which wants nothing of anybody else."""
    answer = client.get(page, query)
    fetched = FETCHED.findall(answer.content.decode())
    assert {urlsplit(urljoin("http://testserver", address)).netloc for address in fetched} <= {"testserver"}, page
    return answer.status_code


def test_each_language_s_field_is_labelled_with_its_language(administrator: Client) -> None:
    page = administrator.get(reverse("admin:municipalities_municipality_add"))
    labels = [str(field.label) for name, field in page.context["adminform"].form.fields.items() if name[:5] == "name_"]
    assert labels == [f"Name [{code}]" for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_relation_that_is_shown_has_a_name_that_is_translated(model) -> None:
    """Without one Django makes one of the field's name, in English."""
    inlines = [inline.model for inline in admin.site._registry[model].inlines]
    relations = [field for shown in (model, *inlines) for field in shown._meta.concrete_fields if field.is_relation]
    seen = [
        field for field in relations if field.editable and not (field.model in inlines and field.related_model is model)
    ]
    assert [str(field) for field in seen if not isinstance(field.verbose_name, Promise)] == []


def test_an_event_s_hours_are_those_of_its_own_zone(administrator: Client) -> None:
    session = SessionFactory(starts_at=datetime(2020, 3, 26, 8, 30, tzinfo=UTC))
    at = "26 March 2020, {} (Copenhagen, CET)".format
    listed = text_of(administrator.get(reverse("admin:events_event_changelist")).content.decode())
    opened = text_of(administrator.get(reverse("admin:events_event_change", args=[session.event_id])).content.decode())
    assert at("09:00") in listed
    assert [hour for hour in ("09:00", "16:00", "09:30", "10:00", "08:00") if at(hour) in opened] == [
        "09:00", "16:00", "09:30", "10:00",
    ]  # fmt: skip


def test_the_administration_is_in_the_language_of_the_workspace_it_is_opened_from(administrator: Client) -> None:
    in_workspace = administrator.get("/sv/workspace/").content.decode()
    assert 'href="/sv/admin/"' in in_workspace
    assert '<html lang="sv"' in administrator.get("/sv/admin/", headers={"accept-language": "en"}).content.decode()
    assert administrator.get("/admin/", headers={"accept-language": "nb"}).url == "/nb/admin/"


def test_the_administration_bears_the_portal_s_name(administrator: Client) -> None:
    page = text_of(administrator.get(reverse("admin:index")).content.decode())
    assert ("Nordic dialogue portal" in page, "Django" in page) == (True, False)


def test_a_programme_manager_has_no_business_in_the_admin(client: Client) -> None:
    client.force_login(StaffRoleFactory().user)
    answer = client.get(reverse("admin:index"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("admin:login"))


def test_a_public_buyer_is_never_deleted(administrator: Client) -> None:
    body = MunicipalityFactory()
    assert administrator.post(reverse("admin:municipalities_municipality_delete", args=[body.pk])).status_code == 403


def test_a_person_is_never_deleted_but_erased(administrator: Client) -> None:
    person = UserFactory()
    assert administrator.post(reverse("admin:accounts_user_delete", args=[person.pk])).status_code == 403


@pytest.mark.parametrize(
    ("factory", "name"),
    [(CategoryFactory, "slug"), (UnitFactory, "slug"), (CpvCodeFactory, "code"), (MunicipalityFactory, "country")],
)
def test_what_others_find_a_row_by_is_written_once(factory, name: str, administrator: Client) -> None:
    row = factory()
    place = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    assert name in administrator.get(reverse(f"{place}_add")).context["adminform"].form.fields
    page = administrator.get(reverse(f"{place}_change", args=[row.pk]))
    assert name not in page.context["adminform"].form.fields


def test_a_cpv_code_is_never_deleted(administrator: Client) -> None:
    code = CpvCodeFactory()
    assert administrator.post(reverse("admin:needs_cpvcode_delete", args=[code.pk])).status_code == 403


def test_a_dialogue_is_begun_as_planned_and_gone_on_with_in_the_workspace(administrator: Client) -> None:
    begun = {"slug": "food", "title_en": "Food", "theme_en": "Food", "summary_en": "Food", "starts_on": "2027-01-01"}
    no_roles = {"staff-TOTAL_FORMS": "0", "staff-INITIAL_FORMS": "0"}
    administrator.post(reverse("admin:dialogues_dialogue_add"), {**begun, "phase": "concluded", **no_roles})
    dialogue = Dialogue.objects.get()
    assert (dialogue.title, dialogue.phase) == ("Food", "planned")
    page = administrator.get(reverse("admin:dialogues_dialogue_change", args=[dialogue.pk]))
    assert set(page.context["adminform"].form.fields) == {"builds_on"}


def test_a_company_is_only_shown_since_its_people_and_staff_have_doors_with_a_trail(administrator: Client) -> None:
    company, unknown = CompanyFactory(), CompanyFactory(state=CompanyState.UNCONFIRMED)
    page = reverse("admin:suppliers_company_change", args=[company.pk])
    before = Company.objects.values().get(pk=company.pk)
    assert administrator.post(page, {"name": "Other", "country": "SE", "organisation_number": "1"}).status_code == 403
    assert Company.objects.values().get(pk=company.pk) == before
    listed = text_of(administrator.get(reverse("admin:suppliers_company_changelist")).content.decode())
    assert (company.name in listed, unknown.name in listed) == (True, False)


def test_roles_are_only_shown_since_each_has_a_door_with_a_trail(administrator: Client) -> None:
    role, participation = StaffRoleFactory(), ParticipationFactory()
    MembershipFactory(municipality=participation.municipality)
    shown = [
        (reverse("admin:dialogues_dialogue_change", args=[role.dialogue_id]), {StaffRole}),
        (
            reverse("admin:municipalities_municipality_change", args=[participation.municipality_id]),
            {Membership, Participation},
        ),
    ]
    for address, models in shown:
        sets = administrator.get(address).context["inline_admin_formsets"]
        found = {row.opts.model: row for row in sets if row.opts.model in models}
        assert set(found) == models
        for row in found.values():
            assert len(row.formset.queryset) == 1
            assert [row.has_add_permission, row.has_change_permission, row.has_delete_permission] == [False] * 3
