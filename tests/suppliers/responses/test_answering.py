"""A company answers: several people, saved as typed, files, submitted with a receipt, until the deadline."""

import re
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from core.canonical import checksum
from core.models import Mail
from core.uploads import MOST_PARTS
from core.workflow import Refused
from suppliers.companies import representing
from suppliers.models import Answer, AnswerFile, Response, ResponseReceipt
from suppliers.reading import opening as reading
from suppliers.requests import correcting
from suppliers.requests import opening as reopening
from suppliers.requests.enums import QuestionKind
from suppliers.responses import beginning, receipts, submitting
from suppliers.responses.enums import WayOfReading
from suppliers.responses.submitting import TooLate
from tests.acts import together
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.reading import answered
from tests.factories.requests import (
    EASTER,
    InformationRequestFactory,
    RequestQuestionFactory,
    ResponseFactory,
    in_hours,
    opened,
)
from tests.factories.suppliers import RepresentativeFactory
from tests.needs.roles import signed_in
from tests.published import published_statement
from tests.reading import asked_by, read

pytestmark = pytest.mark.django_db

LIMITS: dict[str, dict[str, Any]] = {
    "text": {"most": 20, "is_required": True},
    "number": {"least": Decimal(0), "greatest": Decimal(1000), "places": 2, "unit": "vans"},
    "file": {"most": 2},
    "table": {"most": 5},
}


def scene(hours: float = 24) -> tuple[Response, Any, Client]:
    """An open request with a question of each kind, a company's response to it, its representative, her browser."""
    request = InformationRequestFactory()
    for position, kind in enumerate(QuestionKind, start=1):
        RequestQuestionFactory(request=request, position=position, kind=kind, **LIMITS.get(kind, {}))
    person = RepresentativeFactory()
    response = ResponseFactory(request=request, company=person.company)
    opened(request, hours=hours)
    return response, person.user, signed_in(person.user)


def page(response: Response, name: str = "workspace-response", *args: Any) -> str:
    return reverse(name, args=[response.company.key, response.key, *args])


def number(kind: str) -> int:
    return list(QuestionKind).index(QuestionKind(kind)) + 1


def written(response: Response, kind: str) -> Answer:
    return response.answers.get(version=0, question__kind=kind)


def answer(client: Client, response: Response, kind: str, language: str = "en", **data: Any) -> Any:
    with translation.override(language):
        return client.post(page(response, "workspace-answer", number(kind)), {"then": "stay", **data})


def with_file(client: Client, response: Response, name: str, content: bytes = b"%PDF-1.7\n", **data: Any) -> Any:
    upload = SimpleUploadedFile(name, content)
    return answer(client, response, "file", **{"file": upload, "key": str(uuid4()), **data})


def test_a_company_begins_once_and_nobody_else_learns_of_it() -> None:
    response, _person, client = scene()
    request = response.request
    other = RepresentativeFactory()
    begin = reverse("workspace-response-begin", args=[other.company.key, request.slug])
    rival = signed_in(other.user)
    addresses = {rival.post(begin).headers["Location"] for _twice in range(2)}
    mine = Response.objects.get(company=other.company)
    assert addresses == {page(mine)}
    assert client.post(begin).status_code == 404
    for name, args in {
        "workspace-response": (),
        "workspace-answer": (1,),
        "workspace-response-submit": (),
        "workspace-response-receipt": (1,),
    }.items():
        assert rival.get(page(response, name, *args)).status_code == 404
        crossed = reverse(name, args=[other.company.key, response.key, *args])
        assert rival.get(crossed).status_code == 404
    manager = signed_in(StaffRoleFactory(dialogue=request.dialogue).user)
    assert manager.get(page(response)).status_code == 404
    choose = rival.get(reverse("workspace-request-answer", args=[request.slug]), follow=True).content.decode()
    assert other.company.name in choose
    assert response.company.name not in choose
    start = client.get(response.company.get_absolute_url()).content.decode()
    assert "What can you deliver?" in start


def test_every_kind_of_answer_is_kept_as_its_reader_writes_it() -> None:
    response, person, client = scene()
    answer(client, response, "text", text="<b>Ten</b> =1+1")
    assert answer(client, response, "number", number="1.5").status_code == 302
    answer(client, response, "number", "nb", number="12,25")
    assert written(response, "number").number == Decimal("12.25")
    shown = client.get(page(response, "workspace-answer", number("number")).replace("/en/", "/fi/")).content.decode()
    assert 'value="12,25"' in shown
    answer(client, response, "choice", chosen="2")
    answer(client, response, "several", option_1="on", option_3="on")
    answer(client, response, "date", day="2027-03-01")
    answer(client, response, "table", cell_0_0="A", cell_1_2="B")
    kept = {row.question.kind: row for row in response.answers.select_related("question")}
    assert kept["text"].text == "<b>Ten</b> =1+1"
    assert (kept["choice"].chosen, kept["several"].chosen) == ([2], [1, 3])
    assert kept["table"].rows == [["A", "", ""], ["", "", "B"]]
    assert {row.written_by for row in kept.values()} == {person}
    overview = client.get(page(response)).content.decode()
    assert "&lt;b&gt;Ten&lt;/b&gt; =1+1" in overview
    for typed, said in {
        "1,2,3": "is not a number",
        "-1": "not below 0",
        "1001": "not above 1000",
        "1.234": "digits",
    }.items():
        assert said in answer(client, response, "number", number=typed).content.decode()
    assert answer(client, response, "date", day="31.02.2027").status_code == 200
    assert answer(client, response, "choice", chosen="9").status_code == 200
    assert written(response, "number").number == Decimal("12.25")


def test_it_is_saved_by_itself_and_never_over_a_colleague() -> None:
    response, _person, client = scene()
    colleague = signed_in(RepresentativeFactory(company=response.company).user)
    place = page(response, "workspace-answer", 1)
    seen = client.get(place).context["form"].initial["seen"]
    htmx = {"HTTP_HX_REQUEST": "true"}
    said = client.post(place, {"text": "Ten vans.", "seen": seen}, **htmx)
    assert "Saved" in said.content.decode()
    assert "9 of 20 characters" in said.content.decode()
    other = colleague.post(place, {"text": "Two lorries.", "seen": seen}, **htmx)
    assert "Somebody else changed this meanwhile" in other.content.decode()
    assert ["data-typed" in each.content.decode() for each in (said, other)] == [False, True]
    both = colleague.post(place, {"text": "Two lorries.", "seen": seen, "then": "on"}).content.decode()
    assert ("Ten vans." in both, "Two lorries." in both, "data-by-button data-typed" in both) == (True, True, True)
    assert written(response, "text").text == "Ten vans."
    # Different cells of a table do not meet
    table = page(response, "workspace-answer", number("table"))
    seen = client.get(table).context["form"].initial["seen"]
    client.post(table, {"cell_0_0": "A", "seen": seen}, **htmx)
    colleague.post(table, {"cell_1_0": "B", "seen": seen}, **htmx)
    assert written(response, "table").rows == [["A", "", ""], ["B", "", ""]]


def test_who_was_signed_out_while_writing_finds_what_she_typed() -> None:
    response, person, _client = scene()
    place, client = page(response, "workspace-answer", 1), Client()
    client.post(place, {"text": "Typed for an hour."}, headers={"referer": f"http://testserver{place}"})
    client.force_login(person)
    assert "Typed for an hour." in client.get(place).content.decode()


def zipped(names: dict[str, bytes]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return data.getvalue()


BAD = {
    "empty.pdf": b"",
    "virus.exe": b"MZ\x90\x00",
    "page.html": b"<html><script>alert(1)</script>",
    "offer.docx": zipped({"[Content_Types].xml": b"macroEnabled", "word/vbaProject.bin": b""}),
    "all.zip": zipped({"a.txt": b"a"}),
    "bomb.docx": zipped({f"part{number}": b"" for number in range(MOST_PARTS + 1)}),
    "picture.png": b"%PDF-1.7\n",
}


@pytest.mark.sent_twice("workspace-answer")
def test_files_are_taken_as_they_are_and_whatever_is_not_worth_it_is_refused() -> None:
    response, _person, client = scene()
    for name, content in BAD.items():
        assert with_file(client, response, name, content).status_code == 200, name
    assert not AnswerFile.objects.exists()
    assert "File: This field is required" in answer(client, response, "file", then="add").content.decode()
    key = str(uuid4())
    for name in ("../../etc/offer <1>.pdf", "../../etc/offer <1>.pdf"):
        assert with_file(client, response, name, key=key).status_code == 302
    with_file(client, response, "second.pdf")
    full = with_file(client, response, "third.pdf")
    assert "as many as this answer may have" in full.content.decode()
    first, second = AnswerFile.objects.order_by("pk")
    assert first.name == "offer _1_.pdf"
    got = client.get(page(response, "workspace-answer-file", first.key))
    assert (b"".join(got.streaming_content), got.headers["Cache-Control"]) == (b"%PDF-1.7\n", "private, no-store")
    assert (
        signed_in(RepresentativeFactory().user).get(page(response, "workspace-answer-file", first.key)).status_code
        == 404
    )
    remove = page(response, "workspace-answer-file-remove", second.key)
    assert asked_by(full.content.decode(), remove) == f"Remove … {second.name}"
    for _twice in range(2):
        client.post(remove, {"number": str(number("file"))})
    assert list(AnswerFile.objects.all()) == [first]
    answer(client, response, "text", file=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), key=str(uuid4()))
    assert list(AnswerFile.objects.all()) == [first]


def test_a_chosen_file_comes_along_with_whatever_button_saves_the_answer() -> None:
    response, _person, client = scene()
    gone_on = with_file(client, response, "prices.csv", b"van;1\n", then="on", is_confidential="on")
    assert gone_on.headers["Location"] == page(response, "workspace-answer", number("file") + 1)
    kept = written(response, "file")
    assert ([file.name for file in kept.files.all()], kept.is_confidential) == (["prices.csv"], True)
    too_long = with_file(client, response, "more.csv", b"van;2\n", confidential_reason="x" * 1001)
    assert "at most 1000 characters" in too_long.content.decode()
    assert "“more.csv” is added." in too_long.content.decode()
    assert [file.name for file in kept.files.order_by("pk")] == ["prices.csv", "more.csv"]


def test_it_is_submitted_with_a_receipt_changed_submitted_again_and_withdrawn() -> None:
    response, person, client = scene()
    submit = page(response, "workspace-response-submit")
    answer(client, response, "text", text="Far too long for twenty.", is_confidential="on")
    missing = client.post(submit, follow=True).content.decode()
    assert "4 characters too long" in missing
    assert "Say why the answer to question 1 is confidential" in missing
    answer(client, response, "text", text="Ten vans.", is_confidential="on", confidential_reason="Prices.")
    with_file(client, response, "offer.pdf")
    for _twice in range(2):
        client.post(submit)
    response.refresh_from_db()
    receipt = response.receipts.get()
    assert (response.state, response.versions, receipt.content_hash) == ("submitted", 1, checksum(receipt.content))
    assert receipt.content["answers"][0]["text"] == "Ten vans."
    assert [mail.to for mail in Mail.objects.filter(template="suppliers/mail/response_submitted")] == [person.email]
    owed = page(response, "workspace-response-receipt", 1)
    assert client.get(owed).status_code == 202
    assert receipts.make(receipt.pk)
    assert not receipts.make(receipt.pk)
    made = b"".join(client.get(owed).streaming_content)
    receipt.refresh_from_db()
    assert (made[:5], len(made)) == (b"%PDF-", receipt.size)
    said = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made)).pages)
    assert (response.company.name in said, person.name in said) == (True, False), "an erasure leaves the file as it is"
    # The file goes out of what is written, and stays in what was submitted
    file = AnswerFile.objects.get(answer__version=0)
    client.post(page(response, "workspace-answer-file-remove", file.key))
    sent = AnswerFile.objects.get()
    assert b"".join(client.get(page(response, "workspace-answer-file", sent.key)).streaming_content) == b"%PDF-1.7\n"
    assert "Something was changed" in client.get(page(response)).content.decode()
    client.post(submit)
    assert list(response.receipts.values_list("version", flat=True)) == [1, 2]
    for _twice in range(2):
        client.post(page(response, "workspace-response-withdraw"))
    response.refresh_from_db()
    assert (response.state, response.versions) == ("withdrawn", 2)
    client.post(submit)
    response.refresh_from_db()
    assert (response.state, response.versions) == ("submitted", 3)
    steps = list(response.trail.values_list("action", flat=True))
    assert steps == ["submit", "submit", "withdraw", "submit"]


def close(request_id: int) -> None:
    """Let the clock pass the deadline. No door and no statement may move it back, so the triggers look away here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE suppliers_informationrequest SET opened_at = now() - interval '2 day', "
            "closes_at = clock_timestamp() WHERE id = %s",
            [request_id],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_the_question_heads_its_page_and_the_others_are_folded_above_it() -> None:
    response, _person, client = scene()
    question = response.request.questions.get(position=number("number"))
    html = client.get(page(response, "workspace-answer", question.position)).content.decode()
    menu, _end, shown = html.partition('<nav class="sections"')[2].partition("</nav>")
    assert menu.index("<details") < menu.index("<ol>") < menu.index(f"{question.text_en}")
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == re.findall(r"<h1[^>]*>(.*?)</h1>", shown) == [question.text_en]
    assert "In vans. From 0 to 1000." in shown


def test_what_a_question_asks_for_and_is_about_is_said_in_words() -> None:
    statement = published_statement()
    request = InformationRequestFactory(dialogue=statement.challenge.dialogue)
    RequestQuestionFactory(request=request, challenge=statement.challenge, kind="number", **LIMITS["number"])
    opened(request)
    words = read(request.get_absolute_url())
    assert f"Number About: {statement.title} In vans. From 0 to 1000." in words


def variant(html: str, address: str) -> str | None:
    """How the link that is a button looks; the main one has none."""
    link = next(tag for tag in re.findall(r"<a class=\"ds-button\"[^>]*>", html) if f'href="{address}"' in tag)
    found = re.search(r'data-variant="(\w+)"', link)
    return found and found[1]


def test_who_has_submitted_is_told_so_once_and_asked_to_submit_only_what_changed() -> None:
    response, _person, client = scene()
    submit = page(response, "workspace-response-submit")
    answer(client, response, "text", text="Ten vans")
    assert variant(client.get(page(response)).content.decode(), submit) is None
    told = client.post(submit, follow=True).content.decode()
    assert (told.count('class="ds-alert"'), variant(told, submit)) == (1, "secondary")
    answer(client, response, "text", text="Eleven vans")
    assert variant(client.get(page(response)).content.decode(), submit) is None
    told = client.post(page(response, "workspace-response-withdraw"), follow=True).content.decode()
    assert (told.count('class="ds-alert"'), variant(told, submit)) == (1, None)


def test_who_answers_for_one_company_that_has_begun_comes_to_its_response_at_once() -> None:
    response, person, client = scene()
    choose = reverse("workspace-request-answer", args=[response.request.slug])
    assert client.get(choose).headers["Location"] == page(response)
    RepresentativeFactory(user=person)
    assert response.company.name in client.get(choose).content.decode()


def test_what_arrives_after_the_deadline_is_refused_kept_as_a_draft_and_says_so() -> None:
    response, person, client = scene()
    answer(client, response, "text", text="In time.")
    submit = page(response, "workspace-response-submit")
    client.post(submit)
    close(response.request_id)
    late = client.post(
        page(response, "workspace-answer", 1), {"text": "Too late."}, HTTP_HX_REQUEST="true"
    ).content.decode()
    assert "kept as a draft, not submitted" in late
    assert written(response, "text").text == "Too late."
    said = client.post(submit, follow=True).content.decode()
    assert "The deadline has passed, so this was not submitted" in said
    assert "Version 1 is what the public buyers read" in said
    with pytest.raises(TooLate):
        submitting.withdraw(response, person)
    response.refresh_from_db()
    assert (response.state, response.versions) == ("submitted", 1)
    assert Answer.objects.get(version=1).text == "In time."
    rival = RepresentativeFactory()
    begin = reverse("workspace-response-begin", args=[rival.company.key, response.request.slug])
    signed_in(rival.user).post(begin)
    assert not Response.objects.filter(company=rival.company).exists()


def test_a_request_that_the_clock_closes_in_the_middle_of_a_submission_takes_none_of_it() -> None:
    response, person, client = scene()
    answer(client, response, "text", text="Ten vans.")
    real = submitting.take_the_next_version

    def and_then_it_closes(current: Response) -> None:
        real(current)
        close(current.request_id)

    submitting.take_the_next_version = and_then_it_closes
    try:
        with pytest.raises(TooLate):
            submitting.submit(response, person)
    finally:
        submitting.take_the_next_version = real
    response.refresh_from_db()
    assert (response.state, response.versions, ResponseReceipt.objects.count()) == ("draft", 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_submit_at_once_make_one_version() -> None:
    response, person, client = scene()
    colleague = RepresentativeFactory(company=response.company).user
    answer(client, response, "text", text="Ten vans.")

    def submit(user: Any) -> int:
        return submitting.submit(Response.objects.get(pk=response.pk), user).version

    found = together(partial(submit, person), partial(submit, colleague))
    assert (found, ResponseReceipt.objects.count(), Answer.objects.filter(version=1).count()) == ([1, 1], 1, 1)


def test_a_representative_who_leaves_loses_access_and_the_draft_stays_with_the_company() -> None:
    response, person, client = scene()
    colleague = RepresentativeFactory(company=response.company)
    answer(client, response, "text", text="Hers.")
    response.company.representatives.filter(user=person).update(ended_at=timezone.now())
    assert answer(client, response, "text", text="No more.").status_code == 404
    assert client.post(page(response, "workspace-response-submit")).status_code == 404
    assert "Hers." in signed_in(colleague.user).get(page(response)).content.decode()
    response.company.representatives.update(ended_at=timezone.now())
    assert written(response, "text").text == "Hers."
    assert not Mail.objects.exists()


def test_a_correction_is_told_to_who_answers_and_is_no_change_of_hers() -> None:
    response, person, client = scene()
    answer(client, response, "text", text="Ten vans.")
    client.post(page(response, "workspace-response-submit"))
    manager = StaffRoleFactory(dialogue=response.request.dialogue).user
    correcting.correct(response.request.questions.first(), {"text_en": "How many, really?"}, manager)
    assert Mail.objects.filter(template="suppliers/mail/request_corrected").get().to == person.email
    shown = client.get(page(response)).content.decode()
    assert "How many, really?" in shown
    assert "Something was changed" not in shown


def test_the_pages_of_a_response_cost_the_same_with_many_answers() -> None:
    response, _person, client = scene()
    pages = [page(response), page(response, "workspace-answer", 1), page(response, "workspace-response-submit")]

    def cost() -> list[int]:
        counts = []
        for place in pages:
            with CaptureQueriesContext(connection) as found:
                assert client.get(place).status_code == 200
            counts.append(len(found))
        return counts

    answer(client, response, "text", text="One.")
    answer(client, response, "choice", chosen="1")
    client.get(pages[0])
    before = cost()
    answer(client, response, "several", option_1="on")
    answer(client, response, "date", day="2027-03-01")
    answer(client, response, "table", cell_0_0="A")
    assert cost() == before


def test_a_company_begins_only_while_answers_are_taken() -> None:
    person = RepresentativeFactory()
    request = opened(RequestQuestionFactory().request)
    made = beginning.begin(request, person.company, person.user, "nb")
    assert beginning.begin(request, person.company, person.user, "en") == made
    assert made.language == "nb"


def test_who_has_opened_answers_neither_begins_nor_submits_once_the_request_is_reopened_nor_a_company_she_joins() -> (
    None
):
    here = answered(2)
    slug, key = here.request.slug, here.responses[0].key
    signed_in(here.manager).get(reverse("workspace-answers-company", args=[slug, key]))
    reopening.reopen(here.request, in_hours(5), EASTER, here.manager)
    joined, other = here.responses[1], here.responses[0]
    fresh = RepresentativeFactory(user=here.manager).company
    colleagues = {one: RepresentativeFactory(company=one).user for one in (joined.company, other.company, fresh)}
    hers = RepresentativeFactory(company=joined.company, user=here.manager)
    for ends in (lambda: None, lambda: representing.leave(hers)):
        ends()
        for by in (here.manager, colleagues[fresh]):
            with pytest.raises(Refused, match="has read what others answered"):
                beginning.begin(here.request, fresh, by, "en")
        with pytest.raises(Refused, match="has read what others answered"):
            submitting.submit(joined, colleagues[joined.company])
    assert not Response.objects.filter(company=fresh).exists()
    assert joined.answers.being_written().count() == 4
    assert submitting.submit(other, colleagues[other.company]).version == 2


def test_who_opened_nothing_but_the_company_s_own_answers_or_was_refused_hinders_no_response() -> None:
    here = answered(2)
    own, manager = here.responses[0], here.manager
    reading.log(manager, here.request, WayOfReading.COMPANY, [own])
    reading.log(manager, here.request, WayOfReading.SUMMARY, here.responses, refused=True)
    left = RepresentativeFactory(company=own.company, ended_at=timezone.now())
    reading.log(left.user, here.request, WayOfReading.SUMMARY, here.responses)
    reopening.reopen(here.request, in_hours(5), EASTER, manager)
    by = RepresentativeFactory(company=own.company, user=manager).user
    assert submitting.submit(own, by).version == 2
