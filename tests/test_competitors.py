"""Two companies in one dialogue. Whatever the one can open, is sent, or takes home has no trace of the other."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import Mail
from dialogues.ledger import files
from dialogues.models import LedgerFile
from events.meetings import minutes, publishing, solving
from events.meetings.enums import MeetingState
from events.models import Meeting
from suppliers.following import doors
from suppliers.models import Company, InformationRequest, Response
from suppliers.responses import receipts, submitting
from tests.crawling import content_of, crawl
from tests.factories import CompanyFactory, RepresentativeFactory, StaffRoleFactory
from tests.factories.meetings import MeetingBodyFactory, MeetingCompanyFactory, MeetingDayFactory, wishes
from tests.factories.requests import AnswerFactory, InformationRequestFactory, RequestQuestionFactory, opened
from tests.suppliers.questions.scenes import scene

pytestmark = pytest.mark.django_db
UPDATED = re.compile(rb"<updated>[^<]*</updated>")  # of a feed without entries: now
START = ["/en/", "/en/workspace/", "/en/account/", "/en/events/"]


@dataclass(frozen=True)
class Competitor:
    """A company whose every word is told from any other's."""

    word: str
    company: Company
    person: User

    @property
    def traces(self) -> list[str]:
        own = [self.word, self.company.key, self.company.organisation_number, self.person.email]
        meetings = Meeting.objects.filter(asker__company=self.company)
        keys = [key for pair in meetings.values_list("key", "asker__key") for key in pair]
        return [*own, *keys, *(response.key for response in Response.objects.filter(company=self.company))]


def competitor(word: str, **company: Any) -> Competitor:
    made = CompanyFactory(name=f"{word} Frakt AS", website=f"https://{word.lower()}.example", **company)
    person = RepresentativeFactory(company=made, user__name=f"{word} Hansen", user__email=f"{word.lower()}@example.org")
    return Competitor(word, made, person.user)


def make_once() -> tuple[Competitor, Competitor]:
    """Both have asked, answered and follow; one question of each is answered together, one request is over."""
    world = scene()
    two = [competitor("Zebrafink"), competitor("Quokkamaus")]
    asked = []
    for one in two:
        world.company, world.person = one.company, one.person
        asked.append(world.ask(f"Where does {one.word} load?"))
        world.ask(f"May {one.word} come late?")
    world.released(*asked)
    for hours, is_submitted in ((24, True), (48, False)):
        request = InformationRequestFactory(dialogue=world.dialogue)
        question = RequestQuestionFactory(request=request)
        opened(request, hours=hours)
        for one in two:
            respond(request, question, one, is_submitted=is_submitted)
        if is_submitted:
            over(request)
    meet(world.dialogue, two)
    for one in two:
        doors.follow_it(doors.follower_for(one.person), f"challenge-{world.challenge.pk}", "")
    files.add_rows()
    LedgerFile.objects.exclude(language="en").delete()  # only English pages are opened here
    files.make_owed()
    return two[0], two[1]


def meet(dialogue: Any, two: list[Competitor]) -> None:
    """Both wish for the same body, which has time for both, and have met it; the minutes are theirs to confirm."""
    day = MeetingDayFactory(event__dialogue=dialogue, closes_at=timezone.now() - timedelta(minutes=1))
    manager = StaffRoleFactory(dialogue=dialogue).user
    body = MeetingBodyFactory(day=day)
    for one in two:
        wishes(MeetingCompanyFactory(day=day, company=one.company), body, about=f"{one.word} about depots")
    timetable = solving.ask(day, manager)
    solving.solve(timetable.pk)
    timetable.refresh_from_db()
    publishing.publish(timetable, manager)
    Meeting.objects.update(state=MeetingState.HELD)
    for meeting in Meeting.objects.select_related("asker__company", "day__event__dialogue", "body__municipality"):
        said = f"{meeting.asker.company.name} said so"
        minutes.send(minutes.write(meeting, manager, {}, asked=said, for_all=said), manager)


def respond(request: Any, question: Any, one: Competitor, *, is_submitted: bool) -> None:
    response = Response.objects.create(request=request, company=one.company, language="en")
    AnswerFactory(response=response, question=question, text=f"{one.word} has vans", written_by=one.person)
    if is_submitted:
        receipts.make(submitting.submit(response, one.person).pk)


def over(request: Any) -> None:
    """Time passes: the database does not let anybody else move a deadline forward."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE suppliers_informationrequest DISABLE TRIGGER USER")
        InformationRequest.objects.filter(pk=request.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
        cursor.execute("ALTER TABLE suppliers_informationrequest ENABLE TRIGGER USER")


def test_nothing_that_a_company_reaches_or_is_sent_has_a_trace_of_its_competitor(made: Any) -> None:
    one, other = made
    client = Client()
    client.force_login(one.person)

    pages = dict(crawl(client, START))
    everything = "\n".join(pages.values())

    assert len(pages) > 60
    assert all(trace in everything for trace in (one.word, one.company.key, one.company.organisation_number))
    assert f"{one.word} about depots" in everything
    assert "How the timetable was drawn" in everything
    theirs = other.traces
    traces = {path: [trace for trace in theirs if trace in words] for path, words in pages.items()}
    assert {path: found for path, found in traces.items() if found} == {}
    letters = "\n".join(
        f"{mail.subject}\n{mail.text}\n{mail.calendar}" for mail in Mail.objects.filter(to=one.person.email)
    )
    assert "answered" in letters
    assert "You meet" in letters
    assert [trace for trace in theirs if trace in letters] == []


def test_both_companies_and_whoever_has_no_account_read_the_very_same_public_pages(made: Any) -> None:
    readers = [Client(), Client(), Client()]
    for client, reader in zip(readers, made, strict=False):
        client.force_login(reader.person)

    public = [path for path, words in crawl(readers[2], ["/en/"]) if "Cache-Control: public" in words]

    assert len(public) > 20
    for path in public:
        assert len({UPDATED.sub(b"", content_of(client.get(path))) for client in readers}) == 1, path
