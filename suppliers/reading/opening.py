"""Opening answers: whoever does so is written down, also who is refused because the deadline has not come.

Pages that only show something write nothing, but for this one line: it is what companies are promised.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from dialogues.enums import StaffRoleKind
from municipalities.enums import ParticipationRole
from municipalities.models import Membership, Municipality, Participation
from needs.models import Signature
from suppliers.models import InformationRequest, ReadingLog, RequestQuestion, Response
from suppliers.requests.enums import Readers, RequestState
from suppliers.responses.enums import WayOfReading


class TooEarly(Exception):
    """The deadline has not passed by the database's clock, or the request was withdrawn: nobody reads."""

    def __init__(self, request: InformationRequest) -> None:
        super().__init__(request)
        self.request = request


def requests_for(user: Any) -> QuerySet[InformationRequest]:
    """The requests whose answers the person reads once the deadline has passed. A test holds it to `readable_by`."""
    return requests_naming(user).filter(state__in=RequestState.valid())


def requests_naming(user: Any) -> QuerySet[InformationRequest]:
    """Those, and the withdrawn ones: she is told that nobody reads their answers."""
    public = InformationRequest.objects.public().select_related("dialogue")
    public = public.exclude(pk__in=InformationRequest.objects.answered_for(user))
    if user.is_superuser:
        return public
    managed = user.staff_roles.filter(kind=StaffRoleKind.MANAGER).values("dialogue")
    bodies = Membership.objects.filter(user=user).values("municipality")
    return public.filter(Q(dialogue__in=managed) | by_bodies(bodies))


def by_bodies(bodies: Any) -> Q:
    signed = Signature.objects.held_to().filter(
        statement__challenge__dialogue=OuterRef("dialogue"), municipality__in=bodies
    )
    takes_part = Participation.objects.filter(
        dialogue=OuterRef("dialogue"), municipality__in=bodies, role=ParticipationRole.PARTICIPANT
    )
    return Q(Exists(signed), readers=Readers.SIGNATORIES) | Q(Exists(takes_part), readers=Readers.PARTICIPANTS)


def body_of(user: Any, request: InformationRequest) -> Municipality | None:
    """The body for which the person reads; None for the managers."""
    if user.has_perm("suppliers.tag_answers", request) or user.is_superuser:
        return None
    bodies = Municipality.objects.filter(memberships__user=user).order_by("pk")
    reading = [row for row in bodies if InformationRequest.objects.filter(by_bodies([row.pk]), pk=request.pk).exists()]
    return reading[0] if reading else None


def is_over(request: InformationRequest) -> bool:
    """By the database's clock."""
    return InformationRequest.objects.over().filter(pk=request.pk).exists()


def check(user: Any, request: InformationRequest, way: WayOfReading, question: RequestQuestion | None = None) -> None:
    """Raises TooEarly before the deadline, or of what is withdrawn, once the attempt is written down."""
    if not is_over(request):
        log(user, request, way, (), question, refused=True)
        raise TooEarly(request)


def log(
    user: Any,
    request: InformationRequest,
    way: WayOfReading,
    responses: Iterable[Response],
    question: RequestQuestion | None = None,
    *,
    refused: bool = False,
) -> None:
    """Called before anything is shown, in the same request."""
    numbers = sorted({response.pk for response in responses})
    ReadingLog.objects.create(
        request=request, reader=user, way=way, question=question, responses=numbers, is_refused=refused
    )


def first_read_at(response: Response) -> datetime | None:
    """When the public buyers first opened the company's answers. The company is told the day, and not who it was."""
    rows = ReadingLog.objects.filter(request=response.request_id, responses__contains=[response.pk], is_refused=False)
    return rows.aggregate(at=Min("at"))["at"]
