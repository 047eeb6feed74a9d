"""Files as answers: what somebody added is to be kept, and of a lost file every page says the same."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from suppliers.models import AnswerFile
from tests.access import boards, intake, reading, requests, telling
from tests.access.world import World
from tests.needs.roles import signed_in

FILE = b"%PDF-1.7\n"


def read_of_a_company(world: World) -> list[Any]:
    answer = reading.scene(world).answer(1, 0)
    kept = {"name": "a.pdf", "size": len(FILE), "content_type": "application/pdf"}
    file = AnswerFile.objects.create(answer=answer, file=ContentFile(FILE, "a"), **kept)
    return [answer.response.request.slug, file.key]


ADDED = {
    "workspace-need-attachment": (intake.file, "editor"),
    "workspace-answer-file": (requests.file, "supplier"),
    "workspace-answers-file": (read_of_a_company, "observer"),
    "workspace-material-file": (telling.file, "manager"),
    "event-material": (telling.public_file, "visitor"),
}
MADE = {
    "workspace-board-pdf": (boards.report, "manager"),
    "request-paper": (requests.paper, "visitor"),
}


def make_once() -> World:
    return World()


def asked(world: World, name: str) -> tuple[Any, str]:
    """Somebody who may read such a file, and its address."""
    args, role = (ADDED | MADE)[name]
    address = reverse(name, args=args(world))
    return signed_in(world.person(role)), address


@pytest.mark.parametrize("name", ADDED)
def test_what_somebody_added_is_to_be_kept_and_does_nothing_in_a_browser(name: str, made: World) -> None:
    client, address = asked(made, name)
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ADDED | MADE)
def test_a_lost_file_is_said_kept_by_nobody_and_found_in_the_log(
    name: str, made: World, settings, tmp_path: Path, caplog
) -> None:
    client, address = asked(made, name)
    settings.PRIVATE_ROOT = tmp_path / "empty"
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"], answer["Retry-After"]) == (503, "no-store", "120")
    assert "The file cannot be fetched right now" in answer.content.decode()
    assert "It is published" not in answer.content.decode()
    assert "A file cannot be read: " in caplog.text
