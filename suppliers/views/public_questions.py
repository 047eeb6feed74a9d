"""Questions and answers as everybody reads them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from core.numbers import row_number
from core.public import public
from dialogues.enums import LedgerKind
from dialogues.models import Dialogue, LedgerEntry
from needs.models import Challenge
from suppliers.models import QuestionDeadline
from suppliers.questions import public as questions
from suppliers.questions.subjects import challenge_title

PER_PAGE = 20
LONGEST_QUERY = 200


@public
def question_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All that is answered in a dialogue, searched and narrowed to a challenge, or to what a ledger entry tells of."""
    dialogue = get_object_or_404(Dialogue, slug=slug)
    query, chosen = request.GET.get("q", "").strip()[:LONGEST_QUERY], request.GET.get("challenge", "")
    everything = questions.answers(dialogue)
    challenges = Challenge.objects.filter(pk__in=everything.exclude(challenge=None).order_by().values("challenge"))
    choices = [(row.slug, challenge_title(row)) for row in challenges.order_by("slug")]
    if chosen not in dict(choices):
        chosen = ""
    rows = everything.filter(challenge__slug=chosen) if chosen else everything
    if told := told_by(dialogue, request.GET.get("entry", "")):
        rows = rows.filter(key__in=told.answers)
    page: Any = Paginator(questions.shown(questions.found(rows, query)), PER_PAGE).get_page(request.GET.get("page"))
    narrowed = {"q": query, "challenge": chosen, "entry": told and told.number}
    kept = urlencode({name: value for name, value in narrowed.items() if value})
    context = {
        "dialogue": dialogue,
        "page": page,
        "query": query,
        "chosen": chosen,
        "choices": choices,
        "page_query": f"{kept}&" if kept else "",
        "is_narrowed": bool(kept),
        "deadlines": deadlines(dialogue),
    }
    return render(request, "suppliers/questions/public_list.html", context)


def told_by(dialogue: Dialogue, typed: str) -> LedgerEntry | None:
    """The entry of that number, if it tells of answers."""
    entries = LedgerEntry.objects.filter(dialogue=dialogue, kind=LedgerKind.ANSWERS_RELEASED)
    number = row_number(typed)
    return entries.filter(number=number).first() if number else None


def deadlines(dialogue: Dialogue) -> list[tuple[Any, Any]]:
    rows = QuestionDeadline.objects.filter(dialogue=dialogue).select_related("challenge").order_by("challenge")
    return [(row, challenge_title(row.challenge) if row.challenge else "") for row in rows]


@public
def answer(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One answer, as it reads now and as it read before."""
    rows = questions.shown(questions.answers(get_object_or_404(Dialogue, slug=slug)))
    found = get_object_or_404(rows, key=key)
    return render(request, "suppliers/questions/public_one.html", {"answer": found, "dialogue": found.dialogue})
