"""The board's pages: joined by code without an account, used by forms and by the page's script."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from core.qr import qr_code
from events.boards import joining, keeping, notes
from events.boards.enums import BoardState
from events.enums import Audience
from events.models import BoardGuest
from tests.factories import BoardFactory, BoardNoteFactory, ParticipationFactory, StaffRoleFactory
from tests.reading import asked_by

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def board():
    return BoardFactory()


@pytest.fixture
def manager(board):
    return StaffRoleFactory(dialogue=board.event.dialogue).user


@pytest.fixture
def code(board, manager) -> str:
    return joining.let_join(board.event, manager).code


def joined(code: str, **said: object) -> Client:
    client = Client()
    answer = client.post("/en/events/board/", {"code": code, "key": uuid4(), "named": "1", **said})
    assert answer.status_code == 302, answer.content.decode()
    return client


def address(board, rest: str = "") -> str:
    return f"/en/events/board/{board.pk}/{rest}"


def typed(text: str = "Range in winter", **more: object) -> dict[str, object]:
    return {"key": str(uuid4()), "text": text, "language": "nb", **more}


def test_somebody_joins_without_account_or_session_and_says_who_she_is_or_not(board, code) -> None:
    oslo = ParticipationFactory(dialogue=board.event.dialogue, municipality__name="Oslo").municipality
    client = Client()
    page = client.get(f"/en/events/board/?code={code}").content.decode()
    assert f'value="{code}"' in page
    assert "sets a cookie on this device" in page
    assert client.cookies == {}, "nothing before she joins"
    form = {"code": code.lower(), "key": str(uuid4())}
    asked = client.post("/en/events/board/", form)
    assert "Who are you?" in asked.content.decode()
    assert f'name="key" value="{form["key"]}"' in asked.content.decode()
    answer = client.post("/en/events/board/", {**form, "named": "1", "name": " Kari\u202e ", "body": oslo.pk})
    assert answer.headers["Location"] == address(board)
    cookie = client.cookies[f"board-{board.event_id}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 604_800)
    assert list(client.cookies) == [f"board-{board.event_id}"]
    joined(code)
    assert list(BoardGuest.objects.values_list("name", "body")) == [("Kari", oslo.pk), ("", None)]


def test_a_wrong_code_an_unknown_board_and_a_foreign_one_look_the_same(board, code) -> None:
    foreign = BoardNoteFactory()
    client = joined(code)
    for path in (address(foreign.board), "/en/events/board/999999/", address(foreign.board, "live/?since=0")):
        assert client.get(path).headers["Location"] == "/en/events/board/"
    for path in (address(foreign.board, "notes/"), "/en/events/board/999999/notes/"):
        assert client.post(path, typed()).status_code == 403
    assert client.get(f"/en/events/board/of/{foreign.board.event.slug}/").status_code == 302
    key = uuid4()
    wrong = [Client().post("/en/events/board/", {"code": one, "key": key}).content for one in ("AAAAAA", "BBBBBBBBBB")]
    assert wrong[0].replace(b"AAAAAA", b"") == wrong[1].replace(b"BBBBBBBBBB", b"")
    forged = Client()
    forged.cookies[f"board-{board.event_id}"] = client.cookies[f"board-{board.event_id}"].value[:-2] + "xx"
    assert forged.get(address(board)).status_code == 302


def test_codes_are_tried_only_so_often(board, code, settings) -> None:
    joining.TRIES.count("127.0.0.0/24")
    for _try in range(joining.TRIES.most):
        joining.TRIES.wait("127.0.0.0/24")
    answer = Client().post("/en/events/board/", {"code": code, "key": uuid4(), "named": "1"})
    assert (answer.status_code, "Retry-After" in answer.headers, answer.cookies) == (429, True, {})


def test_notes_and_dots_by_plain_forms(board, code, manager) -> None:
    client = joined(code)
    form = typed("<b>Rekkevidde</b>")
    for _twice in range(2):
        assert client.post(address(board, "notes/"), form).headers["Location"] == address(board, "#wall")
    note = board.notes.get()
    page = client.get(address(board)).content.decode()
    assert 'lang="nb">&lt;b&gt;Rekkevidde&lt;/b&gt;</p>' in page
    client.post(address(board, f"notes/{note.pk}/dots/"), {"number": 2})
    page = client.get(address(board)).content.decode()
    assert ("<strong data-left>1</strong>" in page, '<span class="slip-given">2</span>' in page) == (True, True)
    keeping.step(board, "close", manager)
    late = client.post(address(board, "notes/"), typed("Too late"))
    assert (late.status_code, "Too late" in late.content.decode()) == (409, True), "what was typed is there"
    assert client.post(address(board, f"notes/{note.pk}/take-back/")).status_code == 409


def test_the_script_follows_by_versions_and_is_told_what_was_refused(board, code, manager) -> None:
    client, other = joined(code), joined(code)
    first = client.get(address(board, "live/?since=0"), headers=JSON)
    assert first.json()["notes"] == []
    assert client.get(address(board, "live/"), headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    sent = typed("Ladeplasser 🔌")
    made = other.post(address(board, "notes/"), sent, headers=JSON).json()
    assert other.post(address(board, "notes/"), sent, headers=JSON).json() == made
    fresh(board)
    news = client.get(address(board, f"live/?since={first.json()['version']}"), headers=JSON).json()
    assert [(note["id"], note["text"], note["language"]) for note in news["notes"]] == [
        (made["id"], "Ladeplasser 🔌", "nb")
    ]
    refused = client.post(address(board, f"notes/{made['id']}/dots/"), {"number": 4}, headers=JSON)
    assert (refused.status_code, refused.json()) == (409, {"error": "All your dots are given. Take one back first."})
    assert client.post(address(board, "notes/"), typed("x" * 501), headers=JSON).status_code == 409
    notes.hide(board.notes.get(), manager)
    fresh(board)
    assert client.get(address(board, "live/"), headers=JSON).json()["notes"] == []
    assert client.get(address(board, "live/?all=1"), headers=JSON).status_code == 302
    assert "Ladeplasser" not in client.get(address(board)).content.decode()


def fresh(board) -> None:
    """As if the quarter of a second were over."""
    from events.boards.snapshot import kept

    kept.pictures.pop(board.pk, None)


def test_a_form_from_another_site_is_refused(board, code) -> None:
    answer = joined(code).post(address(board, "notes/"), typed(), headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, board.notes.count()) == (403, 0)


def test_a_board_that_is_not_open_yet_is_seen_by_who_leads_it_alone(board, code, manager, client) -> None:
    draft = BoardFactory(event=board.event, state=BoardState.DRAFT)
    guest, leader = joined(code), joined(joining.name_facilitator(draft, "Mette", manager).code)
    client.force_login(manager)
    for rest in ("", "live/?since=0", "live/?own=1"):
        answers = [one.get(address(draft, rest)) for one in (guest, leader, client)]
        assert [answer.status_code for answer in answers] == [302, 200, 200], rest
        assert answers[0].headers["Location"] == "/en/events/board/"
    assert guest.post(address(draft, "notes/"), typed()).status_code == 403
    keeping.step(draft, "open", manager)
    fresh(draft)
    assert [guest.get(address(draft, rest)).status_code for rest in ("", "live/?since=0")] == [200, 200]


def test_a_manager_without_a_second_factor_leads_no_board(board, client, settings) -> None:
    client.force_login(StaffRoleFactory(dialogue=board.event.dialogue, second_factor=False).user)
    note = BoardNoteFactory(board=board)
    for path in (address(board), address(board, "live/?all=1"), f"/en/events/board/of/{board.event.slug}/"):
        assert client.get(path).headers["Location"] == "/en/events/board/"
    assert client.post(address(board, f"notes/{note.pk}/hide/")).status_code == 403
    settings.DEMO = True
    assert client.get(address(board)).context["leads"] is True


def test_the_manager_makes_boards_names_a_facilitator_and_the_wall_shows_the_code(board, code, manager, client) -> None:
    client.force_login(manager)
    slug, key = board.event.slug, str(uuid4())
    fields = {"title": "Hubs", "language": "da", "dots": 5, "key": key}
    for _twice in range(2):
        made = client.post(f"/en/workspace/events/{slug}/boards/", fields)
    hubs = board.event.boards.get(title="Hubs")
    assert made.headers["Location"] == f"/en/workspace/boards/{hubs.pk}/"
    client.post(f"/en/workspace/boards/{hubs.pk}/facilitators/", {"name": "Mette", "key": uuid4()})
    facilitator = hubs.facilitators.get()
    assert facilitator.code[:5] in client.get(f"/en/workspace/boards/{hubs.pk}/").content.decode()
    leader = joined(facilitator.code)
    assert leader.post(address(hubs, "open/")).status_code == 302
    assert leader.post(address(board, "close/")).status_code == 403
    leader.post(address(hubs, "groups/"), {"title": "Charging"})
    leader.post(address(hubs, "dots/"), {"dots": 7})
    hubs.refresh_from_db()
    assert hubs.dots == 7
    note = BoardNoteFactory(board=hubs)
    leader.post(address(hubs, f"notes/{note.pk}/sort/"), {"group": hubs.groups.get().pk})
    assert hubs.notes.get().group.title == "Charging"
    remove = address(hubs, f"groups/{hubs.groups.get().pk}/remove/")
    assert asked_by(leader.get(address(hubs)).content.decode(), remove) == "Remove …"
    assert "csrfmiddlewaretoken" not in leader.get(address(hubs)).content.decode()
    assert "Merge it into" not in leader.get(address(hubs, f"notes/{note.pk}/")).content.decode(), "there is no other"
    wall = client.get(address(hubs, "?view=wall")).content.decode()
    assert f"{code[:3]} {code[3:]}" in wall
    client.post(f"/en/workspace/events/{slug}/boards/code/", {"end": "1"})
    assert f"{code[:3]} {code[3:]}" not in client.get(address(hubs, "?view=wall")).content.decode()


def test_companies_at_a_workshop_are_never_named_to_each_other() -> None:
    board = BoardFactory(event__audience=Audience.SUPPLIERS)
    manager = StaffRoleFactory(dialogue=board.event.dialogue).user
    ParticipationFactory(dialogue=board.event.dialogue)
    client = joined(joining.let_join(board.event, manager).code, name="Per from Vans AS")
    client.post(address(board, "notes/"), typed())
    fresh(board)
    said = (
        json.dumps(client.get(address(board, "live/"), headers=JSON).json())
        + client.get(address(board)).content.decode()
    )
    assert ("Range in winter" in said, "Vans AS" in said) == (True, False)
    assert not BoardGuest.objects.exclude(name="").exists()


def test_the_wall_shows_the_room_nothing_that_is_hidden(board, code, manager, client) -> None:
    notes.hide(BoardNoteFactory(board=board, text="Buy from us!"), manager)
    client.force_login(manager)
    wall, own = (client.get(address(board, query)).content.decode() for query in ("?view=wall", ""))
    assert ("Buy from us!" in wall, "Buy from us!" in own) == (False, True)


def test_the_script_asks_what_is_its_own_once_notes_came_and_went(board, code, manager) -> None:
    client, other = joined(code), joined(code)
    made = [client.post(address(board, "notes/"), typed(text), headers=JSON).json()["id"] for text in ("One", "Two")]
    for pk in made:
        client.post(address(board, f"notes/{pk}/dots/"), {"number": 1}, headers=JSON)
    one, two = board.notes.order_by("pk")
    notes.merge(two, one, manager)
    own = {"notes": made, "dots": {str(one.pk): 2}, "left": 1}
    assert client.get(address(board, "live/?own=1"), headers=JSON).json() == own
    assert other.get(address(board, "live/?own=1"), headers=JSON).json() == {"notes": [], "dots": {}, "left": 3}
    notes.take_back(one, one.guest)
    assert client.get(address(board, "live/?own=1"), headers=JSON).json() == {"notes": made, "dots": {}, "left": 3}
    assert Client().get(address(board, "live/?own=1")).headers["Location"] == "/en/events/board/"
    shared = client.get(address(board, "live/?since=0"), headers=JSON).json()
    assert {"own", "left", "mine"} & {*shared, *shared["notes"][0]} == set(), "what all are told is of nobody"


def test_a_version_that_nobody_could_have_is_as_none(board, code) -> None:
    client = joined(code)
    BoardNoteFactory(board=board)
    fresh(board)
    for since in ("9" * 5000, "x", "-1", ""):
        assert len(client.get(address(board, f"live/?since={since}"), headers=JSON).json()["notes"]) == 1


def test_nobody_gets_more_dots_than_there_may_be(board, manager, client) -> None:
    client.force_login(manager)
    path = f"/en/workspace/boards/{board.pk}/"
    page = client.get(path).content.decode()
    assert 'name="dots"' in page
    assert 'max="50"' in page
    assert 'max="50"' in client.get(address(board)).content.decode()
    typed_in = {"title": "Other", "language": "da", "dots": 51}
    refused = client.post(path, typed_in)
    assert list(refused.context["form"].errors) == ["dots"]
    assert refused.context["board"].title == "Vehicles", "the heading says what is stored"
    client.post(path, {**typed_in, "dots": 50})
    board.refresh_from_db()
    assert (board.title, board.dots) == ("Other", 50)


def test_the_picture_for_cameras_is_made_for_the_wall_alone(board, code, manager, client) -> None:
    client.force_login(manager)
    own, wall = (client.get(address(board, query)).context for query in ("", "?view=wall"))
    spaced = f"{code[:3]} {code[3:]}"
    assert (own["code"], "qr" in own) == (spaced, False)
    assert (wall["code"], wall["join_address"]) == (spaced, "testserver/en/events/board/")
    page = f"http://testserver/en/events/board/?code={code}"
    assert wall["qr"] == qr_code(page, border=2, light="white") != qr_code(page)
