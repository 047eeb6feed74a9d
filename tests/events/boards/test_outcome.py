"""What notes become: needs that a body takes over or throws away, comments on clauses, files."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader

from core import forgetting
from core.models import Mail
from core.storage import private_files
from core.workflow import Refused, WrongState
from events.boards import becoming, joining, keeping, notes, report
from events.models import BoardReport, NoteUse
from needs.enums import NeedState, ProposalState
from needs.intake import proposing
from needs.models import ClauseComment, Need, ProposedNeed
from tests.factories import (
    BoardFactory,
    BoardGuestFactory,
    BoardNoteFactory,
    CategoryFactory,
    MembershipFactory,
    ParticipationFactory,
    StaffRoleFactory,
    TermsFactory,
)
from tests.needs.scenes import ready_to_circulate

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BoardFactory(title="Kjøretøy", language="nb", event__title="Workshop")


@pytest.fixture
def manager(board):
    return StaffRoleFactory(dialogue=board.event.dialogue).user


@pytest.fixture
def body(board):
    return ParticipationFactory(dialogue=board.event.dialogue, municipality__name="Oslo").municipality


@pytest.mark.sent_twice("workspace-board-need")
def test_notes_become_a_need_once_an_editor_of_the_body_takes_it_over(board, manager, body, client) -> None:
    editor = MembershipFactory(municipality=body, role="editor", user__language="nb").user
    one = BoardNoteFactory(board=board, text="Rekkevidde", guest=BoardGuestFactory(event=board.event, body=body))
    two = BoardNoteFactory(board=board, text="Lading om natten")
    notes.merge(BoardNoteFactory(board=board, text="Ladda på natten", language="sv"), two, manager)
    client.force_login(manager)
    path = f"/en/workspace/boards/{board.pk}/need/"
    page = client.get(path, {"note": [one.pk, two.pk]})
    form = page.context["form"]
    assert form.initial["situation"] == "Rekkevidde\n\nLading om natten\n\nLadda på natten"
    assert (form.initial["language"], form.initial["body"]) == ("nb", body.pk)
    said = {"title": "Rekkevidde om vinteren", "category": CategoryFactory().pk, "key": form["key"].value()}
    for _twice in range(2):
        client.post(path, {"note": [one.pk, two.pk], **form.initial, **said})
    proposal = ProposedNeed.objects.get()
    assert (Need.objects.count(), NoteUse.objects.filter(need=proposal).count()) == (0, 2)
    assert "Foreslått" in Mail.objects.get(to=editor.email).subject or "Rekkevidde" in Mail.objects.get().subject
    assert "Became a proposed need" in client.get(f"/en/workspace/boards/{board.pk}/").content.decode()

    theirs = Client()
    theirs.force_login(editor)
    assert "Rekkevidde om vinteren" in theirs.get("/en/workspace/").content.decode()
    assert "Workshop</a>, <span" in theirs.get(proposal.get_absolute_url()).content.decode()
    for _twice in range(2):
        taken = theirs.post(f"/en/workspace/proposals/{proposal.pk}/accept/")
    need = Need.objects.get()
    assert taken.headers["Location"] == f"/en/workspace/needs/{need.pk}/write/today/"
    assert (need.state, need.municipality, need.title_nb) == (NeedState.DRAFT, body, "Rekkevidde om vinteren")
    assert need.situation_nb.startswith("Rekkevidde\n\nLading")
    assert "Came from" in theirs.get(need.get_absolute_url()).content.decode()
    with pytest.raises(WrongState):
        proposing.throw_away(proposal, editor)


def test_what_is_thrown_away_is_no_need_and_nobody_else_answers(board, manager, body) -> None:
    editor = MembershipFactory(municipality=body, role="editor").user
    note = BoardNoteFactory(board=board)
    said = {"category": CategoryFactory(), "title": "Hubs", "situation": "", "language": "en"}
    proposal = becoming.propose_need(board, [note], manager, body=body, **said)
    becoming.propose_need(board, [note], manager, body=body, **said)
    assert Mail.objects.filter(to=editor.email).count() == 1, "who knows of one finds all of them"
    proposing.throw_away(proposal, editor)
    assert (proposal.state, Need.objects.count()) == (ProposalState.THROWN_AWAY, 0)
    with pytest.raises(Refused):
        becoming.propose_need(board, [note], manager, body=MembershipFactory().municipality, **said)
    with pytest.raises(Refused):
        becoming.propose_need(board, [BoardNoteFactory()], manager, body=body, **said)


@pytest.mark.sent_twice("workspace-board-comment")
def test_notes_become_a_comment_that_says_where_it_came_from(client) -> None:
    scene = ready_to_circulate()
    board = BoardFactory(event__dialogue=scene.dialogue, event__title="Workshop")
    note = BoardNoteFactory(board=board, text="Ten hours at minus 15", language="en")
    client.force_login(StaffRoleFactory(dialogue=scene.dialogue).user)
    page = f"/en/workspace/boards/{board.pk}/"
    path, clause = f"{page}comment/", scene.statement.clauses.first()
    assert path in client.get(page).content.decode()
    form = client.get(path, {"note": note.pk}).context["form"]
    sent = {**form.initial, "clause": clause.pk, "key": form["key"].value()}
    for _twice in range(2):
        client.post(path, {"note": note.pk, **sent})
    comment = ClauseComment.objects.get()
    assert (comment.clause, comment.municipality, comment.text) == (clause, None, "Ten hours at minus 15")
    said = client.get(f"/en/workspace/challenges/{scene.challenge.slug}/comments/").content.decode()
    assert ("Came from" in said, "The programme manager" in said, "None" in said) == (True, True, False)
    scene.statement.clauses.all().delete()
    assert path not in client.get(page).content.decode(), "there is no draft to comment on"


def test_the_result_as_csv_runs_no_formula_and_as_pdf_speaks_every_language(board, manager, client) -> None:
    guest = BoardGuestFactory(event=board.event)
    group = board.groups.create(title="Lading", position=1)
    board.title = "Kjøretøy 🚚"
    board.save()
    BoardNoteFactory(board=board, text="=HYPERLINK(1)", language="en")
    most = BoardNoteFactory(board=board, text="Hleðsla 🔌 á nóttunni", language="is", group=group)
    BoardNoteFactory(board=board, text="CO₂ at −15 °C, Київ", language="en")
    BoardNoteFactory(board=board, text="Hidden", state="hidden")
    notes.give_dots(most, 2, guest)
    client.force_login(manager)
    file = b"".join(client.get(f"/en/workspace/boards/{board.pk}/notes.csv").streaming_content).decode("utf-8-sig")
    rows = [line.split(";")[:5] for line in file.splitlines()]
    assert rows[1:] == [
        ["Lading", "Hleðsla 🔌 á nóttunni", "Íslenska", "", "2"],
        ["", "'=HYPERLINK(1)", "English", "", "0"],
        ["", "CO₂ at −15 °C, Київ", "English", "", "0"],
    ]
    for _twice in range(2):
        client.post(f"/en/workspace/boards/{board.pk}/report/")
    owed = BoardReport.objects.get()
    with translation.override("en"):
        assert report.make(owed.pk)
    owed.refresh_from_db()
    sent = client.get(f"/en/workspace/boards/{board.pk}/report/{owed.pk}.pdf")
    reader = PdfReader(BytesIO(b"".join(sent.streaming_content)))
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Hleðsla á nóttunni 2 dots" in text
    assert ("at −15 °C, ????" in text, "Hidden" in text) == (True, False)
    assert reader.trailer["/Root"]["/Lang"] == "en"


def pdf_of(board, language: str = "en") -> BoardReport:
    owed = BoardReport.objects.get(board=board, language=language, file="")
    with translation.override(language):
        assert report.make(owed.pk)
    owed.refresh_from_db()
    return owed


def files_of(board) -> list[str]:
    folder = f"boards/{board.pk}"
    return [f"{folder}/{name}" for name in private_files().listdir(folder)[1]]


def test_a_pdf_that_failed_is_asked_for_again_and_the_one_before_is_there_meanwhile(board, manager, client) -> None:
    client.force_login(manager)
    path = f"/en/workspace/boards/{board.pk}/"

    def offered() -> tuple[bool, bool, bool]:
        page = client.get(path).content.decode()
        return "As PDF" in page, "Make a PDF" in page, "The PDF is being made." in page

    seen = [offered()]
    client.post(f"{path}report/")
    seen.append(offered()[1:])
    client.get(path)  # what was said once is not said again
    seen.append(offered())
    BoardReport.objects.update(attempts=5)
    seen.append(offered())
    client.post(f"{path}report/")
    assert BoardReport.objects.get().attempts == 0
    first = pdf_of(board)
    BoardNoteFactory(board=board)
    keeping.change(board, manager, title="Biler")
    client.post(f"{path}report/")
    client.get(path)
    seen.append(offered())
    given = client.get(f"{path}report/{first.pk}.pdf")
    assert b"".join(given.streaming_content)[:4] == b"%PDF"
    given.close()
    assert seen == [
        (False, True, False),
        (False, True),
        (False, False, True),
        (False, True, False),
        (True, False, True),
    ]


def test_pdfs_from_before_a_newer_one_are_forgotten(board, manager, django_capture_on_commit_callbacks) -> None:
    note = BoardNoteFactory(board=board, text="My address is Storgata 1")
    for language in ("en", "nb"):
        report.owe(board, language, manager)
        pdf_of(board, language)
    assert len(files_of(board)) == 2
    notes.take_back(note, note.guest)
    report.owe(note.board, "sv", manager)
    keeping.change(board, manager, title="Biler")
    report.owe(board, "en", manager)
    with django_capture_on_commit_callbacks(execute=True):
        newest = pdf_of(board)
    rows = BoardReport.objects.order_by("pk").values_list("language", "file")
    assert list(rows) == [("sv", ""), ("en", str(newest.file))], "what is owed in another language comes"
    assert files_of(board) == [str(newest.file)]


def test_what_was_hidden_or_taken_back_beneath_a_note_is_passed_on_to_nobody(board, manager, client) -> None:
    one = BoardNoteFactory(board=board, text="Range")
    for text in ("In winter", "Buy from us!", "Mine"):
        beneath = BoardNoteFactory(board=board, text=text)
        notes.merge(beneath, one, manager)
        if text == "Buy from us!":
            notes.hide(beneath, manager)
        elif text == "Mine":
            notes.take_back(beneath, beneath.guest)
    client.force_login(manager)
    for kind, field in (("need", "situation"), ("comment", "text")):
        form = client.get(f"/en/workspace/boards/{board.pk}/{kind}/", {"note": one.pk}).context["form"]
        assert form.initial[field] == "Range\n\nIn winter"


def test_names_are_forgotten_in_their_time_and_the_notes_stay(board, body) -> None:
    note = BoardNoteFactory(board=board, guest=BoardGuestFactory(event=board.event, name="Kari", body=body))
    joining.name_facilitator(board, "Mette", StaffRoleFactory(dialogue=board.event.dialogue).user)
    soon = BoardGuestFactory(event=TermsFactory().event, name="Per")
    forgetting.forget()
    note.guest.refresh_from_db()
    soon.refresh_from_db()
    assert (note.guest.name, note.guest.body, soon.name) == ("", body, "Per")
    assert (board.facilitators.get().name, board.notes.get().text) == ("–", note.text)
