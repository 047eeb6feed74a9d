"""Reading answers: who, when, what is hidden, and what is written down about it."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from suppliers.companies import checking, representing
from suppliers.models import (
    AnswerTag,
    Company,
    CompanyJoin,
    ReadingLog,
    ReadingNote,
    Representative,
    Response,
    TaggedAnswer,
)
from suppliers.reading import notes, opening
from suppliers.reading.answers import Reading
from suppliers.requests.enums import ConfidentialReaders, Readers
from tests.factories.accounts import UserFactory, give_second_factor
from tests.factories.municipalities import MembershipFactory, ParticipationFactory
from tests.factories.reading import Answered, answered
from tests.factories.suppliers import CompanyFactory, RepresentativeFactory
from tests.reading import asked_by
from tests.suppliers.responses.test_reading_door import READ_BY, people, took_back

pytestmark = pytest.mark.django_db

SECRET = "Hemmelig0"


def page(client: Client, user: Any, name: str, *args: Any, query: str = "") -> Any:
    client.force_login(user)
    return client.get(reverse(name, args=args) + query)


def body_of_the_dialogue(scene: Answered) -> Any:
    member = MembershipFactory()
    ParticipationFactory(dialogue=scene.request.dialogue, municipality=member.municipality)
    return member.user


def everything(client: Client, user: Any, scene: Answered) -> dict[str, Any]:
    """Every way to the answers: how it is called, and the answer of the portal."""
    slug, key = scene.request.slug, scene.responses[0].key
    pages = {
        "summary": ("workspace-answers", [slug], ""),
        "question": ("workspace-answers-question", [slug, 1], ""),
        "company": ("workspace-answers-company", [slug, key], ""),
        "csv": ("workspace-answers", [slug], "?as=csv"),
        "xlsx": ("workspace-answers", [slug], "?as=xlsx"),
        "search": ("workspace-answers-question", [slug, 1], "?q=hemmelig"),
    }
    client.force_login(user)
    return {way: client.get(reverse(name, args=args) + query) for way, (name, args, query) in pages.items()}


def table(client: Client, user: Any, scene: Answered) -> tuple[int, str]:
    """All that is read of a request at once, or why it is not."""
    answer = page(client, user, "workspace-answers", scene.request.slug, query="?as=csv")
    return answer.status_code, text_of("csv", answer)


def text_of(way: str, response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if way != "xlsx" or response.status_code != 200:
        return content.decode()
    cells = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return " ".join(str(value) for row in cells for value in row)


@pytest.mark.parametrize(
    ("readers", "confidential"),
    [
        (Readers.MANAGERS, ConfidentialReaders.READERS),
        (Readers.SIGNATORIES, ConfidentialReaders.READERS),
        (Readers.PARTICIPANTS, ConfidentialReaders.READERS),
        (Readers.PARTICIPANTS, ConfidentialReaders.MANAGERS),
    ],
)
def test_who_reads_what_in_every_role_and_setting_before_and_after_the_deadline(
    client: Client, readers: str, confidential: str
) -> None:
    scene = answered(2, readers=readers, hours=1)
    found = people(scene.request.dialogue)
    give_second_factor(found["admin"])
    found["competitor"] = RepresentativeFactory(company=scene.responses[1].company).user
    expected = READ_BY[Readers(readers)]
    for role, user in found.items():
        status, text = table(client, user, scene)
        assert (status, "svar" in text) == (403 if role in expected else 404, False), role
    refused = ReadingLog.objects.filter(is_refused=True)
    assert set(refused.values_list("reader", flat=True)) == {found[role].pk for role in expected}
    assert not ReadingLog.objects.filter(is_refused=False).exists()

    over = answered(2, readers=readers, confidential=confidential, dialogue=scene.request.dialogue)
    RepresentativeFactory(company=over.responses[1].company, user=found["competitor"])
    for role, user in found.items():
        status, text = table(client, user, over)
        reads = role in expected
        sees = reads and (confidential == ConfidentialReaders.READERS or role in {"admin", "manager"})
        assert (status, "svar" in text) == ((200, True) if reads else (404, False)), role
        assert (SECRET in text, "Våre priser" in text) == (sees, sees), role


def test_each_way_to_the_answers_says_the_same_of_who_reads_what_before_and_after_the_deadline(client: Client) -> None:
    scene = answered(2, hours=1)
    found = people(scene.request.dialogue)
    over = answered(2, dialogue=scene.request.dialogue)
    competitor = RepresentativeFactory(company=scene.responses[1].company).user
    RepresentativeFactory(company=over.responses[1].company, user=competitor)
    for user, wanted in ((found["manager"], 403), (found["participant"], 403), (competitor, 404)):
        before = everything(client, user, scene)
        assert {way: answer.status_code for way, answer in before.items()} == dict.fromkeys(before, wanted)
        assert not any("svar" in text_of(way, answer) for way, answer in before.items())
    with_answers = {"question", "company", "csv", "xlsx", "search"}
    for user, wanted, shown in (
        (found["manager"], 200, with_answers),
        (found["participant"], 200, set()),
        (found["stranger"], 404, set()),
        (competitor, 404, set()),
    ):
        after = everything(client, user, over)
        assert {way: answer.status_code for way, answer in after.items()} == dict.fromkeys(after, wanted)
        texts = {way: text_of(way, answer) for way, answer in after.items()}
        for secret in (SECRET, "Våre priser"):
            assert {way for way, text in texts.items() if secret in text} == shown


def test_the_list_of_what_one_may_read_agrees_with_the_door() -> None:
    for readers in Readers:
        scene = answered(1, readers=readers)
        found = {**people(scene.request.dialogue), "took back": took_back(scene.request.dialogue)}
        lists = {name for name, user in found.items() if scene.request in opening.requests_for(user)}
        door = {
            name for name, user in found.items() if Response.objects.readable_by(user).filter(pk=scene.responses[0].pk)
        }
        assert lists == door == READ_BY[readers]


@pytest.mark.parametrize(("hours", "said"), [(-1, "closed "), (1, "can be read after ")])
def test_the_list_says_whether_answers_are_read_already(client: Client, hours: float, said: str) -> None:
    scene = answered(1, hours=hours)
    line = page(client, scene.manager, "workspace-reading").text.partition('<span class="meta">')[2]
    assert line.strip().startswith(said)


def test_who_acts_for_a_company_that_answers_reads_nobody_elses_answers_in_any_role() -> None:
    scene = answered(2)
    RepresentativeFactory(company=scene.responses[1].company, user=scene.manager)
    member = body_of_the_dialogue(scene)
    RepresentativeFactory(company=scene.responses[1].company, user=member)
    for user in (scene.manager, member):
        assert not Response.objects.readable_by(user).exists()
        assert not opening.requests_for(user).exists()


def leaves(hers: Representative) -> None:
    RepresentativeFactory(company=hers.company)
    representing.leave(hers)


def is_removed(hers: Representative) -> None:
    representing.remove(hers, RepresentativeFactory(company=hers.company).user)


def sees_it_closed(hers: Representative) -> None:
    checking.close(hers.company, hers.user, "We stop.")


def leaves_before_it_is_joined(hers: Representative) -> None:
    leaves(hers)
    join(join(hers.company, CompanyFactory()), CompanyFactory())


def leaves_what_it_is_joined_with(hers: Representative) -> None:
    into = RepresentativeFactory(user=hers.user)
    hers.delete()
    leaves(into)
    Company.objects.filter(pk=hers.company_id).update(state="closed", joined_into=into.company)


def join(company: Company, into: Company) -> Company:
    Company.objects.filter(pk=company.pk).update(state="unchecked", joined_into=None)
    company.refresh_from_db()
    by = UserFactory()
    checking.bring_together(CompanyJoin(company=company, into=into, asked_by=by), by)
    return into


@pytest.mark.parametrize(
    "ends", [leaves, is_removed, sees_it_closed, leaves_before_it_is_joined, leaves_what_it_is_joined_with]
)
def test_who_represented_an_answering_company_at_any_time_since_the_request_was_opened_reads_none_of_its_answers(
    client: Client, ends: Callable[[Representative], None]
) -> None:
    scene = answered(2)
    ends(RepresentativeFactory(company=scene.responses[1].company, user=scene.manager))
    assert not Representative.objects.active().filter(user=scene.manager).exists()
    assert not Response.objects.readable_by(scene.manager).exists()
    assert not opening.requests_for(scene.manager).exists()
    assert table(client, scene.manager, scene)[0] == 404


def test_who_left_a_company_before_the_request_was_opened_reads_its_answers() -> None:
    scene = answered(2)
    left = scene.request.opened_at - timedelta(minutes=1)
    RepresentativeFactory(company=scene.responses[1].company, user=scene.manager, ended_at=left)
    assert Response.objects.readable_by(scene.manager).count() == 2
    assert scene.request in opening.requests_for(scene.manager)


def test_every_opening_is_written_down_and_stays(client: Client) -> None:
    scene = answered(2)
    first, second = scene.responses
    assert opening.first_read_at(first) is None
    page(client, scene.manager, "workspace-answers-company", scene.request.slug, first.key)
    page(client, scene.manager, "workspace-answers-question", scene.request.slug, 2)
    page(client, scene.manager, "workspace-answers", scene.request.slug, query="?as=csv")
    rows = ReadingLog.objects.order_by("pk")
    both = sorted([first.pk, second.pk])
    assert [(row.way, row.reader, row.responses, row.question_id, row.is_refused) for row in rows] == [
        ("company", scene.manager, [first.pk], None, False),
        ("question", scene.manager, both, scene.questions[1].pk, False),
        ("export", scene.manager, both, None, False),
    ]
    assert opening.first_read_at(first) == rows[0].at
    for change in (lambda: rows.filter(pk=rows[0].pk).delete(), lambda: rows.update(way="file")):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            change()
    member = body_of_the_dialogue(scene)
    assert page(client, member, "workspace-answers-log", scene.request.slug).status_code == 404
    shown = page(client, scene.manager, "workspace-answers-log", scene.request.slug).content.decode()
    assert str(scene.manager) in shown
    assert first.company.name in shown
    admin = UserFactory(is_superuser=True)
    give_second_factor(admin)
    assert page(client, admin, "workspace-answers-log", scene.request.slug).status_code == 200


def test_the_files_have_what_their_reader_sees_with_formulas_defused(client: Client) -> None:
    scene = answered(2)
    member = body_of_the_dialogue(scene)
    notes.write_note(scene.responses[0], scene.questions[0], "A note that stays inside.", scene.manager)
    tables = {}
    for user in (scene.manager, member):
        text = text_of("csv", page(client, user, "workspace-answers", scene.request.slug, query="?as=csv"))
        tables[user] = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
        assert "stays inside" not in text
    whole, part = tables[scene.manager], tables[member]
    open_ones = ["'=Åpent svar 1", "10", "20", "One", "Two", "2021-01-01", "2021-02-01"]
    assert [row[7] for row in whole[1:]] == ["'=Hemmelig0", *open_ones]
    assert [row[7] for row in part[1:]] == open_ones
    assert (len(whole[0]), len(part[0])) == (13, 10)
    assert whole[1][10:12] == ["yes", "Våre priser."]


def test_figures_count_what_the_reader_sees_and_nothing_else(client: Client) -> None:
    scene = answered(3)
    hidden = scene.responses[0].answers.get(question=scene.questions[0], version=1)
    assert hidden.is_confidential
    member = body_of_the_dialogue(scene)
    for user, texts in ((scene.manager, 3), (member, 2)):
        shown = page(client, user, "workspace-answers", scene.request.slug).context["figures"]
        assert [row.answered for row in shown] == [texts, 3, 3, 3]
        assert dict(shown[1].facts) == {
            "Lowest": "10",
            "In the middle (median)": "20",
            "Highest": "30",
            "Sum": "60",
        }
        assert shown[2].rows == [("1", "One", "2"), ("2", "Two", "1"), ("3", "Three", "0")]
        assert [when for _place, _name, when in shown[3].rows] == ["1 January 2021", "1 February 2021", "1 March 2021"]
        assert all('<svg xmlns="http://www.w3.org/2000/svg"' in row.picture for row in shown[1:])


def test_notes_are_read_by_the_side_that_wrote_them_and_only_beside_an_answer_that_is_read() -> None:
    scene = answered(2)
    first, question = scene.responses[0], scene.questions[0]
    member, other = body_of_the_dialogue(scene), body_of_the_dialogue(scene)
    notes.write_note(first, question, "Managers': dear.", scene.manager)
    mine = notes.write_note(first, scene.questions[1], "Ours: cheap.", member)
    with pytest.raises(PermissionDenied):
        notes.write_note(first, question, "Of what I may not read.", member)

    def seen(user: Any) -> list[str]:
        return [note.text for note in ReadingNote.objects.readable_by(user)]

    assert seen(scene.manager) == ["Managers': dear."]
    assert seen(member) == ["Ours: cheap."]
    assert seen(other) == seen(RepresentativeFactory(company=first.company).user) == []
    with pytest.raises(PermissionDenied):
        notes.remove_note(mine, other)
    # What becomes unreadable takes the notes beside it along
    stranger = MembershipFactory(municipality=mine.body).user
    assert seen(stranger) == ["Ours: cheap."]
    mine.body.participations.update(role="observer")
    assert seen(stranger) == []


def test_a_note_that_was_not_taken_or_was_sent_without_a_session_is_in_its_form_again(client: Client) -> None:
    scene = answered(2)
    key, slug = scene.responses[0].key, scene.request.slug
    address = reverse("workspace-answers-note", args=[slug, key, 1])
    question = reverse("workspace-answers-question", args=[slug, 1]) + "?q=hemmelig"
    company = reverse("workspace-answers-company", args=[slug, key])
    sent = {"key": "3b241101-e2bb-4255-8caf-4136c566a962", "next": question}

    def shown(page: str) -> tuple[bool, int, int]:
        read = client.get(page)
        html = read.content.decode()
        return bool(read.context.get("is_kept")), html.count("Look at this."), html.count("at most 4000 characters")

    client.force_login(scene.manager)
    for page in (question, company):
        refused = client.post(address, {**sent, "next": page, "text": "Look at this." + "x" * 4000})
        assert refused.headers["Location"] == f"{page}#answer-{key}-1"
        assert [shown(page), shown(page)] == [(False, 1, 2), (False, 0, 0)], "once"
    client.logout()
    client.post(address, {**sent, "text": "Look at this."}, headers={"Referer": f"http://testserver{question}"})
    client.force_login(scene.manager)
    assert [shown(page) for page in (question, company)] == [(True, 1, 0), (True, 1, 0)]
    elsewhere = reverse("workspace-answers-question", args=[slug, 2])
    assert shown(elsewhere) == (False, 0, 0)
    client.post(address, {**sent, "text": "Look at this."})
    assert ReadingNote.objects.get().text == "Look at this."
    assert shown(question) == (False, 1, 0)


@pytest.mark.sent_twice("workspace-answers-note", "workspace-answers-tag")
def test_a_form_sent_twice_makes_one_note_and_two_who_tag_the_same_make_one_row(client: Client) -> None:
    scene = answered(1)
    key, slug = scene.responses[0].key, scene.request.slug
    client.force_login(scene.manager)
    sent = {"key": "3b241101-e2bb-4255-8caf-4136c566a962", "text": "Look at this."}
    for _time in range(2):
        assert client.post(reverse("workspace-answers-note", args=[slug, key, 1]), sent).status_code == 302
    assert ReadingNote.objects.count() == 1
    address = reverse("workspace-answers-tag", args=[slug, key, 1])
    for name in ("Charging", "Charging", "charging"):
        client.post(address, {"name": name})
    tag = AnswerTag.objects.get()
    colleague = UserFactory(is_superuser=True)
    notes.tag_answer(tag, scene.responses[0], scene.questions[0], colleague)
    assert [(row.tag, row.by) for row in TaggedAnswer.objects.all()] == [(tag, scene.manager)]
    client.post(address, {"tag": tag.pk, "off": "1"})
    assert not TaggedAnswer.objects.exists()
    member = body_of_the_dialogue(scene)
    client.force_login(member)
    assert client.post(address, {"name": "Mine"}).status_code == 404  # confidential: there is nothing to tag
    second = reverse("workspace-answers-tag", args=[slug, key, 2])
    assert client.post(second, {"name": "Mine"}).status_code == 403
    assert Reading(member, scene.request).tags(scene.questions, scene.responses) == {}


def test_a_tag_is_renamed_unless_another_is_called_so_and_removed_with_what_was_tagged(client: Client) -> None:
    scene = answered(1)
    tag, other = (notes.make_tag(scene.request, name, scene.manager) for name in ("Charging", "Price"))
    notes.tag_answer(tag, scene.responses[0], scene.questions[0], scene.manager)
    client.force_login(scene.manager)
    address = reverse("workspace-answers-tag-change", args=[scene.request.slug, tag.pk])
    said = client.post(address, {"name": "PRICE"}, follow=True).content.decode()
    assert "Another tag of this request is called so already." in said
    assert "Write a word that can be seen." in client.post(address, {"name": " "}, follow=True).content.decode()
    client.post(address, {"name": "Chargers"})
    tag.refresh_from_db()
    assert tag.name == "Chargers"
    tags = client.get(reverse("workspace-answers-tags", args=[scene.request.slug])).content.decode()
    assert asked_by(tags, address) == "Remove it from all answers … Chargers"
    for _time in range(2):
        assert client.post(address, {"remove": "1"}).status_code == 302
    assert list(AnswerTag.objects.all()) == [other]
    assert not TaggedAnswer.objects.exists()
    assert scene.responses[0].answers.exists()


def test_staffs_translation_is_marked_and_two_who_translate_are_told(client: Client) -> None:
    scene = answered(2)
    at = [scene.request.slug, scene.responses[1].key, 1]
    address = reverse("workspace-answers-translate", args=[*at, "en"])
    client.force_login(scene.manager)
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, {"text": "An open answer.", "seen": seen})
    again = client.post(address, {"text": "A plain answer.", "seen": seen})
    assert "Somebody else has written" in again.content.decode()
    assert "A plain answer." in again.content.decode()
    shown = page(client, body_of_the_dialogue(scene), "workspace-answers-question", scene.request.slug, 1)
    assert "An open answer." in shown.content.decode()
    assert "Translated into English by" in shown.content.decode()
    assert '<div class="said" lang="nb">' in shown.content.decode()
    client.force_login(scene.manager)
    assert client.get(reverse("workspace-answers-translate", args=[*at, "nb"])).status_code == 404


def test_pages_cost_the_same_for_one_company_and_for_many(client: Client) -> None:
    counts: dict[str, list[int]] = {}
    for companies in (1, 6):
        scene = answered(companies)
        for response in scene.responses:
            notes.write_note(response, scene.questions[1], "Seen.", scene.manager)
            tag = notes.make_tag(scene.request, f"tag {response.pk}", scene.manager)
            notes.tag_answer(tag, response, scene.questions[1], scene.manager)
        client.force_login(scene.manager)
        for way, at in {"question": "questions/2/", "summary": "", "csv": "?as=csv", "log": "log/"}.items():
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(f"/en/workspace/requests/{scene.request.slug}/answers/{at}")
                b"".join(answer.streaming_content) if answer.streaming else answer.content
            counts.setdefault(way, []).append(len(queries))
    assert {way: found[0] == found[1] for way, found in counts.items()} == dict.fromkeys(counts, True), counts


def test_times_are_the_databases(client: Client) -> None:
    """A state that lags behind does not matter: it says open still, and the answers are read."""
    scene = answered(1)
    assert scene.request.state == "open"
    assert scene.request.closes_at < timezone.now()
    assert page(client, scene.manager, "workspace-answers", scene.request.slug).status_code == 200
