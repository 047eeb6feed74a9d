"""The columns of staff's lists: what the page shows, sorts by, and the file holds."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.lists import Column
from core.sorting import in_alphabet, in_order
from core.texts import text_of
from municipalities.enums import Kind, MembershipRole, ParticipationRole
from municipalities.handled import by_country, by_dialogue, by_name


def dialogue_names(body: Any) -> str:
    """The dialogues that a body takes part in, with its role where it only observes."""
    return "; ".join(part_in_words(part) for part in body.participations.all())


def part_in_words(part: Any) -> str:
    title = str(text_of(part.dialogue, "title"))
    return title if part.role == ParticipationRole.PARTICIPANT else f"{title} ({part.get_role_display()})"


BODIES = [
    Column("name", _("Name"), str, by_name),
    Column("official", _("Official name"), lambda body: body.official_name, shown=False),
    Column("kind", _("Kind"), lambda body: body.get_kind_display(), partial(in_order, "kind", Kind), shown=False),
    Column("country", _("Country"), lambda body: body.get_country_display(), by_country),
    Column("region", _("Region"), lambda body: body.region, ["country", "region"], shown=False),
    Column("code", _("Official code"), lambda body: body.code, ["country", "code"]),
    Column("inhabitants", _("Inhabitants"), lambda body: body.population, ["population"], figure=True),
    Column("parent", _("Parent"), lambda body: body.parent, shown=False),
    Column("website", _("Website"), lambda body: body.website, shown=False),
    Column("dialogues", _("Part in dialogues"), dialogue_names),
    Column("people", _("People"), lambda body: body.people, ["people"], figure=True),
    Column("merged", _("Merged into"), lambda body: body.merged_into, shown=False),
    Column("closed", _("Closed on"), lambda body: body.closed_on, shown=False),
]

PEOPLE = [
    Column("name", _("Name"), lambda row: row.user.name, partial(in_alphabet, "user__name")),
    Column("email", _("E-mail address"), lambda row: row.user.email, ["user__email"], shown=False),
    Column("body", _("Municipality"), lambda row: row.municipality, partial(by_name, "municipality__")),
    Column(
        "country",
        _("Country"),
        lambda row: row.municipality.get_country_display(),
        partial(by_country, "municipality__"),
        shown=False,
    ),
    Column(
        "role",
        _("Role"),
        lambda row: row.get_role_display(),
        partial(in_order, "role", MembershipRole),
    ),
    Column("language", _("Language"), lambda row: row.user.get_language_display(), ["user__language"]),
    Column("joined", _("Joined"), lambda row: row.joined_at, ["joined_at"]),
]

PARTICIPATION = [
    Column("body", _("Municipality"), lambda row: row.municipality, partial(by_name, "municipality__")),
    Column("dialogue", _("Dialogue"), lambda row: text_of(row.dialogue, "title"), by_dialogue),
    Column("role", _("Role"), lambda row: row.get_role_display(), partial(in_order, "role", ParticipationRole)),
    Column("since", _("Since"), lambda row: row.since, ["since"]),
    Column(
        "country",
        _("Country"),
        lambda row: row.municipality.get_country_display(),
        partial(by_country, "municipality__"),
    ),
    Column("kind", _("Kind"), lambda row: row.municipality.get_kind_display(), shown=False),
    Column("code", _("Official code"), lambda row: row.municipality.code, shown=False),
    Column("parent", _("Parent"), lambda row: row.municipality.parent, shown=False),
    Column(
        "inhabitants",
        _("Inhabitants"),
        lambda row: row.municipality.population,
        ["municipality__population"],
        figure=True,
    ),
]
