"""The dialogues with their partners, themes, milestones, contacts and participants."""

from typing import Any

from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.files import day_of, read, translated
from dialogues.enums import Precision
from dialogues.models import Contact, Dialogue, Milestone, Partner, Theme
from municipalities.enums import ParticipationRole
from municipalities.models import Municipality, Participation


def load() -> int:
    there = dialogues()
    missing = {slug: entry for slug, entry in read("dialogues").items() if slug not in there}
    known = bodies() if missing else {}
    for slug, entry in missing.items():
        there[slug] = create(slug, entry, there, known)
    return len(missing)


def dialogues() -> dict[str, Dialogue]:
    return {dialogue.slug: dialogue for dialogue in Dialogue.objects.filter(slug__in=read("dialogues"))}


def create(slug: str, entry: dict[str, Any], others: dict[str, Dialogue], known: dict[str, Municipality]) -> Dialogue:
    dialogue = Dialogue.objects.create(
        slug=slug,
        phase=entry["phase"],
        builds_on=others[entry["builds_on"]] if "builds_on" in entry else None,
        starts_on=day_of(entry, "starts_on"),
        ends_on=entry.get("ends_on"),
        **translated(**{name: entry[name] for name in ("title", "theme", "summary", "background")}),
    )
    Partner.objects.bulk_create(
        Partner(dialogue=dialogue, position=position, **partner)
        for position, partner in enumerate(entry.get("partner", []), start=1)
    )
    Theme.objects.bulk_create(
        Theme(dialogue=dialogue, position=position, **translated(name=part["name"]))
        for position, part in enumerate(entry.get("part", []), start=1)
    )
    Milestone.objects.bulk_create(
        milestone(dialogue, position, part) for position, part in enumerate(entry["milestone"], start=1)
    )
    Contact.objects.bulk_create(
        contact(dialogue, position, part) for position, part in enumerate(entry["contact"], start=1)
    )
    Participation.objects.bulk_create(
        Participation(
            dialogue=dialogue,
            municipality=known[body],
            since=group["since"],
            role=group.get("role", ParticipationRole.PARTICIPANT),
        )
        for group in entry["participation"]
        for body in group["bodies"]
    )
    return dialogue


def milestone(dialogue: Dialogue, position: int, entry: dict[str, Any]) -> Milestone:
    on, precision = day_of(entry), entry.get("precision", Precision.DAY)
    return Milestone(
        dialogue=dialogue,
        position=position,
        on=on.replace(day=1) if on and precision == Precision.MONTH else on,
        precision=precision,
        **translated(title=entry["title"]),
    )


def contact(dialogue: Dialogue, position: int, entry: dict[str, Any]) -> Contact:
    return Contact(
        dialogue=dialogue,
        position=position,
        organisation=entry["organisation"],
        email=entry["email"],
        **translated(role=read("contacts")[entry["role"]]),
    )
