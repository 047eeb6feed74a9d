"""200 people follow a board while some write: how long until all see it; and what one look costs the portal."""

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from bench.downloads import web
from bench.harness import Row, milliseconds, quickest
from bench.registrations import open_event
from core.public import public
from dialogue_portal.urls import urlpatterns as own_urls
from events.boards import snapshot
from events.boards.enums import BoardState
from events.boards.people import SALT, cookie_name
from events.models import Board, BoardGuest, BoardNote

PEOPLE, WRITERS, NOTES, SECONDS = 200, 20, 150, 30
EACH_WRITES_EVERY = 5.0  # seconds: four notes or dots a second come in
PAUSE, JITTER = 0.7, 0.2  # as static/js/wall.js
ROUNDS = 60
CHANCE = random.Random(7)  # noqa: S311 - people look at different moments


@public
def one_query(_request: HttpRequest, pk: int) -> HttpResponse:
    """The least that a view with the database can do."""
    return HttpResponse(str(Board.objects.values_list("version", flat=True).get(pk=pk)))


urlpatterns = [*own_urls, path("one-query/<int:pk>/", one_query)]


def measure() -> list[Row]:
    board, guests = filled()
    look, change, plain = costs(board, guests[0])
    with tempfile.TemporaryDirectory(prefix="portal-gunicorn-") as folder, web(Path(folder), workers=2) as port:
        room = asyncio.run(Room(port, board, guests).run())
    against = f"a view with one query: {milliseconds(plain)}"
    delays = sorted(room.delays)
    what = f"{PEOPLE} people follow, {WRITERS} write"
    return [
        Row("a look at a board on which nothing is new", milliseconds(look), against, plain / look, "≥ 1"),
        Row("a look that brings one of 150 notes", milliseconds(change), against, plain / change),
        Row(f"{what}: from writing until seen, 95th percentile", milliseconds(at(delays, 0.95)), goal="≤ 2,000 ms"),
        Row(f"{what}: from writing until the last one sees it", milliseconds(delays[-1])),
        Row(f"{what}: a note is answered, 95th percentile", milliseconds(at(sorted(room.posts), 0.95))),
        Row(f"{what}: a look, 95th percentile", milliseconds(at(sorted(room.looks), 0.95))),
        Row(f"{what}: looks a second", f"{len(room.looks) / SECONDS:,.0f}", f"{room.written} notes in {SECONDS} s"),
    ]


def at(values: list[float], share: float) -> float:
    return values[min(int(len(values) * share), len(values) - 1)]


def filled() -> tuple[Board, list[BoardGuest]]:
    board = Board.objects.create(event=open_event(), title="Vehicles", language="en", dots=5, state=BoardState.OPEN)
    guests = BoardGuest.objects.bulk_create(BoardGuest(event=board.event) for _person in range(PEOPLE))
    text = "Winter range of vans at fifteen below, measured on a real round through the city. "
    BoardNote.objects.bulk_create(
        BoardNote(board=board, guest=guests[number], text=text * 2, language="nb", version=1, written_at=timezone.now())
        for number in range(NOTES)
    )
    return board, guests


def cookie(guest: BoardGuest) -> str:
    return f"{cookie_name(guest.event_id)}={signing.dumps([guest.pk, guest.event_id], salt=SALT)}"


# One look, without a network


def costs(board: Board, guest: BoardGuest) -> list[float]:
    settings.ROOT_URLCONF = "bench.boards"
    handler = BaseHandler()
    handler.load_middleware()
    live = f"/en/events/board/{board.pk}/live/"
    etag = f'"{board.pk}-{board.version}"'
    BoardNote.objects.filter(pk=board.notes.order_by("-pk")[0].pk).update(version=2)
    snapshot.FRESH_SECONDS = 3600.0
    asks: list[tuple[str, str, int]] = [(live, etag, 304), (f"{live}?since=1", "", 200)]
    jobs = [asking(handler, address, cookie(guest), known, status) for address, known, status in asks]
    return quickest(ROUNDS, *jobs, asking(handler, f"/one-query/{board.pk}/", "", "", 200))


def asking(handler: BaseHandler, address: str, cookie: str, known: str, status: int) -> Callable[[], None]:
    place, _mark, query = address.partition("?")

    def ask() -> None:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": place,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_COOKIE": cookie,
            "HTTP_IF_NONE_MATCH": known,
            "wsgi.input": BytesIO(),
        }
        answer = handler.get_response(WSGIRequest(environ))
        if answer.status_code != status:
            raise SystemExit(f"{address} was answered with {answer.status_code}.")

    return ask


# The room


class Room:
    """Everybody in it, each with a connection of their own, through gunicorn as installed."""

    def __init__(self, port: int, board: Board, guests: list[BoardGuest]) -> None:
        self.port, self.board, self.guests = port, board, guests
        self.sent: dict[str, float] = {}
        self.delays: list[float] = []
        self.looks: list[float] = []
        self.posts: list[float] = []
        self.written = 0

    async def run(self) -> "Room":
        self.until = time.perf_counter() + SECONDS
        writers = [self.write(guest) for guest in self.guests[:WRITERS]]
        await asyncio.gather(*(self.follow(guest) for guest in self.guests), *writers)
        if len(self.delays) < self.written * PEOPLE * 0.9:
            raise SystemExit(f"{self.written} notes were seen {len(self.delays):,} times only.")
        return self

    async def follow(self, guest: BoardGuest) -> None:
        await asyncio.sleep(CHANCE.random() * (PAUSE + JITTER))
        line = await Line.open(self.port, cookie(guest))
        known, version, seen = "", 1, set()
        while time.perf_counter() < self.until + 3:
            started = time.perf_counter()
            status, headers, body = await line.get(f"/en/events/board/{self.board.pk}/live/?since={version}", known)
            now = time.perf_counter()
            self.looks.append(now - started)
            if status == 200:
                known, answer = headers["etag"], json.loads(body)
                version = answer["version"]
                fresh = {note["text"] for note in answer["notes"]} & self.sent.keys() - seen
                self.delays += [now - self.sent[text] for text in fresh]
                seen |= fresh
            elif status != 304:
                raise SystemExit(f"A look was answered with {status}.")
            await asyncio.sleep(PAUSE + CHANCE.random() * JITTER)

    async def write(self, guest: BoardGuest) -> None:
        await asyncio.sleep(CHANCE.random() * EACH_WRITES_EVERY)
        line = await Line.open(self.port, cookie(guest))
        while time.perf_counter() < self.until:
            text = f"Note {uuid4()}"
            self.sent[text] = time.perf_counter()
            fields = {"key": str(uuid4()), "text": text, "language": "nb"}
            status, _headers, body = await line.post(f"/en/events/board/{self.board.pk}/notes/", fields)
            if status != 200:
                raise SystemExit(f"A note was answered with {status}: {body[:200]!r}")
            self.posts.append(time.perf_counter() - self.sent[text])
            self.written += 1
            await asyncio.sleep(EACH_WRITES_EVERY)


class Line:
    """A kept connection, as a proxy has it: opened when there is something to ask, as gunicorn waits for that."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cookie: str) -> None:
        self.reader, self.writer = reader, writer
        self.head = f"Host: 127.0.0.1\r\nAccept: application/json\r\nCookie: {cookie}\r\n"

    @classmethod
    async def open(cls, port: int, cookie: str) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", port), cookie)

    async def get(self, address: str, known: str) -> tuple[int, dict[str, str], bytes]:
        return await self.ask(f"GET {address} HTTP/1.1\r\n{self.head}If-None-Match: {known}\r\n\r\n".encode())

    async def post(self, address: str, fields: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        sent = urlencode(fields).encode()
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sent)}\r\n\r\n"
        return await self.ask(f"POST {address} HTTP/1.1\r\n{self.head}{kind}".encode() + sent)

    async def ask(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _colon, value in (line.partition(": ") for line in head[1:])}
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return int(head[0].split()[1]), headers, body
