"""The sections in which a need is written, each with what it still lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from needs.models import Need

TEXTS = ("title", "situation", "outcome", "constraints")  # what a need says in words, and what is translated


@dataclass(frozen=True)
class Section:
    """`is_done` says whether it holds something; `lacks` is the sentence where a need cannot be submitted without."""

    slug: str
    label: str | Promise
    is_done: Callable[[Need], bool]
    lacks: str | Promise = ""
    fields: tuple[str, ...] = ()
    url_name: str = ""

    def url(self, need: Need) -> str:
        if self.slug == "demand":
            return demand_url(need)
        if self.url_name:
            return reverse(self.url_name, args=[need.pk])
        return reverse("workspace-need-write", args=[need.pk, self.slug])


@dataclass(frozen=True)
class Progress:
    """A section of one need."""

    section: Section
    url: str
    is_done: bool

    @property
    def is_missing(self) -> bool:
        return not self.is_done and bool(self.section.lacks)


def demand_url(need: Need) -> str:
    """Where demand is read and written."""
    return reverse("workspace-need-demand", args=[need.pk])


def original(need: Need, field: str) -> str:
    """A text in the need's own language."""
    return getattr(need, build_localized_fieldname(field, need.language)) or ""


def has(field: str) -> Callable[[Need], bool]:
    return lambda need: bool(original(need, field).strip())


def has_dates(need: Need) -> bool:
    return any(line.contract_ends or line.earliest_start for line in need.demand_lines.all())


SECTIONS = (
    Section("title", _("Title and category"), has("title"), _("Give the need a title."), ("title",)),
    Section("today", _("Today"), has("situation"), _("Describe the situation today."), ("situation",)),
    Section("outcome", _("Wanted outcome"), has("outcome"), _("Describe the outcome that you want."), ("outcome",)),
    Section("constraints", _("Constraints"), has("constraints"), fields=("constraints",)),
    Section(
        "demand",
        _("Demand"),
        lambda need: bool(need.demand_lines.all()),
        _("State how much you need in at least one year."),
    ),
    Section("when", _("When"), has_dates),
    Section("cpv", _("CPV codes"), lambda need: bool(need.cpv_codes.all()), url_name="workspace-need-cpv"),
    Section(
        "attachments",
        _("Attachments"),
        lambda need: bool(need.attachments.all()),
        url_name="workspace-need-attachments",
    ),
)
WRITTEN = {section.slug: section for section in SECTIONS if section.fields or section.slug == "when"}


def progress(need: Need) -> list[Progress]:
    return [Progress(section, section.url(need), section.is_done(need)) for section in SECTIONS]


def missing(need: Need) -> list[Progress]:
    """What a need cannot be submitted without."""
    return [row for row in progress(need) if row.is_missing]


def following(slug: str) -> Section | None:
    """The section after this one; None after the last."""
    slugs = [section.slug for section in SECTIONS]
    place = slugs.index(slug) + 1
    return SECTIONS[place] if place < len(SECTIONS) else None


def menu(need: Need, slug: str) -> dict[str, Any]:
    """What every page of writing shows: the sections, which one this is, and how far the need is."""
    rows = progress(need)
    return {
        "sections": rows,
        "here": slug,
        "done": sum(row.is_done for row in rows),
        "of": len(rows),
        "demand_url": demand_url(need),
    }
