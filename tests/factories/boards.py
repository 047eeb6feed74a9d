"""A board that is open, somebody who joined it, and a note of hers."""

import factory
from factory.django import DjangoModelFactory

from events.boards.enums import BoardState
from events.enums import Audience, EventKind
from events.models import Board, BoardGuest, BoardNote
from tests.factories.events import EventFactory


class BoardFactory(DjangoModelFactory):
    class Meta:
        model = Board

    event = factory.SubFactory(EventFactory, kind=EventKind.WORKSHOP, audience=Audience.MUNICIPALITIES)
    state = BoardState.OPEN
    title = "Vehicles"
    question = "What do you lack?"
    language = "en"
    dots = 3


class BoardGuestFactory(DjangoModelFactory):
    class Meta:
        model = BoardGuest

    event = factory.LazyAttribute(lambda _guest: BoardFactory().event)


class BoardNoteFactory(DjangoModelFactory):
    class Meta:
        model = BoardNote

    board = factory.SubFactory(BoardFactory)
    guest = factory.LazyAttribute(lambda note: BoardGuestFactory(event=note.board.event))
    text = factory.Sequence(lambda n: f"Note {n}")
    language = "nb"
    version = 1
