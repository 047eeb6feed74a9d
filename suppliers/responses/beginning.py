"""A company begins to answer a request. It has one response to each, whoever of its people begins it."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.workflow import Refused
from suppliers.companies import representing
from suppliers.models import Company, InformationRequest, ReadingLog, Response
from suppliers.requests.writing import lock


def begin(request: InformationRequest, company: Company, by: Any, language: str) -> Response:
    """The company's response, begun now or by a colleague before.

    Raises Refused once the deadline has passed, and PermissionDenied.
    """
    with transaction.atomic():
        company = representing.locked_for(by, company)
        found = Response.objects.filter(request=request, company=company).first()
        if found:
            return found
        lock(request)  # whoever withdraws it meanwhile tells this company too
        if not InformationRequest.objects.taking_answers().filter(pk=request.pk).exists():
            raise Refused(_("This request takes no answers now."))
        refuse_who_read(request, company)
        return Response.objects.create(request=request, company=company, language=language, begun_by=by)


def refuse_who_read(request: InformationRequest, company: Company) -> None:
    """Once a request is reopened no company answers it whose people know what others said. Raises Refused."""
    if ReadingLog.objects.by_people_of(company).filter(request=request).exists():
        raise Refused(
            _(
                "Somebody who represents the company, or did, has read what others answered, so the company can not "
                "answer this request now. What is written is kept."
            )
        )


def to_answer(company: Company) -> QuerySet[InformationRequest]:
    """What the company may answer, or has begun to: the soonest deadline first."""
    open_ones = InformationRequest.objects.taking_answers()
    mine = Response.objects.filter(company=company)
    found = InformationRequest.objects.public().filter(Q(pk__in=open_ones) | Q(pk__in=mine.values("request")))
    return found.select_related("dialogue", "withdrawal").order_by("-closes_at", "pk")
