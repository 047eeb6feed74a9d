"""Requests that wait for a company's answer, on its start page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.texts import text_of
from core.zones import in_zone
from suppliers.companies.waiting import Waiting
from suppliers.models import Company, InformationRequest, Response
from suppliers.responses.enums import ResponseState


def requests_waiting(company: Company) -> list[Waiting]:
    """Those that take answers and have none of the company's submitted."""
    done = Response.objects.filter(company=company, state=ResponseState.SUBMITTED)
    rows = InformationRequest.objects.taking_answers().exclude(pk__in=done.values("request"))
    return [
        Waiting(
            _("Answer “%(title)s”") % {"title": text_of(rfi, "title")},
            reverse("workspace-responses", args=[company.key]),
            _("until %(deadline)s") % {"deadline": in_zone(rfi.closes_at, rfi.zone)} if rfi.closes_at else "",
        )
        for rfi in rows.order_by("closes_at", "pk")
    ]
