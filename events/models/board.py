"""The board of a workshop: needs and problems on notes, sorted into groups, with dots of those who were there."""

from typing import Any
from uuid import uuid4

import rules
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Paper
from core.workflow import Transition, TransitionLog
from events.boards.codes import new_code, new_long_code
from events.boards.enums import BoardState, NoteState
from events.models.event import Event, Session
from municipalities.models import Municipality
from needs.models import ClauseComment, ProposedNeed

S = BoardState
FACILITATE = "events.facilitate_board"
MOST_LETTERS = 500
MOST_DOTS = 50


class BoardCode(models.Model):
    """With this code people join the boards of an event. Without a row nobody can."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="board_code")
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("code for boards")
        verbose_name_plural = _("codes for boards")

    def __str__(self) -> str:
        return self.code


class Board(models.Model):
    """One board, of an event or of one of its sessions. `version` rises with every change of what it shows.

    Where the session is left out, the board stands for the whole event.

    `dots` is how many each person may give; 0 where nobody votes. Title and question are in `language`.
    """

    TRANSITIONS = (
        Transition("open", (S.DRAFT, S.CLOSED), S.OPEN, None),
        Transition("close", (S.OPEN,), S.CLOSED, None),
    )

    event = models.ForeignKey(Event, models.PROTECT, related_name="boards")
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="boards", verbose_name=_("session")
    )
    state = models.CharField(_("state"), max_length=20, choices=BoardState, default=BoardState.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(
        _("question"), max_length=300, blank=True, help_text=_("What everybody is asked to write down.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    dots = models.PositiveSmallIntegerField(
        _("dots for each person"),
        default=0,
        validators=[MaxValueValidator(MOST_DOTS)],
        help_text=_("With 0 nobody votes. More dots may be given at any time."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def dialogue(self) -> Any:
        return self.event.dialogue

    @property
    def is_open(self) -> bool:
        return self.state == BoardState.OPEN


class BoardTransition(TransitionLog):
    """Where the actor is empty, a facilitator without an account took the step."""

    subject = models.ForeignKey(Board, models.CASCADE, related_name="trail")


class BoardFacilitator(models.Model):
    """Somebody whom the manager named to lead a board; the code is handed over by word."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="facilitators")
    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_long_code)
    named_at = models.DateTimeField(_("named"), default=timezone.now)

    class Meta:
        verbose_name = _("facilitator of a board")
        verbose_name_plural = _("facilitators of boards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class BoardGuest(models.Model):
    """A browser that joined the boards of an event. Who it is may be said by a first name and a body, or not at all."""

    is_authenticated = False  # rules ask accounts as well

    event = models.ForeignKey(Event, models.CASCADE, related_name="board_guests")
    name = models.CharField(_("first name"), max_length=40, blank=True)
    body = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("public buyer")
    )
    facilitates = models.ManyToManyField(BoardFacilitator, related_name="guests")
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    class Meta:
        verbose_name = _("participant at boards")
        verbose_name_plural = _("participants at boards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, str(self.body or "")]))

    def has_perm(self, permission: str, subject: Any = None) -> bool:
        return bool(rules.has_perm(permission, self, subject))


class BoardGroup(models.Model):
    """A column of a board. Notes in none stand in the first."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="groups")
    title = models.CharField(_("title"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("group of notes")
        verbose_name_plural = _("groups of notes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class BoardNote(models.Model):
    """What somebody put down, in her own language; nobody else changes its words.

    `key` is made by the browser, so that a note sent twice is one. `version` is the board's when the note changed last.
    A note that was merged stands beneath the one it was merged into. `guest` is empty where staff wrote it.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="notes")
    key = models.UUIDField(default=uuid4, editable=False)
    guest = models.ForeignKey(BoardGuest, models.PROTECT, null=True, related_name="notes")
    text = models.CharField(pgettext_lazy("on a board", "note"), max_length=MOST_LETTERS, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    group = models.ForeignKey(BoardGroup, models.SET_NULL, null=True, related_name="notes")
    state = models.CharField(_("state"), max_length=20, choices=NoteState, default=NoteState.SHOWN)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    version = models.PositiveIntegerField(editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note on a board")
        verbose_name_plural = _("notes on boards")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "key"], name="board_note_once"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(state=NoteState.TAKEN_BACK), name="board_note_says_something"
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="board_note_not_into_itself"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Dot(models.Model):
    """How many of her dots somebody gave a note."""

    note = models.ForeignKey(BoardNote, models.CASCADE, related_name="dots")
    guest = models.ForeignKey(BoardGuest, models.CASCADE, related_name="dots")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("dots on a note")
        verbose_name_plural = _("dots on notes")
        constraints = [
            models.UniqueConstraint(fields=["note", "guest"], name="dots_once_per_person"),
            models.CheckConstraint(condition=Q(number__gt=0), name="dots_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.note}: {self.number}"


class NoteUse(models.Model):
    """What became of a note: a need proposed to a body, or a comment on a clause."""

    note = models.ForeignKey(BoardNote, models.PROTECT, related_name="uses")
    need = models.ForeignKey(ProposedNeed, models.CASCADE, null=True, related_name="notes")
    comment = models.ForeignKey(ClauseComment, models.CASCADE, null=True, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("use of a note")
        verbose_name_plural = _("uses of notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(need=None) ^ Q(comment=None), name="note_used_for_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.note} → {self.need or self.comment}"


class BoardReport(Paper):
    """A board's result as a PDF in one language.

    `version` is the board's when it was asked for. The paper is of the board as it is when the worker comes.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField()
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("report of a board")
        verbose_name_plural = _("reports of boards")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["board", "version", "language"], name="one_report_per_version")]

    def __str__(self) -> str:
        return f"{self.board}, {self.language}"
