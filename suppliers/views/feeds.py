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


def newest(entries: LedgerEntryQuerySet) -> LedgerEntryQuerySet:
    return entries.with_what_is_left().select_related("dialogue").order_by("-at", "-pk")[:MOST]


def answer(request: HttpRequest, title: str, page: str, entries: Iterable[LedgerEntry]) -> HttpResponse:
    return HttpResponse(atom(title, page, request.path, entries), content_type="application/atom+xml; charset=utf-8")


@public
def dialogue_feed(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    entries = newest(LedgerEntry.objects.public().filter(dialogue=dialogue))
    return answer(request, str(text_of(dialogue, "title")), dialogue.get_absolute_url(), entries)


@public
def challenge_feed(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = get_object_or_404(Challenge.objects.public().select_related("published"), slug=slug)
    entries = newest(LedgerEntry.objects.public().about(topic(challenge)))
    return answer(request, str(text_of(challenge.published, "title")), reverse("challenge", args=[slug]), entries)


@public
def news_feed(request: HttpRequest) -> HttpResponse:
    entries = newest(LedgerEntry.objects.public().filter(kind=LedgerKind.NEWS))
    return answer(request, _("News"), reverse("news"), entries)


@public
def event_feed(request: HttpRequest) -> HttpResponse:
    return answer(request, _("Events"), reverse("events"), newest(LedgerEntry.objects.public().about(EVENTS)))
