"""Several people of one public buyer stand behind one interest."""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from municipalities.models import Applicant, Interest


def waiting_of_same_body(interest: Interest) -> Interest | None:
    """The interest of the same body that staff have on their table; locked, so that it is not decided meanwhile."""
    if interest.municipality_id is None:
        return None
    same = Interest.objects.waiting().filter(dialogue=interest.dialogue_id, municipality=interest.municipality_id)
    return same.exclude(pk=interest.pk).select_for_update(of=("self",)).first()


def bring(people: QuerySet[Applicant], into: Interest) -> None:
    """They stand behind `into` from now on, which the caller has locked.

    Who stands behind it already stays where she wrote: one address, one person.
    """
    arriving = people.annotate(address=Lower("email")).values("address")
    into.applicants.filter(left_at__isnull=False).annotate(address=Lower("email")).filter(address__in=arriving).delete()
    there = into.applicants.annotate(address=Lower("email")).values("address")
    people.annotate(address=Lower("email")).exclude(address__in=there).update(interest=into)


def tell_the_trail(into: Interest, applicant: Applicant) -> None:
    """Somebody more stands behind it; its state stays."""
    into.trail.create(action="joined", from_state=into.state, to_state=into.state, applicant=applicant)
