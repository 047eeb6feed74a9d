"""Several people of one public buyer stand behind one interest."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from core.addresses import is_within
from municipalities.bodies import OPEN_TO_ALL
from municipalities.models import Applicant, Interest


def waiting_of_same_body(interest: Interest) -> Interest | None:
    """The interest of the same body that staff have on their table; locked, so that it is not decided meanwhile."""
    if interest.municipality_id is None:
        return None
    same = Interest.objects.waiting().filter(dialogue=interest.dialogue_id, municipality=interest.municipality_id)
    return same.exclude(pk=interest.pk).select_for_update(of=("self",)).first()


def is_colleague(applicant: Applicant, interest: Interest) -> bool:
    """Whether her address alone tells that she may read what those behind the body's interest wrote, and they what she
    writes: hers stands there already, or hers and all of theirs are at the body's domains.

    A body without known domains has the one that they write from, unless anybody gets a mailbox there.
    """
    if interest.applicants.filter(email__iexact=applicant.email).exists():
        return True
    known = interest.municipality.email_domains.values_list("domain", flat=True) if interest.municipality else []
    domains = list(known) or {applicant.email.rpartition("@")[2]} - OPEN_TO_ALL
    theirs = interest.people.values_list("email", flat=True)
    return all(is_within(address, domains) for address in (applicant.email, *theirs))


def named_only(interest: Interest) -> dict[str, Any]:
    """What an interest says that names its body without being the body's, as if the register lacked it: staff judge."""
    return {
        "municipality": None,
        "body_name": interest.body_official_name,
        "body_kind": interest.municipality.kind if interest.municipality else interest.body_kind,
    }


def bring(people: QuerySet[Applicant], into: Interest) -> None:
    """They stand behind `into` from now on, which the caller has locked.

    Who stands behind it already stays where she wrote: one address, one person.
    """
    arriving = people.annotate(address=Lower("email")).values("address")
    into.applicants.filter(left_at__isnull=False).annotate(address=Lower("email")).filter(address__in=arriving).delete()
    there = into.applicants.annotate(address=Lower("email")).values("address")
    people.annotate(address=Lower("email")).exclude(address__in=there).update(interest=into)


def tell_the_trail(interest: Interest, applicant: Applicant, action: str = "joined") -> None:
    """Somebody more stands behind it, or it was set apart; its state stays."""
    interest.trail.create(action=action, from_state=interest.state, to_state=interest.state, applicant=applicant)
