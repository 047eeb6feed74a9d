"""From questions to an answer: bundled, written in all languages, checked, released to everybody, corrected."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from core.models import Mail
from core.workflow import Refused, WrongState
from dialogues.ledger import pack
from dialogues.ledger.dangers import dangers, dangers_for
from dialogues.models import LedgerEntry
from suppliers.models import AnswerVersion, Question, QuestionTerms
from suppliers.notifications import questions as notifications
from suppliers.questions import answering, asking, bundling, releasing, similar
from suppliers.questions.enums import Source
from tests.factories import DialogueFactory, EventFactory, RepresentativeFactory, StaffRoleFactory
from tests.needs.roles import signed_in
from tests.published import publish
from tests.reading import read, text_of
from tests.suppliers.questions.scenes import Scene, in_all, only_version, scene, write

pytestmark = pytest.mark.django_db

LATER = datetime(2035, 3, 12, 11, tzinfo=UTC)


def make_once() -> Scene:
    return scene()


@pytest.fixture
def here(made: Scene) -> Scene:
    return made


def four_eyes(here: Scene) -> None:
    QuestionTerms.objects.update_or_create(dialogue=here.dialogue, defaults={"four_eyes": True})


def told() -> list[str]:
    return sorted(Mail.objects.filter(template__endswith="question_answered").values_list("to", flat=True))


def digests() -> list[str]:
    rows = Mail.objects.filter(template__endswith="question_digest").order_by("pk")
    return [subject.partition(":")[0] for subject in rows.values_list("subject", flat=True)]


def test_similar_questions_are_proposed_with_the_reason_and_others_are_not(here) -> None:
    first = here.ask("How many charging points will the shared terminals have for electric vans?")
    same = here.ask("How many charging points will shared terminals offer to electric vans?", rival=True)
    here.ask("May subcontractors use cargo bikes on Sundays?")
    event = EventFactory(dialogue=here.dialogue)
    finnish = asking.ask(event, here.other, here.rival, text="Onko tilaisuus etänä?", language="fi")
    english = asking.ask(event, here.company, here.person, text="Is the meeting online?", language="en")
    [one] = similar.questions(first)
    assert (one.thing, one.reasons[0]) == (same, "Much the same text")
    assert [(two.thing, two.reasons) for two in similar.questions(english)] == [(finnish, ["About the same"])]
    answer = here.answer(here.ask("Where are the terminals, please?"))
    write(answer, here.manager, **in_all("How many charging points will the shared terminals have for electric vans?"))
    assert [one.thing.answer for one in similar.answers(first)] == [answer]


def test_two_questions_become_one_answer_and_both_askers_hear_of_it_as_it_is_released(here) -> None:
    mine, theirs = here.ask("How many points?"), here.ask("Points, how many?", rival=True)
    client = signed_in(here.manager)
    chosen = {"question": [mine.key, theirs.key]}
    workbench = client.post("/en/workspace/questions/bundle/", chosen)["Location"]
    answer = Question.objects.get(pk=mine.pk).answer
    assert workbench == f"/en/workspace/questions/answers/{answer.key}/"
    refused, _mark, ticked = client.post("/en/workspace/questions/bundle/", chosen)["Location"].partition("?")
    assert (refused, set(QueryDict(ticked).getlist("question"))) == (
        "/en/workspace/questions/",
        set(chosen["question"]),
    )
    page = client.get(workbench).content.decode()
    assert "Points, how many?" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    said = {"seen": seen, "language": "nb", **in_all()}
    assert client.post(workbench, said)["Location"] == workbench
    assert (only_version(answer).language, only_version(answer).missing) == ("nb", [])
    client.post(f"{workbench}release/", {"when": "at_once", "zone": "Europe/Oslo"})
    assert told() == sorted([here.person.email, here.rival.email])
    assert set(answer.questions.values_list("state", flat=True)) == {"answered"}
    assert here.ledger() == [("answers_released", "How many points? (en)", "answer")]
    entry = LedgerEntry.objects.get(kind="answers_released")
    assert entry.languages == ["da", "en", "fi", "is", "nb", "sv"]
    assert (entry.details, entry.role) == ({"answers": [f"{answer.key}/1"]}, "programme manager")


def test_an_answer_that_lacks_a_language_is_not_released(here) -> None:
    answer = here.answer()
    write(answer, here.manager, text_fi="  ")
    with pytest.raises(Refused, match="Suomi"):
        releasing.release(answer, here.manager)
    assert (only_version(answer).state, here.ledger()) == ("draft", [])


def test_where_two_must_see_it_the_writer_does_not_check_and_a_change_asks_again(here) -> None:
    four_eyes(here)
    answer = here.answer()
    with pytest.raises(Refused, match="second person"):
        releasing.release(answer, here.manager)
    page = f"/en/workspace/questions/answers/{answer.key}/"
    writer, checker = signed_in(here.manager), signed_in(here.second)
    stamp = answering.stamp(only_version(answer))
    assert writer.post(f"{page}check/", {"seen": stamp}).status_code == 403
    write(answer, here.manager, text_en="Fourteen.")
    checker.post(f"{page}check/", {"seen": stamp})
    assert only_version(answer).checked_by is None, "it was changed while she read"
    checker.post(f"{page}check/", {"seen": answering.stamp(only_version(answer))})
    assert only_version(answer).checked_by == here.second
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerVersion.objects.filter(answer=answer).update(checked_by=here.manager)
    write(answer, here.second, text_sv="Fjorton.")
    assert only_version(answer).checked_by is None
    answering.check(answer, here.manager, answering.stamp(only_version(answer)))
    releasing.release(answer, here.manager)
    assert only_version(answer).state == "released"


def test_two_who_write_at_the_same_time_lose_nothing_and_nobody_writes_what_waits_for_its_moment(here) -> None:
    answer = here.answer()
    page = f"/en/workspace/questions/answers/{answer.key}/"
    client = signed_in(here.second)
    seen = client.get(page).content.decode().split('name="seen" value="')[-1].split('"')[0]
    write(answer, here.manager, text_nb="Hun skrev dette.")
    mine = {"seen": seen, "language": "en", **in_all(), "text_nb": "Jeg skrev dette."}
    conflict = client.post(page, mine).content.decode()
    assert "Hun skrev dette." in conflict
    assert "Jeg skrev dette." in conflict
    releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    refused = client.post(page, {**mine, "text_da": "Min tekst"}).content.decode()
    assert "waits for its release" in text_of(refused)
    assert "Min tekst" in refused, "what she typed is not lost"
    releasing.recall(answer, here.second)
    assert only_version(answer).state == "draft"


def test_what_is_due_is_released_together_at_its_moment_and_nothing_is_told_before(here) -> None:
    event = EventFactory(dialogue=here.dialogue)
    about_event = asking.ask(event, here.other, here.rival, text="Is it online?", language="en")
    answers = [here.answer(here.ask("One?")), here.answer(here.ask("Two?")), here.answer(about_event)]
    for answer in answers:
        releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    assert (releasing.settle(), told(), here.ledger()) == (0, [], [])
    assert "How many points?" not in read(f"/en/dialogues/{here.dialogue.slug}/questions/")
    assert Client().get(answers[0].get_absolute_url()).status_code == 404
    AnswerVersion.objects.filter(state="due").update(release_at=timezone.now())
    assert releasing.settle() == 3
    assert releasing.settle() == 0
    assert sorted(here.ledger()) == sorted(
        [
            ("answers_released", f"2 answers about “{here.challenge.listing['en']['title']}”", "dialogue-questions"),
            ("answers_released", "How many points? (en)", "answer"),
        ]
    )
    topics = [set(entry.topics) for entry in LedgerEntry.objects.filter(kind="answers_released").order_by("number")]
    assert {f"event-{event.pk}", "events"} in topics
    assert told() == sorted([here.person.email, here.person.email, here.rival.email])
    assert set(AnswerVersion.objects.values_list("released_at", flat=True).distinct()) == {
        only_version(answers[0]).released_at
    }


def test_the_pack_has_every_answer_of_one_moment_and_its_entry_leads_to_just_these(here) -> None:
    answers = [here.answer(here.ask(f"How many, {number}?")) for number in range(22)]
    for answer in answers:
        releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    AnswerVersion.objects.update(release_at=timezone.now())
    releasing.settle()
    later = here.released(here.ask("Where?"))
    written = BytesIO()
    assert pack.make(here.dialogue, list(here.dialogue.ledger.order_by("number")), "en", written) == []
    with ZipFile(written) as archive:
        read_in_it = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".html"))
    assert [answer for answer in (*answers, later) if answer.get_absolute_url() not in read_in_it] == []

    together = LedgerEntry.objects.get(kind="answers_released", page__0="dialogue-questions")
    first = Client().get(together.get_absolute_url()).content.decode()
    assert "22 answers" in text_of(first)
    assert later.get_absolute_url() not in first
    assert f'href="?entry={together.number}&amp;page=2"' in first


def test_a_question_that_is_withdrawn_leaves_its_answer_and_the_last_one_calls_it_back(here) -> None:
    mine, theirs = here.ask(), here.ask("And ours?", rival=True)
    answer = here.answer(mine, theirs)
    releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    asking.withdraw(mine, here.person)
    assert only_version(answer).state == "due"
    asking.withdraw(theirs, here.rival)
    assert only_version(answer).state == "draft"
    with pytest.raises(Refused, match="No question is left"):
        releasing.release(answer, here.manager)


def test_a_question_that_is_changed_calls_its_answer_back_and_staff_are_told_to_look(here) -> None:
    question = here.ask()
    answer = here.answer(question, here.ask("And ours?", rival=True))
    releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    notifications.digest()
    asking.edit(question, here.person, text=question.text, language="en")
    assert (only_version(answer).state, digests()) == ("due", []), "what is sent twice was not changed"
    asking.edit(question, here.person, text="How many, and where?", language="en")
    version = only_version(answer)
    assert (version.state, version.release_at, version.trail.latest("pk").action) == ("draft", None, "outdate")
    notifications.digest()
    assert digests() == ["1 new or changed question"] * here.dialogue.staff.filter(kind="manager").count()
    for page in ("/en/workspace/questions/", f"/en/workspace/questions/answers/{answer.key}/"):
        said = text_of(signed_in(here.manager).get(page).content.decode())
        assert said.count("changed since by who asked") == 1
    releasing.release(answer, here.manager, release_at=LATER, zone="Europe/Oslo")
    assert only_version(answer).state == "due", "the manager has read it"


def test_what_is_given_up_sets_its_questions_free_and_a_question_goes_into_another_answer(here) -> None:
    mine, theirs = here.ask(), here.ask("And ours?", rival=True)
    answer = here.answer(mine)
    bundling.add([theirs], answer, here.second)
    bundling.take_out(Question.objects.get(pk=theirs.pk), here.manager)
    assert signed_in(here.manager).get(f"/en/workspace/questions/answers/{answer.key}/discard/").status_code == 200
    signed_in(here.manager).post(f"/en/workspace/questions/answers/{answer.key}/discard/")
    assert set(Question.objects.values_list("state", "answer")) == {("received", None)}
    with pytest.raises(WrongState, match="given up"):
        bundling.add([theirs], answer, here.manager)
    elsewhere = asking.ask(DialogueFactory(), here.company, here.person, text="x?", language="en")
    StaffRoleFactory(user=here.manager, dialogue=elsewhere.dialogue)
    with pytest.raises(Refused, match="several dialogues"):
        bundling.bundle([theirs, elsewhere], here.manager)


def test_a_question_goes_into_no_correction_and_stays_free_where_that_is_given_up(here) -> None:
    answer = here.released()
    late = here.ask("And ours?", rival=True)
    answering.correct(answer, here.second)
    with pytest.raises(WrongState, match="newer version"):
        bundling.add([late], answer, here.manager)
    bundling.discard(answer, here.second)
    late.refresh_from_db()
    assert (late.state, late.answer) == ("received", None)


def test_a_corrected_answer_shows_both_texts_and_the_ledger_says_so(here) -> None:
    answer = here.released()
    page = f"/en/workspace/questions/answers/{answer.key}/"
    client = signed_in(here.second)
    client.post(f"{page}correct/")
    client.post(f"{page}correct/")
    assert list(answer.versions.values_list("number", "state").order_by("number")) == [(1, "released"), (2, "draft")]
    write(answer, here.second, **in_all(text="At least fourteen."))
    public = answer.get_absolute_url()
    assert "fourteen" not in read(public)
    releasing.release(answer, here.second)
    said = read(public)
    assert said.index("At least fourteen. (en)") < said.index("At least twelve. (en)")
    assert "This answer was corrected" in said
    assert [kind for kind, _title, _page in here.ledger()] == ["answers_released", "answer_corrected"]
    assert len(told()) == 1, "the asker is told once"


def test_an_answer_that_was_public_stays_as_it_is_with_who_wrote_it_and_released_it(here) -> None:
    answer = here.released()
    answering.correct(answer, here.second)
    releasing.release(answer, here.second)
    versions = answer.versions.order_by("number")
    assert list(versions.values_list("state", flat=True)) == ["superseded", "released"]
    others = {"number": 9, "text_en": "No.", "checked_at": Now(), "zone": "Europe/Helsinki"}
    others |= dict.fromkeys(["written_by", "released_by", "released_at", "release_at"])
    for version in versions:
        one = versions.filter(pk=version.pk)
        assert {refusal(one.update, **{name: other}) for name, other in others.items()} == {"SG002"}
        assert refusal(one.update, state="draft") == refusal(one._raw_delete, using="default") == "SG002"
    versions.filter(number=2).update(state="superseded")
    assert refusal(versions.filter(number=2).update, state="released") == "SG002"


def test_what_was_done_with_questions_and_answers_stands_but_for_a_name_in_its_reason(here) -> None:
    answer = here.released()
    for step in (*answer.questions.get().trail.all(), *answer.versions.get().trail.all()):
        one = type(step).objects.filter(pk=step.pk)
        assert refusal(one.update, at=Now()) == refusal(one.update, to_state="draft") == "SG002"
        assert one.update(reason="Erased person") == 1


def refusal(act: Any, **said: Any) -> str:
    """By which code the database refuses it."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        act(**said)
    return refused.value.__cause__.sqlstate


@pytest.mark.sent_twice("workspace-answer-statement")
def test_an_answer_that_changes_the_need_leads_to_the_next_version_of_the_statement(here) -> None:
    answer = here.answer()
    write(answer, here.manager, changes_need=True)
    releasing.release(answer, here.manager)
    public = answer.get_absolute_url()
    assert "A new version of the statement follows" in read(public)
    begin = f"/en/workspace/questions/answers/{answer.key}/statement/"
    client = signed_in(here.manager)
    for _twice in range(2):
        assert client.post(begin)["Location"] == f"/en/workspace/challenges/{here.challenge.slug}/"
    answer.refresh_from_db()
    assert (answer.led_to.number, answer.led_to.state) == (2, "draft")
    draft = answer.led_to
    draft.clauses.filter(position=1).update(text_en="It says something else now")
    publish(draft)
    for address in (public, f"/en/challenges/{here.challenge.slug}/"):
        assert "led to version 2 of the statement" in read(address)


def test_dangers_to_equal_treatment_are_told(here) -> None:
    def kinds() -> set[str]:
        return {danger.kind for danger in dangers(here.dialogue)}

    heard = {"source": Source.CALL, "heard_on": timezone.localdate(), "oral_answer": "Twelve."}
    question = asking.take_down(here.challenge, here.manager, text="How many?", language="en", **heard)
    answer = bundling.bundle([question], here.manager)
    write(answer, here.manager, text_en="Twelve.")
    Question.objects.filter(pk=here.ask().pk).update(asked_at=timezone.now() - timedelta(days=10))
    assert kinds() == {"answered_orally", "answer_languages", "questions_late"}
    competes = RepresentativeFactory(company=here.company, user=here.second).user
    assert [bool(danger.url) for danger in dangers_for(here.manager, here.dialogue)] == [True] * 3
    assert [bool(danger.url) for danger in dangers_for(competes, here.dialogue)] == [False] * 3
    for page in (f"/en/workspace/ledger/{here.dialogue.slug}/", "/en/workspace/"):
        html = signed_in(competes).get(page).content.decode()
        assert ("has waited for long" in html, 'href=""' in html) == (True, False)
    assert not [danger for danger in dangers(here.dialogue) if "How many" in f"{danger.title} {danger.explanation}"]
    [orally] = [danger for danger in dangers(here.dialogue) if danger.kind == "answered_orally"]
    assert orally.explanation.startswith("Asked on the telephone, ")
    write(answer, here.manager, **in_all())
    releasing.release(answer, here.manager, release_at=LATER)
    AnswerVersion.objects.filter(state="due").update(release_at=timezone.now() - timedelta(hours=1))
    assert kinds() == {"answered_orally", "answer_overdue", "questions_late"}
    releasing.settle()
    assert kinds() == {"questions_late"}


def test_terms_keep_what_changed_since_their_page_was_opened(here) -> None:
    address = f"/en/workspace/dialogues/{here.dialogue.slug}/questions/"
    client = signed_in(here.manager)

    def shown(form) -> dict[str, str]:
        sent = {field.html_name: field.value() for field in form if field.value()}
        return {"terms": "save", **sent}

    page = shown(client.get(address).context["terms_form"])
    four_eyes(here)
    client.post(address, page | {"terms-working_days": "3"})
    terms = QuestionTerms.objects.get()
    assert (terms.four_eyes, terms.working_days) == (True, 3)
    asked = client.post(address, page | {"terms-working_days": "9"})
    assert "Saved by somebody else meanwhile: 3" in text_of(asked.content.decode())
    client.post(address, shown(asked.context["terms_form"]))
    terms = QuestionTerms.objects.get()
    assert (terms.four_eyes, terms.working_days) == (True, 9)


def test_terms_and_deadlines_are_set_on_their_page(here) -> None:
    address = f"/en/workspace/dialogues/{here.dialogue.slug}/questions/"
    client = signed_in(here.manager)
    client.post(address, {"terms": "save", "terms-four_eyes": "on", "terms-working_days": "3"})
    terms = QuestionTerms.objects.get()
    assert (terms.four_eyes, terms.working_days) == (True, 3)
    moment = {"deadline-on": "2035-03-12", "deadline-time": "12:00", "deadline-zone": "Europe/Oslo"}
    client.post(address, {"deadline": "set", "deadline-challenge": here.challenge.slug, **moment})
    assert here.challenge.question_deadlines.get().closes_at == LATER
    assert "already" in text_of(
        client.post(address, {"deadline": "set", "deadline-challenge": here.challenge.slug, **moment}).content.decode()
    )
    past = {**moment, "deadline-on": "2020-03-12"}
    assert "This moment is over" in client.post(address, {"deadline": "set", **past}).content.decode()
    asked = signed_in(here.person).get(f"/en/challenges/{here.challenge.slug}/").content.decode()
    assert "12 March 2035" in text_of(asked)
