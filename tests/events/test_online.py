"""The link for taking part online is read by those alone who have a seat."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from core.models import Mail
from dialogues.models import LedgerEntry
from events.calendars import following, secrets
from events.enums import Form
from events.registering import coming, limits
from events.telling import announcing
from tests.events.calendars.test_calendars import last_invitation
from tests.factories import RegistrationFactory, StaffRoleFactory, TermsFactory, UserFactory

LINK = "https://meet.example.org/only-for-guests?a=1&b=2"
pytestmark = pytest.mark.django_db


def test_only_who_has_a_seat_reads_the_link_and_is_told_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = TermsFactory(event__slug="market", event__form=Form.BOTH, event__city="Oslo", event__online_link=LINK)
    event, guest = terms.event, UserFactory(language="en")
    limits.set_limits(event, None, {"event": 1})
    comes = RegistrationFactory.build(event=event, user=guest, email=guest.email, places=["event"])
    waits = RegistrationFactory.build(event=event, places=["event"])
    for one in (comes, waits):
        coming.register(one)
    secrets.make(guest)

    def own(registration) -> str:
        return Client().get(registration.get_absolute_url()).content.decode()

    shown = LINK.replace("&", "&amp;")
    assert (shown in own(comes), shown in own(waits)) == (True, False)
    [registered, waiting] = Mail.objects.order_by("pk")
    assert (LINK in registered.text, LINK in waiting.text, registered.is_secret) == (True, False, True)
    assert str(last_invitation()[1]["conference"]) == LINK
    feed = Client().get(f"/en/events/mine/{guest.calendar_feed.secret}.ics").content
    assert [LINK in str(one["description"]) for one in Calendar.from_ical(feed).walk("VEVENT")] == [True]

    manager = StaffRoleFactory(dialogue=event.dialogue).user
    new = LINK.replace("only", "really-only")
    announcing.change(event, manager, {"online_link": new, "city": "Bergen"})
    announcing.change(event, manager, {"online_link": f"{new}&c=3"})
    monkeypatch.setattr(following, "AT_IT", timedelta())  # some minutes later
    following.follow_all()
    told, still_waits = Mail.objects.order_by("-pk").get(to=guest.email, pk__gt=waiting.pk), Mail.objects.latest("pk")
    assert (f"{new}&c=3" in told.text, still_waits.to, "meet.example" in still_waits.text) == (True, waits.email, False)
    assert "- The link for taking part online" in told.text
    assert "Place: Bergen (was: Oslo)" in told.text
    assert [entry.details["changes"] for entry in LedgerEntry.objects.all()] == [{"city": ["Oslo", "Bergen"]}]

    public = ["", "calendar/", "calendar.ics", "market/", "market/event.ics", "market/register/", "feed/"]
    ledger = f"/en/dialogues/{event.dialogue.slug}/ledger/"
    pages = [Client().get(f"/en/events/{path}") for path in public] + [Client().get(ledger)]
    assert [b"meet.example" in b"".join(page) for page in pages] == [False] * len(pages)
    coming.cancel(comes)
    comes.refresh_from_db()
    assert "meet.example" not in own(comes)
