"""To the people of companies that are answering a request, and to its managers. Each mail has one receiver."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from core.mail import Message, address
from dialogues.enums import StaffRoleKind
from suppliers.models import InformationRequest, RequestCorrection, RequestWithdrawal, Response

EXTENDED = Message("suppliers/mail/request_extended")
CORRECTED = Message("suppliers/mail/request_corrected")
REOPENED = Message("suppliers/mail/request_reopened")
CLOSED = Message("suppliers/mail/request_closed")
TAKEN_BACK = Message("suppliers/mail/request_withdrawn")
MISSED = Message("suppliers/mail/request_missed")
SUBMITTED = Message("suppliers/mail/response_submitted")
WITHDRAWN = Message("suppliers/mail/response_withdrawn")


def extended(request: InformationRequest) -> None:
    tell_answering(EXTENDED, request)


def reopened(request: InformationRequest, reasons: dict[str, str]) -> None:
    tell_answering(REOPENED, request, reasons=reasons)


def corrected(correction: RequestCorrection) -> None:
    tell_answering(CORRECTED, correction.request, question=correction.question)


def closed(request: InformationRequest) -> None:
    """Each company hears how its own response stands now."""
    tell_answering(CLOSED, request)


def taken_back(withdrawal: RequestWithdrawal) -> None:
    """Also to companies that have only begun, or took their response back."""
    tell_answering(TAKEN_BACK, withdrawal.request, withdrawal=withdrawal)


def tell_answering(message: Message, request: InformationRequest, **context: Any) -> None:
    for response in request.responses.select_related("company"):
        response.request = request
        tell(message, response, **context)


def submitted(response: Response, by: Any) -> None:
    tell(SUBMITTED, response, by=by)


def withdrawn(response: Response, by: Any) -> None:
    tell(WITHDRAWN, response, by=by)


def tell(message: Message, response: Response, **context: Any) -> None:
    """All who represent the company now."""
    company = response.company
    for person in people_of(response).order_by("pk"):
        url = address("workspace-response", company.key, response.key, language=person.language)
        message.send(
            person.email,
            person.language,
            response,
            person=person,
            company=company,
            information_request=response.request,
            response=response,
            url=url,
            **context,
        )


def people_of(response: Response) -> QuerySet[User]:
    representing = response.company.people if response.company.is_open else response.company.people.none()
    return User.objects.filter(pk__in=representing.values("user"), is_active=True)


def missed(request: InformationRequest) -> None:
    roles = request.dialogue.staff.filter(kind=StaffRoleKind.MANAGER)
    for person in User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk"):
        url = address("workspace-request", request.slug, language=person.language)
        MISSED.send(person.email, person.language, request, person=person, information_request=request, url=url)
