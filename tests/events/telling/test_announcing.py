"""The doors of an event: who opens them, what the ledger says then, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.workflow import Refused, WrongState
from dialogues.models import LedgerEntry
from events.enums import EventState
from events.models import Event
from events.telling.announcing import cancel, change, hold, publish
from tests.factories import DialogueFactory, EventFactory, StaffRoleFactory, UserFactory
from tests.needs.roles import signed_in
from tests.reading import asked_by

LANGUAGES = [code for code, _ in settings.LANGUAGES]
pytestmark = pytest.mark.django_db
BEFORE = datetime(2020, 3, 24, 8, tzinfo=UTC)
AFTER = datetime(2020, 3, 27, tzinfo=UTC)


@pytest.fixture
def event() -> Event:
    return EventFactory(title="Market dialogue", slug="market-dialogue", state=EventState.DRAFT)


@pytest.fixture
def manager(event: Event) -> Any:
    return StaffRoleFactory(dialogue=event.dialogue).user


def entries() -> list[tuple[str, bool, list[str]]]:
    return [(entry.kind, entry.is_urgent, entry.topics) for entry in LedgerEntry.objects.order_by("number")]


def test_every_step_of_an_event_is_in_the_ledger_and_in_its_trail(event: Event, manager: Any) -> None:
    publish(event, manager, BEFORE)
    change(event, manager, {"city": "København", "title_en": "Nordic market dialogue"}, at=BEFORE)
    change(event, manager, {"venue": ""} | {"summary_en": "Meet them."}, at=BEFORE)
    hold(event, manager, AFTER)

    about = [f"event-{event.pk}", "events"]
    assert entries() == [
        ("event_published", False, about),
        ("event_changed", True, about),  # the place, two days before
        ("event_changed", False, about),
        ("event_held", False, about),
    ]
    told = LedgerEntry.objects.get(number=2)
    assert (told.titles["en"], told.titles["nb"]) == ("Nordic market dialogue", "Market dialogue (nb)")
    assert told.details == {
        "changes": {"city": ["", "København"], "title_en": ["Market dialogue", "Nordic market dialogue"]}
    }
    assert (told.get_absolute_url(), told.actor, told.role, told.at) == (
        "/en/events/market-dialogue/",
        manager,
        "programme manager",
        BEFORE,
    )
    assert [(step.action, step.actor) for step in event.trail.all()] == [
        (action, manager) for action in ("publish", "change", "change", "hold")
    ]
    assert event.state == EventState.HELD


def test_a_cancellation_has_a_reason_and_is_told_at_once(event: Event, manager: Any) -> None:
    publish(event, manager)
    with pytest.raises(Refused, match="Write the reason"):
        cancel(event, manager, "  ")
    cancel(event, manager, "Too few speakers.")
    with pytest.raises(WrongState):
        change(event, manager, {"city": "Oslo"})
    assert [(kind, urgent) for kind, urgent, _topics in entries()] == [
        ("event_published", False),
        ("event_cancelled", True),
    ]


def test_what_is_refused_leaves_no_trace(event: Event, manager: Any) -> None:
    Event.objects.filter(pk=event.pk).update(summary_fi="", title_is="")
    event.refresh_from_db()
    with pytest.raises(Refused, match="missing in Suomi, Íslenska"):
        publish(event, manager)
    Event.objects.filter(pk=event.pk).update(summary_fi="Tavataan.", title_is="Fundur")
    with pytest.raises(PermissionDenied):
        publish(event, StaffRoleFactory().user)
    publish(event, manager)
    with pytest.raises(Refused, match="Nothing is changed"):
        change(event, manager, {"city": ""})
    with pytest.raises(Refused, match="missing in Svenska"):
        change(event, manager, {"title_sv": ""})
    with pytest.raises(Refused, match="not over yet"):
        hold(event, manager, BEFORE)
    event.refresh_from_db()
    assert (event.title_sv, [kind for kind, *_rest in entries()]) == ("Market dialogue (sv)", ["event_published"])


def form(**more: Any) -> dict[str, Any]:
    names = {f"{field}_{code}": f"{field} {code}" for field in ("title", "summary") for code in LANGUAGES}
    facts = {"kind": "workshop", "audience": "everyone", "time_zone": "Europe/Oslo", "form": "on_site"}
    times = {"starts": "2027-03-26T09:00", "ends": "2027-03-26T15:00"}
    return {**names, **facts, **times, "seen": "", **more}


def test_a_manager_writes_changes_and_publishes_an_event_of_her_own_dialogue(manager: Any, event: Event) -> None:
    client, page = signed_in(manager), reverse("workspace-event-new")
    sent = form(dialogue=event.dialogue_id, slug="workshop-2027", key=str(uuid4()))
    elsewhere = {**sent, "dialogue": DialogueFactory().pk}
    assert list(client.post(page, elsewhere).context["form"].errors) == ["dialogue"]
    assert {client.post(page, sent).url for _twice in range(2)} == {"/en/workspace/events/workshop-2027/"}
    written = Event.objects.get(slug="workshop-2027")
    assert (written.starts_at, written.ends_at) == (
        datetime(2027, 3, 26, 8, tzinfo=UTC),
        datetime(2027, 3, 26, 14, tzinfo=UTC),
    )
    assert list(client.get("/en/workspace/events/").context["object_list"]) == [written, event]

    named_by_title = form(dialogue=event.dialogue_id, title_en="Møte på Þingvellir", key=str(uuid4()))
    assert {client.post(page, named_by_title).url for _twice in range(2)} == {
        "/en/workspace/events/mote-pa-thingvellir-2027/"
    }
    other = {**named_by_title, "key": str(uuid4())}
    assert client.post(page, other).url == "/en/workspace/events/mote-pa-thingvellir-2027-2/"
    Event.objects.filter(slug__startswith="mote").delete()

    change_page = reverse("workspace-event-change", args=["workshop-2027"])
    assert client.post(change_page, form(city="Oslo")).url == "/en/workspace/events/workshop-2027/"
    publish_page = reverse("workspace-event-publish", args=["workshop-2027"])
    written_page = client.get("/en/workspace/events/workshop-2027/").content.decode()
    assert asked_by(written_page, publish_page) == "Publish the event …"
    assert client.post(publish_page).status_code == 302
    seen = client.get(change_page).context["form"].initial["seen"]
    client.post(change_page, form(city="Bergen", seen=seen))
    meanwhile = client.post(change_page, form(city="Trondheim", seen=seen))
    assert list(meanwhile.context["form"].errors) == ["city"]
    later = form(city="Bergen", starts="2027-03-26T14:00", seen=client.get(change_page).context["form"].initial["seen"])
    earlier = {**later, "starts": "2027-03-26T09:00", "ends": "2027-03-26T11:00"}
    written.refresh_from_db()
    change(written, manager, {"starts_at": datetime(2027, 3, 26, 13, tzinfo=UTC)})
    turned_round = client.post(change_page, earlier).context["form"]
    assert (list(turned_round.errors), turned_round["starts"].value()) == (["ends"], "2027-03-26T14:00")
    assert client.post(change_page, {**later, "ends": "2027-03-26T18:00"}).status_code == 302
    written.refresh_from_db()
    assert (written.city, [kind for kind, *_rest in entries()]) == (
        "Bergen",
        ["event_published", *["event_changed"] * 3],
    )


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"ends": "2027-03-26T08:00"}, "ends", "ends before it starts"),
        ({"starts": "2027-03-28T02:30", "ends": "2027-03-28T09:00"}, "starts", "Summer time begins then"),
        ({"starts": "tomorrow"}, "starts", "Give a day and a time"),
        ({"ends": ""}, "ends", "This field is required"),
        ({"slug": "new"}, "slug", "Another page has this address"),
        ({"slug": "market-dialogue"}, "slug", "Another event has this address"),
        ({"contact_email": "nobody"}, "contact_email", "valid email"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    manager: Any, event: Event, changes: dict[str, str], field: str, said: str
) -> None:
    sent = form(dialogue=event.dialogue_id, slug="workshop-2027", key=str(uuid4())) | changes
    page = signed_in(manager).post(reverse("workspace-event-new"), sent)
    assert {name: said in str(errors) for name, errors in page.context["form"].errors.items()} == {field: True}


def test_what_is_missing_is_summed_up_in_the_order_of_the_page_and_the_title_in_the_readers_language(
    manager: Any,
) -> None:
    page = signed_in(manager).post("/da/workspace/events/new/", {"key": str(uuid4())})
    form = page.context["form"]
    wrong = [field.name for field in form if field.errors]
    assert wrong == ["dialogue", "kind", "audience", "starts", "ends", "time_zone", "form", "title_da"]
    assert [field.name for field in form.facts()] == [field.name for field in form][: len(form.facts())]
    assert page.content.decode().count('data-color="success"') == 0, "no text is said to be there in all languages"


def test_the_list_of_events_asks_the_database_no_more_for_many_than_for_one(
    manager: Any, event: Event, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(manager)
    client.get("/en/workspace/events/")

    def asked() -> int:
        with django_assert_max_num_queries(40) as counted:
            assert client.get("/en/workspace/events/").status_code == 200
        return len(counted)

    one = asked()
    start = datetime(2027, 1, 1, tzinfo=UTC)
    for day in range(9):
        EventFactory(dialogue=event.dialogue, starts_at=start, ends_at=start + timedelta(days=day + 1))
    assert asked() == one
    assert signed_in(UserFactory()).get("/en/workspace/events/").status_code == 403
