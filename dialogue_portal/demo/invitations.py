"""What the bodies' e-mail domains are, and who is invited to them. Nothing is mailed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.files import read
from municipalities.enums import InvitationState
from municipalities.models import EmailDomain, Invitation


def load() -> int:
    places = bodies()
    made: list[tuple[Any, bool]] = [
        EmailDomain.objects.get_or_create(municipality=places[body], domain=domain)
        for body, domains in read("people")["domains"].items()
        for domain in domains
    ]
    made += [invitation(entry, places) for entry in read("people")["invitation"]]
    return sum(is_new for _row, is_new in made)


def invitation(entry: dict[str, Any], places: dict[str, Any]) -> tuple[Invitation, bool]:
    """One of each address for a body, in whatever state it is by now."""
    fields = {name: entry.get(name, "") for name in ("name", "language", "role", "state")}
    return Invitation.objects.get_or_create(
        municipality=places[entry["body"]],
        email=entry["email"],
        defaults={
            **fields,
            "invited_by": User.objects.filter(email=entry["by"]).first(),
            "links_sent": int(entry["state"] != InvitationState.NEEDS_CONSENT),
            "expires_at": timezone.now() + timedelta(days=entry["days"]),
        },
    )
