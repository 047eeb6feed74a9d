"""The needs with their demand, in the state they have come to, with the trail that led there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zlib import crc32

from accounts.models import User
from core.workflow import step
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read, read_folder, translated
from dialogue_portal.demo.story import Happening
from needs.enums import NeedState
from needs.market import need_shown
from needs.models import Category, DemandLine, Need, NeedTransition, Unit

# The way to each state; whoever moves a need out of "submitted" is the programme manager.
WAYS = {
    NeedState.DRAFT: [],
    NeedState.SUBMITTED: ["submit"],
    NeedState.RETURNED: ["submit", "return"],
    NeedState.ACCEPTED: ["submit", "accept"],
    NeedState.DECLINED: ["submit", "decline"],
    NeedState.WITHDRAWN: ["submit", "withdraw"],
}
CURATED = {"return", "accept", "decline"}
MANAGER = "manager@example.org"


def load() -> int:
    there = needs()
    missing = [entry for entry in entries() if entry["key"] not in there]
    if missing:
        create(missing)
    return len(missing)


def entries() -> list[dict[str, Any]]:
    return [entry for file in read_folder("needs") for entry in file["need"]]


def needs() -> dict[str, Need]:
    """The files' needs in the database, by key. A need is known by when it was written; all else may change."""
    known = bodies()
    rows = Need.objects.filter(dialogue__slug__in=read("dialogues"))
    found = {(row.municipality_id, row.created_at): row for row in rows}
    identities = {
        entry["key"]: (known[entry["body"]].pk, written_at(entry)) for entry in entries() if entry["body"] in known
    }
    return {key: found[identity] for key, identity in identities.items() if identity in found}


def written_at(entry: dict[str, Any]) -> datetime:
    """A time of day, always the same, when the dialogue mapped its needs and the body took part."""
    window = read("dialogues")[entry["dialogue"]]["needs"]
    first = max(window["from"], takes_part_since(entry["dialogue"], entry["body"]))
    seed = crc32(entry["key"].encode())
    day = first + timedelta(days=seed % max(1, (window["until"] - first).days - 14))
    return datetime.combine(day, time(7), tzinfo=UTC) + timedelta(seconds=seed % 30_000)


def takes_part_since(dialogue: str, body: str) -> date:
    groups = read("dialogues")[dialogue]["participation"]
    return min((group["since"] for group in groups if body in group["bodies"]), default=date.min)


def create(missing: list[dict[str, Any]]) -> None:
    known, places = dialogues(), bodies()
    categories = {category.slug: category for category in Category.objects.all()}
    texts = ("title", "situation", "outcome", "constraints")
    made = [
        Need(
            dialogue=known[entry["dialogue"]],
            municipality=places[entry["body"]],
            category=categories[entry["category"]],
            language=entry["language"],
            state=entry["state"],
            is_illustrative=True,
            **translated(**{name: entry.get(name, {}) for name in texts}),
        )
        for entry in missing
    ]
    Need.objects.bulk_create(made)
    codes = Need.cpv_codes.through
    codes.objects.bulk_create(
        codes(need=need, cpvcode_id=code) for need, entry in zip(made, missing, strict=True) for code in entry["cpv"]
    )
    units = {unit.slug: unit for unit in Unit.objects.all()}
    DemandLine.objects.bulk_create(
        demand_line(need, line, units)
        for need, entry in zip(made, missing, strict=True)
        for line in entry.get("demand", [])
    )
    leave_trails(made, [written_at(entry) for entry in missing])


def demand_line(need: Need, entry: dict[str, Any], units: dict[str, Unit]) -> DemandLine:
    optional = {
        name: entry[name]
        for name in ("certainty", "contract_ends", "earliest_start", "value_min", "value_max", "currency")
        if name in entry
    }
    return DemandLine(
        need=need,
        year=entry["year"],
        quantity=entry["quantity"],
        unit=units[entry["unit"]],
        is_public=entry.get("public", False),
        **optional,
    )


def leave_trails(made: list[Need], written: list[datetime]) -> None:
    """Each need moved on week by week from when it was written."""
    manager = User.objects.get(email=MANAGER)
    authors = {
        membership.municipality_id: membership.user
        for body in {need.municipality for need in made}
        for membership in body.memberships.exclude(role="observer").select_related("user")
    }
    trail: list[NeedTransition] = []
    for need, at in zip(made, written, strict=True):
        need.created_at = need.changed_at = at
        before = NeedState.DRAFT.value
        for action in WAYS[NeedState(need.state)]:
            need.changed_at += timedelta(days=7)
            row = NeedTransition(
                subject=need,
                action=action,
                from_state=before,
                to_state=step(need, action).target,
                actor=manager if action in CURATED else authors.get(need.municipality_id),
                reason=read("reasons").get(action, {}).get(need.language, ""),
                at=need.changed_at,
            )
            trail.append(row)
            before = row.to_state
    Need.objects.bulk_update(made, ["created_at", "changed_at"])
    NeedTransition.objects.bulk_create(trail)


def happenings() -> Iterator[Happening]:
    """Their owners made some public, once they were accepted."""
    found = needs()
    for entry in entries():
        need = found.get(entry["key"])
        if entry.get("public") and need and need.state == NeedState.ACCEPTED and not shown(need):
            at = need.changed_at + timedelta(days=3)
            yield Happening(at, partial(show, need, at))


def shown(need: Need) -> bool:
    return need.is_public or need.trail.filter(action__in=("show", "hide")).exists()


def show(need: Need, at: datetime) -> None:
    """As its door leaves it: nobody of most bodies is in the demo."""
    Need.objects.filter(pk=need.pk).update(is_public=True)
    need.trail.create(action="show", from_state=need.state, to_state=need.state, actor=None, at=at)
    need_shown(need, None, at)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
