"""Asking in private: what is kept, until when, what may be changed, and what others learn of it: nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Mail
from core.workflow import WrongState
from dialogues.models import LedgerEntry
from suppliers.models import Question, QuestionDeadline, QuestionTerms
from suppliers.notifications import questions as notifications
from suppliers.questions import asking, bundling, deadlines
from suppliers.questions.enums import Source
from suppliers.questions.hints import giveaways
from tests.factories import CompanyFactory, EventFactory, RepresentativeFactory, UserFactory
from tests.needs.roles import signed_in
from tests.reading import text_of
from tests.suppliers.questions.scenes import Scene, scene

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return scene()


@pytest.fixture
def here(made: Scene) -> Scene:
    return made


def closed(here: Scene, challenge: Any = None) -> None:
    """A deadline that is over."""
    over = {"closes_at": timezone.now() - timedelta(seconds=1), "zone": "Europe/Oslo"}
    QuestionDeadline.objects.update_or_create(dialogue=here.dialogue, challenge=challenge, defaults=over)


def mails() -> list[tuple[str, str, str]]:
    mine = Mail.objects.filter(template__startswith="suppliers/")
    return [(mail.to, mail.language, mail.template.rpartition("/")[2]) for mail in mine.order_by("pk")]


def words(response: Any) -> str:
    return text_of(response.content.decode())


def page(here: Scene, question: Question, rest: str = "") -> str:
    return f"/en/workspace/companies/{here.company.key}/questions/{question.key}/{rest}"


def test_a_question_is_kept_for_its_company_and_the_asker_is_told_that_it_came(here) -> None:
    question = here.ask()
    assert (question.state, question.company, question.challenge, question.subject) == (
        "received",
        here.company,
        here.challenge,
        here.challenge,
    )
    assert mails() == [(here.person.email, "nb", "question_received")]
    assert [(step.action, step.to_state, step.actor) for step in question.trail.all()] == [
        ("ask", "received", here.person)
    ]


@pytest.mark.parametrize("kind", ["dialogue", "challenge", "clause", "brief", "event"])
def test_the_button_of_every_public_page_leads_to_the_form_and_a_form_sent_twice_asks_once(here, kind) -> None:
    event = EventFactory(dialogue=here.dialogue)
    slug = here.challenge.slug
    names = {
        "dialogue": here.dialogue.slug,
        "challenge": slug,
        "clause": f"{slug}/v1/1",
        "brief": f"{slug}/v1/en",
        "event": event.slug,
    }
    public = {
        "dialogue": f"/en/dialogues/{here.dialogue.slug}/",
        "event": f"/en/events/{event.slug}/",
    }.get(kind, f"/en/challenges/{slug}/")
    ask = f"/en/workspace/questions/ask/{kind}/{names[kind]}/"
    visitor = signed_in(None)
    assert ask in visitor.get(public).content.decode()
    assert visitor.get(ask)["Location"].endswith(f"?next={ask}")
    client = signed_in(here.person)
    form = client.get(ask)["Location"]
    assert client.get(form).status_code == 200
    sent = {"key": str(uuid4()), "text": "Is it so?", "language": "nb"}
    first, again = client.post(form, sent), client.post(form, sent)
    question = Question.objects.get()
    assert first["Location"] == again["Location"] == page(here, question)
    assert (question.content_type.model, question.language) == (kind, "nb")
    assert question.dialogue == here.dialogue


def test_the_link_beside_a_point_is_one_word_to_see_and_says_to_hear_about_which_point(here) -> None:
    html = signed_in(None).get(here.challenge.get_absolute_url()).content.decode()
    link = html.partition(f'ask/clause/{here.challenge.slug}/v1/1/"')[2].partition("</a>")[0]
    assert '<span aria-hidden="true">Ask</span><span class="ds-sr-only">Ask about point 1</span>' in link


def test_who_asks_about_a_point_reads_it_above_her_question(here) -> None:
    statement = here.challenge.published
    clause = next(row for row in statement.content["clauses"] if row["target_year"])
    name = f"{here.challenge.slug}/v1/{clause['number']}"
    form = signed_in(here.person).get(f"/en/workspace/companies/{here.company.key}/questions/ask/clause/{name}/")
    html = form.content.decode()
    said = html.partition("<blockquote")[2].partition("</blockquote>")[0]
    assert (f"By {clause['target_year']}" in said, clause["text"]["en"] in said) == (True, True)
    assert html.index("<blockquote") < html.index('<form method="post" class="stack form"')
    assert f'href="{statement.get_absolute_url()}#clause-{clause["number"]}"' in html.partition("<main")[2]


def test_who_has_no_company_is_told_how_to_register_one_and_who_has_two_chooses(here) -> None:
    ask = f"/en/workspace/questions/ask/challenge/{here.challenge.slug}/"
    said = words(signed_in(UserFactory()).get(ask))
    assert "Register yours first" in said
    mine = RepresentativeFactory(user=here.person, company=CompanyFactory(name="Zwei AS")).company
    chosen = signed_in(here.person).get(ask).content.decode()
    assert f"/companies/{mine.key}/questions/ask/challenge/{here.challenge.slug}/" in chosen
    assert f"/companies/{here.company.key}/questions/ask/" in chosen
    assert signed_in(here.person).get("/en/workspace/questions/ask/clause/nothing/v1/1/").status_code == 404


def test_after_the_deadline_a_question_is_kept_and_not_sent_until_the_deadline_is_a_later_one(here) -> None:
    closed(here)
    question = here.ask()
    assert (question.state, mails()) == ("late", [])
    client = signed_in(here.person)
    assert "kept for you and not sent" in words(client.get(page(here, question)))
    assert client.post(page(here, question, "send/"))["Location"] == page(here, question)
    question.refresh_from_db()
    assert question.state == "late"
    later = datetime.now(UTC) + timedelta(days=3)
    deadlines.set_deadline(here.dialogue, None, later, "Europe/Helsinki", here.manager)
    start = f"/en/workspace/companies/{here.company.key}/"
    assert "A question that came too late can be sent now" in words(client.get(start))
    client.post(page(here, question, "send/"))
    question.refresh_from_db()
    assert (question.state, mails()) == ("received", [(here.person.email, "nb", "question_received")])


def test_after_the_deadline_a_challenge_says_so_first_and_asking_promises_nothing(here) -> None:
    path = here.challenge.get_absolute_url()
    ask = f"/en/workspace/companies/{here.company.key}/questions/ask/challenge/{here.challenge.slug}/"
    said, client = "Questions were taken until", signed_in(here.person)
    before = signed_in(None).get(path).content.decode()
    assert (said in before, "asks-no-more" in before) == (False, False)
    assert "The answer goes to everybody" in words(client.get(ask))
    closed(here)
    after = signed_in(None).get(path).content.decode()
    assert after.index(said) < after.index('class="clauses"')
    assert "asks-no-more" in after
    form = words(client.get(ask))
    assert ("kept for you and not sent" in form, "The answer goes to everybody" in form) == (True, False)


def test_a_challenge_s_own_deadline_goes_before_the_dialogue_s(here) -> None:
    closed(here)
    later = timezone.now() + timedelta(days=1)
    deadlines.set_deadline(here.dialogue, here.challenge, later, "Europe/Oslo", here.manager)
    assert here.ask().state == "received"
    about_all = asking.ask(here.dialogue, here.company, here.person, text="And this?", language="en")
    assert about_all.state == "late"


def test_a_deadline_is_told_to_the_market_with_its_zone_and_changed_with_what_it_was(here) -> None:
    first = datetime(2030, 3, 12, 11, tzinfo=UTC)
    deadlines.set_deadline(here.dialogue, here.challenge, first, "Europe/Oslo", here.manager)
    deadlines.set_deadline(here.dialogue, here.challenge, first + timedelta(days=7), "Europe/Oslo", here.manager)
    before, after = LedgerEntry.objects.filter(kind="question_deadline").order_by("number")
    assert "12 March 2030, 12:00 (Oslo, CET)" in before.titles["en"]
    assert "12. mars 2030" in before.titles["nb"]
    assert (before.is_urgent, after.details["was"]) == (True, first.isoformat())
    assert f"challenge-{here.challenge.pk}" in after.topics
    with pytest.raises(PermissionDenied):
        deadlines.set_deadline(here.dialogue, None, first, "Europe/Oslo", here.person)


def test_who_asked_changes_and_withdraws_until_it_is_answered_but_changes_nothing_after_the_deadline(here) -> None:
    question = here.ask()
    client = signed_in(here.person)
    client.post(page(here, question, "edit/"), {"text": "How many, and where?", "language": "en"})
    question.refresh_from_db()
    assert question.text == "How many, and where?"
    closed(here)
    refused = client.post(page(here, question, "edit/"), {"text": "Smuggled in", "language": "en"})
    assert "Smuggled in" in refused.content.decode()
    assert "The deadline for questions is over" in words(refused)
    question.refresh_from_db()
    assert question.text == "How many, and where?"
    client.post(page(here, question, "withdraw/"))
    question.refresh_from_db()
    assert question.state == "withdrawn"
    with pytest.raises(WrongState):
        asking.withdraw(question, here.person)


def test_that_staff_took_it_into_an_answer_shows_nowhere_to_who_asked(here) -> None:
    question = here.ask()
    client = signed_in(here.person)
    views = page(here, question), f"/en/workspace/companies/{here.company.key}/questions/"
    before = [words(client.get(view)) for view in views]
    bundling.bundle([question], here.manager)
    assert [words(client.get(view)) for view in views] == before


def test_a_rival_finds_nothing_of_another_company_s_questions(here) -> None:
    question = here.ask("Only ours to know")
    rival = signed_in(here.rival)
    own = f"/en/workspace/companies/{here.other.key}/questions/{question.key}/"
    for address in (page(here, question), page(here, question, "edit/"), own, question.get_absolute_url()):
        assert rival.get(address).status_code in (403, 404), address
    lists = [f"/en/workspace/companies/{here.other.key}/questions/", f"/en/dialogues/{here.dialogue.slug}/questions/"]
    assert [("ours to know" in words(rival.get(address))) for address in lists] == [False, False]
    with pytest.raises(PermissionDenied):
        asking.edit(question, here.rival, text="x", language="en")
    with pytest.raises(PermissionDenied):
        asking.withdraw(question, here.rival)


def test_a_text_that_names_the_company_gets_a_hint_and_is_sent_all_the_same(here) -> None:
    text = "We at Kargo Sykler (www.kargo.example, ola@kargo.example) wonder."
    assert giveaways(text, here.company) == ["ola@kargo.example", "Kargo Sykler", "kargo.example"]
    assert giveaways("Kargosyklene våre?", here.company) == []
    question = here.ask(text)
    assert question.state == "received"
    assert "may give away who asks" in words(signed_in(here.person).get(page(here, question)))


def test_staff_take_down_what_was_asked_in_a_meeting_whatever_the_deadline(here) -> None:
    closed(here)
    address = f"/en/workspace/dialogues/{here.dialogue.slug}/questions/take-down/"
    sent = {
        "key": str(uuid4()),
        "subject": f"challenge:{here.challenge.slug}",
        "text": "Hvor mange?",
        "language": "nb",
        "source": "meeting",
        "heard_on": "2020-03-26",
        "company": here.company.key,
        "oral_answer": "Tolv.",
    }
    client = signed_in(here.manager)
    for _twice in range(2):
        client.post(address, sent)
    question = Question.objects.get()
    assert (question.state, question.source, question.heard_on, question.company, question.taken_down_by) == (
        "received",
        Source.MEETING,
        date(2020, 3, 26),
        here.company,
        here.manager,
    )
    assert not here.person.has_perm("suppliers.edit_question", question)
    assert question in Question.objects.visible_to(here.person)
    assert signed_in(here.person).get(address).status_code == 403


def test_a_declined_question_tells_its_asker_why_and_is_over(here) -> None:
    question = here.ask()
    address = f"{question.get_absolute_url()}decline/"
    client = signed_in(here.manager)
    assert "Error" in client.post(address, {"reason": "  "}).content.decode()
    client.post(address, {"reason": "It is about another dialogue."})
    question.refresh_from_db()
    assert question.state == "declined"
    assert "It is about another dialogue." in Mail.objects.latest("pk").text
    assert "It is about another dialogue." in words(signed_in(here.person).get(page(here, question)))
    with pytest.raises(WrongState):
        bundling.bundle([question], here.manager)


def test_who_left_the_company_is_not_told_any_more_but_her_colleagues_are(here) -> None:
    question = here.ask()
    colleague = RepresentativeFactory(company=here.company).user
    here.company.people.filter(user=here.person).update(ended_at=timezone.now())
    Mail.objects.all().delete()
    bundling.decline(question, here.manager, "No")
    assert [mail.to for mail in Mail.objects.all()] == [colleague.email]
    assert signed_in(here.person).get(page(here, question)).status_code == 404


def test_staff_hear_of_new_questions_once_a_day_at_most(here, monkeypatch) -> None:
    for text in ("One?", "Two?"):
        here.ask(text)
    Mail.objects.all().delete()
    with monkeypatch.context() as broken:  # one that fails holds up no other
        broken.setattr(notifications, "address", None)
        notifications.digest()
    notifications.digest()
    here.ask("Three?")
    Mail.objects.filter(template__endswith="received").delete()
    notifications.digest()
    told = [(mail.to, mail.subject.partition(":")[0]) for mail in Mail.objects.order_by("pk")]
    managers = [row.user.email for row in here.dialogue.staff.order_by("pk") if row.kind == "manager"]
    assert told == [(email, "2 new or changed questions") for email in managers]


def test_whose_company_takes_part_hears_of_no_new_questions_and_they_wait_where_nobody_else_may(here) -> None:
    question = here.ask()
    Mail.objects.all().delete()
    here.dialogue.staff.exclude(user__in=[here.manager, here.second]).delete()
    RepresentativeFactory(company=here.company, user=here.second)
    competes = RepresentativeFactory(company=here.company, user=here.manager)
    notifications.digest()
    question.refresh_from_db()
    assert (question.told_at, Mail.objects.count()) == (None, 0)
    competes.delete()
    QuestionTerms.objects.update(digest_on=None)
    notifications.digest()
    assert [mail.to for mail in Mail.objects.all()] == [here.manager.email]


def test_the_company_s_list_reads_one_and_many_questions_with_the_same_queries(here) -> None:
    client, address = signed_in(here.person), f"/en/workspace/companies/{here.company.key}/questions/"
    here.ask()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    event = EventFactory(dialogue=here.dialogue)
    for number in range(3):
        asking.ask(event, here.company, here.person, text=f"Again {number}?", language="fi")
        here.released(here.ask(f"And {number}?"))
    with CaptureQueriesContext(connection) as many:
        response = client.get(address)
    assert response.status_code == 200
    assert len(many) <= len(few) + 2, "the event's and the answers' dialogues, once each"
    assert not list(get_messages(response.wsgi_request))
