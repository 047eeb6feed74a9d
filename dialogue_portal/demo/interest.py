"""Interest in a dialogue, in every state that staff meet, taken through the same doors as in life."""

from datetime import timedelta
from typing import Any

from django.db.models import F

from accounts.models import User
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.dialogues import dialogues
from dialogue_portal.demo.files import read
from dialogue_portal.demo.needs import MANAGER
from dialogues.models import Dialogue
from municipalities.enums import MembershipRole, ParticipationRole
from municipalities.interest import applying, confirming, workflow
from municipalities.models import Applicant, Interest, Municipality


def load() -> int:
    known, places = dialogues(), bodies()
    missing = [entry for entry in read("interests")["interest"] if not is_there(entry)]
    for entry in missing:
        create(entry, known[entry["dialogue"]], places.get(entry.get("body", "")))
    return len(missing)


def is_there(entry: dict[str, Any]) -> bool:
    return Applicant.objects.filter(email=entry["person"][0]["email"]).exists()


def create(entry: dict[str, Any], dialogue: Dialogue, body: Municipality | None) -> None:
    people = [applying.apply(dialogue, typed(entry, person, dialogue, body)) for person in entry["person"]]
    if entry.get("unconfirmed"):
        return
    for person in people:
        confirming.confirm(person)
    interest = Interest.objects.get(pk=people[0].interest_id)
    decide(interest, entry.get("then", {}), User.objects.get(email=MANAGER))
    set_back(interest, entry["days"])


def typed(
    entry: dict[str, Any], person: dict[str, Any], dialogue: Dialogue, body: Municipality | None
) -> dict[str, Any]:
    """As the form hands it on. Themes are named by their place."""
    themes = list(dialogue.themes.all())
    return {
        "municipality": body,
        "country": body.country if body else entry["country"],
        **{name: entry.get(name, "") for name in ("body_name", "body_kind", "body_note")},
        "job_title": "",
        **person,
        "themes": [themes[place - 1] for place in person["themes"]],
    }


def decide(interest: Interest, then: dict[str, Any], by: User) -> None:
    match then.get("action"):
        case "accept":
            roles = dict.fromkeys(interest.people, MembershipRole.EDITOR)
            workflow.accept(interest, by, ParticipationRole.PARTICIPANT, roles)
        case str(action):
            getattr(workflow, action)(interest, by, then["text"], then["language"])


def set_back(interest: Interest, days: int) -> None:
    """As if all of it had come that many days ago."""
    ago = timedelta(days=days)
    everywhere = Interest.objects.filter(pk__in=[interest.pk, *interest.merged_from.values_list("pk", flat=True)])
    everywhere.update(created_at=F("created_at") - ago, waits_since=F("waits_since") - ago)
    interest.trail.update(at=F("at") - ago)
    interest.applicants.update(consented_at=F("consented_at") - ago, confirmed_at=F("confirmed_at") - ago)
