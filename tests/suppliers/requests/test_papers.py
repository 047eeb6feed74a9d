"""The questions of a request as a PDF: in every language, an edition for each change, never another file."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from core.languages import CODES
from suppliers.models import InformationRequest, RequestPaper
from suppliers.requests import correcting, opening, papers
from tests.factories.dialogues import StaffRoleFactory
from tests.factories.requests import RequestQuestionFactory, in_hours

pytestmark = pytest.mark.django_db


def opened_through_the_door() -> tuple[InformationRequest, Any]:
    request = RequestQuestionFactory(position=1, text_nb="Hva kan dere levere?").request
    manager = StaffRoleFactory(dialogue=request.dialogue).user
    opening.open_now(request, manager)
    return request, manager


def got(request: InformationRequest, edition: int, language: str = "nb") -> Any:
    return Client().get(f"/{language}/requests/{request.slug}/v{edition}/questions.pdf")


def editions() -> list[tuple[int, str]]:
    return sorted(RequestPaper.objects.values_list("edition", "language"))


def test_an_edition_is_owed_with_the_opening_and_each_change_and_stays_as_it_was_made() -> None:
    request, manager = opened_through_the_door()
    assert editions() == [(1, code) for code in sorted(CODES)]
    page = request.get_absolute_url().replace("/en/", "/nb/")
    assert "questions.pdf" not in Client().get(page).content.decode()
    assert got(request, 1).status_code == 404
    one = RequestPaper.objects.get(language="nb")
    assert [papers.make(one.pk), papers.make(one.pk)] == [True, False]
    assert f"/nb/requests/{request.slug}/v1/questions.pdf" in Client().get(page).content.decode()
    answer = got(request, 1)
    first = b"".join(answer.streaming_content)
    assert answer.headers["Cache-Control"] == papers.FOR_EVER
    assert (answer.headers["Content-Type"], dict(answer.cookies)) == ("application/pdf", {})
    reader = PdfReader(BytesIO(first))
    assert reader.trailer["/Root"]["/Lang"] == "nb"
    assert "Hva kan dere levere?" in reader.pages[0].extract_text()
    assert got(request, 1, "fi").status_code == 404

    correcting.correct(request.questions.get(), {"text_nb": "Hva leverer dere?"}, manager)
    # What was not made of the edition before would show the new text: it is gone
    assert editions() == sorted([(1, "nb"), *((2, code) for code in CODES)])
    assert not papers.make(one.pk)
    assert "questions.pdf" not in Client().get(page).content.decode()  # what is there shows the old text
    assert papers.make(RequestPaper.objects.get(edition=2, language="nb").pk)
    assert b"".join(got(request, 1).streaming_content) == first
    second = PdfReader(BytesIO(b"".join(got(request, 2).streaming_content)))
    assert "Hva leverer dere?" in second.pages[0].extract_text()
    assert "/v2/questions.pdf" in Client().get(page).content.decode()
    opening.extend(request, in_hours(500), manager)
    assert max(editions())[0] == 3


def test_a_paper_whose_request_changes_while_it_is_made_is_not_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    request, manager = opened_through_the_door()
    one, context = RequestPaper.objects.get(language="en"), papers.context

    def and_then_it_changes(paper: RequestPaper) -> Any:
        done = context(paper)
        correcting.correct(request.questions.get(), {"text_en": "What do you deliver?"}, manager)
        return done

    monkeypatch.setattr(papers, "context", and_then_it_changes)
    assert not papers.make(one.pk)
    assert not RequestPaper.objects.exclude(file="").exists()
    RequestPaper.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    assert (papers.settle(), papers.settle()) == (6, 0)
