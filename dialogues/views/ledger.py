"""What the market was told: the public page with its files, and the page on which staff see whether all is well."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.exports import KINDS, export
from core.permissions import require
from core.public import FOR_A_MINUTE, public
from core.views.files import sent
from dialogues.enums import LedgerFileKind, LedgerKind
from dialogues.ledger import files
from dialogues.ledger.chain import breaks
from dialogues.ledger.columns import ACTOR, COLUMNS, as_json
from dialogues.ledger.dangers import dangers, dangers_for
from dialogues.models import Dialogue, LedgerEntry, LedgerFile

PAGE_LENGTH = 50


# For everybody


@public
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    entries, kind = narrowed(dialogue, request.GET.get("kind", ""))
    context = {
        "dialogue": dialogue,
        "page": Paginator(entries, PAGE_LENGTH).get_page(request.GET.get("page")),
        "kinds": kinds_of(dialogue),
        "kind": kind,
        "query": f"kind={kind.value}&" if kind else "",
        "last": entries_of(dialogue).first(),
        "files": LedgerFile.objects.filter(dialogue=dialogue, language=get_language()).exclude(file=""),
    }
    return render(request, "dialogues/ledger/ledger.html", context)


def entries_of(dialogue: Dialogue) -> QuerySet[LedgerEntry]:
    """The newest first. History that is loaded has times of its own."""
    entries = LedgerEntry.objects.filter(dialogue=dialogue).select_related("dialogue")
    return entries.with_what_is_left().order_by("-at", "-number")


def narrowed(dialogue: Dialogue, wanted: str) -> tuple[QuerySet[LedgerEntry], LedgerKind | None]:
    if wanted not in LedgerKind:
        return entries_of(dialogue), None
    return entries_of(dialogue).filter(kind=wanted), LedgerKind(wanted)


def kinds_of(dialogue: Dialogue) -> list[LedgerKind]:
    there = set(LedgerEntry.objects.filter(dialogue=dialogue).order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in LedgerKind if kind in there]


@public
def ledger_table(request: HttpRequest, slug: str) -> HttpResponseBase:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    response = export(entries_of(dialogue).reverse(), COLUMNS, "csv", _("what the market was told"))
    response["Cache-Control"] = FOR_A_MINUTE
    return response


@public
def ledger_json(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    return HttpResponse(as_json(dialogue, entries_of(dialogue).reverse()), content_type="application/json")


@public
def ledger_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The record or the pack in the language of the address, as it was made last."""
    if kind not in LedgerFileKind:
        raise Http404
    file = get_object_or_404(
        LedgerFile.objects.select_related("dialogue").exclude(file=""),
        dialogue__slug=slug,
        kind=kind,
        language=get_language(),
    )
    return sent(request, files.as_stored(file), files.download_name(file), cache_control=FOR_A_MINUTE)


# For staff


@require_safe
def ledgers(request: HttpRequest) -> HttpResponse:
    """The dialogues that the person manages, each with its dangers."""
    require(request.user, "dialogues.list_ledgers")
    rows = [(dialogue, dangers(dialogue)) for dialogue in Dialogue.objects.managed_by(request.user)]
    return render(request, "dialogues/ledger/ledgers.html", {"rows": rows})


@require_safe
def kept_ledger(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = managed(request.user, slug)
    entries = entries_of(dialogue).select_related("dialogue", "actor")
    kept: list[Any] = list(LedgerFile.objects.filter(dialogue=dialogue).with_latest())
    context = {
        "dialogue": dialogue,
        "dangers": dangers_for(request.user, dialogue),
        "breaks": list(breaks(dialogue)),
        "page": Paginator(entries, PAGE_LENGTH).get_page(request.GET.get("page")),
        "files": kept,
        "behind": [file for file in kept if file.number < file.latest],
        "troubled": [file for file in kept if file.error or file.missing],
    }
    return render(request, "dialogues/ledger/kept.html", context)


@require_safe
def kept_ledger_table(request: HttpRequest, slug: str, kind: Any) -> HttpResponseBase:
    """With the names of those who shared: for staff alone."""
    dialogue = managed(request.user, slug)
    if kind not in KINDS:
        raise Http404
    rows = entries_of(dialogue).select_related("dialogue", "actor").reverse()
    return export(rows, [*COLUMNS, ACTOR], kind, _("ledger"))


@require_POST
def make_files_again(request: HttpRequest, slug: str) -> HttpResponse:
    dialogue = managed(request.user, slug)
    files.again(dialogue)
    messages.success(request, _("The files are made anew. That takes a minute or two."))
    return redirect("workspace-ledger", slug)


def managed(user: Any, slug: str) -> Dialogue:
    dialogue = get_object_or_404(Dialogue, slug=slug)
    require(user, "dialogues.keep_ledger", dialogue)
    return dialogue
