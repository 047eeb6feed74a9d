"""Feeds, as public and as cacheable as the pages beside them."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.public import public
from core.texts import text_of
from dialogues.enums import LedgerKind
from dialogues.ledger.topics import EVENTS, topic
from dialogues.models import Dialogue, LedgerEntry
from dialogues.models.ledger import LedgerEntryQuerySet
from needs.models import Challenge
from suppliers.following.feeds import MOST, atom
from suppliers.following.matching import FOUND_BY_SEARCH, News
from suppliers.following.subjects import asked_for

PUBLICATIONS = 200  # the newest, among which a search finds challenges


def newest(entries: LedgerEntryQuerySet, most: int = MOST) -> LedgerEntryQuerySet:
    return entries.with_what_is_left().select_related("dialogue").order_by("-at", "-pk")[:most]


def answer(feed: str, title: str, page: str, entries: Iterable[LedgerEntry]) -> HttpResponse:
    return HttpResponse(atom(title, page, feed, entries), content_type="application/atom+xml; charset=utf-8")


@public
def dialogue_feed(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    entries = newest(LedgerEntry.objects.public().filter(dialogue=dialogue))
    return answer(request.path, str(text_of(dialogue, "title")), dialogue.get_absolute_url(), entries)


@public
def challenge_feed(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = get_object_or_404(Challenge.objects.public().select_related("published"), slug=slug)
    entries = newest(LedgerEntry.objects.public().about(topic(challenge)))
    return answer(request.path, str(text_of(challenge.published, "title")), reverse("challenge", args=[slug]), entries)


@public
def news_feed(request: HttpRequest) -> HttpResponse:
    entries = newest(LedgerEntry.objects.public().filter(kind=LedgerKind.NEWS))
    return answer(request.path, _("News"), reverse("news"), entries)


@public
def event_feed(request: HttpRequest) -> HttpResponse:
    return answer(request.path, _("Events"), reverse("events"), newest(LedgerEntry.objects.public().about(EVENTS)))


@public
def follow_feed(request: HttpRequest, kind: str) -> HttpResponse:
    """Of a branch of the CPV or a search, named as in the address where it is followed."""
    subject = asked_for(kind, request.GET)
    shared = LedgerEntry.objects.public()
    entries: Iterable[LedgerEntry] = found_by(subject.query) if subject.query else newest(shared.about(subject.topic))
    return answer(subject.feed_url, str(subject.label), subject.url, entries)


def found_by(query: str) -> list[LedgerEntry]:
    """Publications of challenges that the search finds, the newest first."""
    rows = newest(LedgerEntry.objects.public().filter(kind__in=FOUND_BY_SEARCH), PUBLICATIONS)
    found = {entry.pk: entry for entry in News(rows).by_search(query)}
    return sorted(found.values(), key=lambda entry: (entry.at, entry.pk), reverse=True)[:MOST]
