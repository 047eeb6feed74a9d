"""Who stands behind a statement: whose needs these are, who signed with which reservations, and how far each goes.

`standing` writes the list down as it is now, in JSON, for an edition; `Standing` reads it in one language. So the
page, which shows it as it is, and a brief, which shows it as it was, say the same in the same words.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from core.enums import Country
from core.pictures import Rung
from core.sorting import collation_key
from core.texts import Text, localized_names
from municipalities.mergers import Successors, successors
from municipalities.models import Municipality
from municipalities.participants import inhabitants as inhabitants_of
from needs.enums import Decision, IntentStep
from needs.frozen_bodies import Key, body_content, keys_of, row_key, row_name
from needs.models import Intent, Signature, Statement

Rows = dict[Key, dict[str, Any]]
LADDER = list(IntentStep)
OF_INTENT = ("step", "since", "notice")
NAMES, NUMBERS = ("official_name", "name", "region", "successor"), ("id", "region", "successor_id")
# What is read of a signature and of its body: the page of a challenge has no time for what it does not show
OF_SIGNATURE = ("statement", "signed_at", "language", "subject_to", "withdrawn_at", "withdrawal_reason")
OF_BODY = ("official_name", *localized_names("name"), "country", "kind", "region", "population", "closed_on")
OF_OTHERS = ("municipality__parent", "municipality__merged_into", "carried_from__statement__number")


@dataclass(frozen=True)
class Held:
    """A reservation on a clause, in the language of the body."""

    clause: int
    text: Text


@dataclass(frozen=True)
class Notice:
    """Where a body announced its call for tenders, and what came of it."""

    number: str
    url: str
    on: date | None
    buyer_group: str
    award_url: str
    awarded_on: date | None


@dataclass(frozen=True)
class Supporter:
    """A body behind the statement. `intent` is empty where it said nothing, `carried_from` the version it signed."""

    name: str
    country: Country
    signed_on: date | None = None
    intent: str = ""
    since: date | None = None
    carried_from: int | None = None
    subject_to: Text | None = None
    withdrawn_on: date | None = None
    withdrawal_reason: Text | None = None
    successor: str = ""
    reservations: tuple[Held, ...] = ()
    notice: Notice | None = None
    is_behind: bool = True


# Writing it down


def standing(statement: Statement) -> dict[str, Any]:
    """The list as it is now, and the inhabitants of all of them together: JSON values only."""
    content: dict[str, Any] = statement.content or {}
    rows: Rows = {row_key(body): {**body, "has_need": True} for body in content.get("bodies", [])}
    signed = counted_signatures(statement)
    for signature in signed:
        row_of(rows, signature.municipality).update(signature_content(signature))
    for intent in statement.challenge.intents.select_related("municipality").defer("municipality__search_name"):
        if intent.step != IntentStep.OBSERVING or not rows.keys().isdisjoint(keys_of(intent.municipality)):
            row_of(rows, intent.municipality).update(intent_content(intent))
    joined, now = [signature.municipality for signature in signed if signature.withdrawn_at is None], successors()
    mark_merged(rows, now)
    return {
        "bodies": sorted(rows.values(), key=lambda row: (*row_name(row), row.get("id", 0))),
        "inhabitants": inhabitants(content, joined, now),
    }


def counted_signatures(statement: Statement) -> list[Signature]:
    """Those that stand, and those that were withdrawn after publication: these are public notices."""
    found = (
        statement.signatures.filter(decision=Decision.APPROVE)
        .select_related("municipality", "carried_from__statement")
        .only(*OF_SIGNATURE, *(f"municipality__{name}" for name in OF_BODY), *OF_OTHERS)
        .prefetch_related("reservations", "municipality__merged_into", "municipality__parent")
        .order_by("signed_at", "pk")
    )
    published = statement.published_at
    return [
        signature
        for signature in found
        if signature.withdrawn_at is None or (published and signature.withdrawn_at >= published)
    ]


def row_of(rows: Rows, body: Municipality) -> dict[str, Any]:
    """The body's row; a new one where it has none yet."""
    key = next((key for key in keys_of(body) if key in rows), body.pk)
    return rows.setdefault(key, {**body_content(body), "has_need": False})


def signature_content(signature: Signature) -> dict[str, Any]:
    before, body = signature.carried_from, signature.municipality
    successor = body.successor if body.is_closed and body.merged_into_id else None
    withdrawal = {"withdrawal_reason": signature.withdrawal_reason, "withdrawal_language": signature.language}
    return {
        **(withdrawal if signature.withdrawn_at else {}),
        "signed_on": signature.signed_on.isoformat(),
        "carried_from": before and before.statement.number,
        "subject_to": signature.subject_to,
        "subject_language": signature.language,
        "withdrawn_on": signature.withdrawn_on and signature.withdrawn_on.isoformat(),
        "successor": successor.official_name if successor else "",
        "successor_id": successor and successor.pk,
        "reservations": [
            {"clause": held.clause_number, "language": held.language, "text": held.text}
            for held in signature.reservations.all()
        ],
    }


def intent_content(intent: Intent) -> dict[str, Any]:
    content: dict[str, Any] = {"step": intent.step, "since": intent.since.isoformat()}
    if intent.notice_number or intent.notice_url:
        content["notice"] = {
            "number": intent.notice_number,
            "url": intent.notice_url,
            "on": intent.notice_on and intent.notice_on.isoformat(),
            "buyer_group": intent.buyer_group,
            "award_url": intent.award_url,
            "awarded_on": intent.awarded_on and intent.awarded_on.isoformat(),
        }
    return content


def mark_merged(rows: Rows, now: Successors) -> None:
    """Also of a body that did not sign is said what it is a part of; of one without a number it is not known."""
    merged = [row for row in rows.values() if row.get("id") in now and not row.get("successor_id")]
    heirs = Municipality.objects.in_bulk({now[row["id"]] for row in merged}) if merged else {}
    for row in merged:
        heir = heirs[now[row["id"]]]
        row.update(successor=heir.official_name, successor_id=heir.pk)


def inhabitants(content: dict[str, Any], joined: list[Municipality], now: Successors) -> int | None:
    """Of the bodies whose needs these are, and of those that signed besides; nobody twice."""
    known = {row_key(body) for body in content.get("bodies", [])}
    heirs = {now[key] for key in known if isinstance(key, int)}
    more = [
        body
        for body in joined
        if body.pk not in heirs and known.isdisjoint([*keys_of(body), *keys_of(body.parent or body)])
    ]
    return (content.get("inhabitants") or 0) + inhabitants_of(more) or None


# Reading it


class Standing:
    """The list in one reader's language, by country and name as that language sorts."""

    def __init__(self, written: dict[str, Any], language: str) -> None:
        self.written = written
        self.language = language

    @cached_property
    def supporters(self) -> list[Supporter]:
        key = collation_key(self.language)
        rows = [self.read(row) for row in self.written["bodies"]]
        return sorted(rows, key=lambda body: (key(str(body.country.label)), key(body.name)))

    def read(self, row: dict[str, Any]) -> Supporter:
        step = self.step(row)
        return Supporter(
            name=self.name(row),
            country=Country(row["country"]),
            signed_on=day(row.get("signed_on")),
            intent=str(IntentStep(step).label) if step else "",
            since=day(row.get("since")),
            carried_from=row.get("carried_from"),
            subject_to=self.said(row, "subject_to", "subject_language"),
            withdrawn_on=day(row.get("withdrawn_on")),
            withdrawal_reason=self.said(row, "withdrawal_reason", "withdrawal_language"),
            successor=row.get("successor", ""),
            reservations=tuple(
                Held(held["clause"], Text(held["text"], held["language"])) for held in row.get("reservations", [])
            ),
            notice=read_notice(row.get("notice")),
            is_behind=row["has_need"] or is_signed(row),
        )

    def name(self, row: dict[str, Any]) -> str:
        """With its region where another of its country has the same name."""
        name, region = row["name"].get(self.language) or row["official_name"], row.get("region")
        return f"{name} ({region})" if region and self.named[row_name(row)] > 1 else name

    @cached_property
    def named(self) -> Counter[tuple[str, str]]:
        return Counter(map(row_name, self.written["bodies"]))

    def step(self, row: dict[str, Any]) -> str:
        """How far a body goes, once any says so: who signed has come so far at least, and nobody else has signed."""
        said = row.get("step", "")
        if is_signed(row) and self.tells_steps:
            return max(IntentStep.SIGNED, IntentStep(said or IntentStep.SIGNED), key=LADDER.index)
        return IntentStep.SHARES_NEED if said == IntentStep.SIGNED else said

    @cached_property
    def tells_steps(self) -> bool:
        return any(row.get("step") for row in self.written["bodies"])

    def said(self, row: dict[str, Any], words: str, language: str) -> Text | None:
        """What a body wrote with its signature, in the language in which it signed, where that is written down."""
        return Text(row[words], row.get(language) or self.language) if row.get(words) else None

    @cached_property
    def behind(self) -> list[Supporter]:
        """Whose needs these are and who signed, without those that only tell how far they mean to go."""
        return [body for body in self.supporters if body.is_behind]

    @cached_property
    def countries(self) -> list[Country]:
        return list(dict.fromkeys(body.country for body in self.behind))

    @property
    def inhabitants(self) -> int | None:
        return self.written["inhabitants"]

    @cached_property
    def held(self) -> list[Supporter]:
        """Those with reservations."""
        return [body for body in self.supporters if body.reservations]

    @cached_property
    def noticed(self) -> list[Supporter]:
        """Those that announced a call for tenders."""
        return [body for body in self.supporters if body.notice]

    @cached_property
    def ladder(self) -> list[Rung]:
        """How many bodies stand on each step, the foot first; empty where none said how far it goes."""
        steps = Counter(self.step(row) for row in self.written["bodies"])
        return [Rung(str(step.label), steps[step]) for step in LADDER] if self.tells_steps else []


def is_signed(row: dict[str, Any]) -> bool:
    return bool(row.get("signed_on") and not row.get("withdrawn_on"))


def read_notice(row: dict[str, Any] | None) -> Notice | None:
    if row is None:
        return None
    on, awarded = day(row["on"]), day(row["awarded_on"])
    return Notice(row["number"], row["url"], on, row["buyer_group"], row["award_url"], awarded)


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def same_signatories(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two lists differ in nothing but how far the bodies go, in days, or in what a body is called: that alone
    makes no new edition.

    Earlier editions have days of UTC, know bodies by name alone and not in which language they wrote what they are
    subject to; and whoever signs anew has been on a list as one that did not.
    """
    is_numbered = all("id" in row for row in [*one["bodies"], *other["bodies"]])
    left_out = {*OF_INTENT, "subject_language", *(NAMES if is_numbered else NUMBERS)}

    def compared(written: dict[str, Any]) -> list[dict[str, Any]]:
        rows = sorted(written["bodies"], key=itemgetter("id")) if is_numbered else written["bodies"]
        kept = [row for row in rows if row["has_need"] or row.get("signed_on")]
        return [
            {k: bool(v) if k in ("signed_on", "withdrawn_on") else v for k, v in row.items() if k not in left_out}
            for row in kept
        ]

    return compared(one) == compared(other)
