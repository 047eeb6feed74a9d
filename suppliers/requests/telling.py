"""What the market is told of a request: an entry of the ledger, and mails to the people of companies that answer.

Each is called in the transaction of the act, late: the ledger takes the lock on the dialogue's row.
"""

from datetime import datetime
from typing import Any

from core.texts import texts
from dialogues.enums import LedgerKind
from dialogues.ledger.recording import record
from dialogues.ledger.topics import topic
from needs.models import Challenge
from needs.publishing.sharing import topics_of
from suppliers.models import InformationRequest, RequestCorrection, RequestWithdrawal
from suppliers.notifications import requests as notifications
from suppliers.requests import papers

ROLE = "programme manager"


def share(kind: str, request: InformationRequest, by: Any, **kwargs: Any) -> None:
    if kind != LedgerKind.REQUEST_CLOSED:
        papers.owe(request)
    record(
        request.dialogue,
        kind,
        subject=request,
        titles=texts(request, "title"),
        page=("request", [request.slug]),
        topics=topics(request),
        by=by,
        role=ROLE if by else "",
        **kwargs,
    )


def topics(request: InformationRequest) -> list[str]:
    """Those of the challenges that its questions are about, and its own."""
    challenges = Challenge.objects.filter(request_questions__request=request).distinct().order_by("pk")
    found = [topic(request), *(name for challenge in challenges for name in topics_of(challenge))]
    return list(dict.fromkeys(found))


def deadline(at: datetime | None, request: InformationRequest) -> dict[str, str]:
    """For the ledger's details: exact, and as the zone's clocks show it."""
    return {"closes_at": at.isoformat(), "zone": request.zone} if at else {}


def opened(request: InformationRequest, by: Any) -> None:
    share(LedgerKind.REQUEST_OPENED, request, by, details=deadline(request.closes_at, request))


def corrected(correction: RequestCorrection, by: Any) -> None:
    question = correction.question
    details = {
        "question": question.position if question else None,
        "before": correction.before,
        "after": correction.after,
    }
    notifications.corrected(correction)
    share(LedgerKind.REQUEST_CHANGED, correction.request, by, details=details)


def extended(request: InformationRequest, by: Any, before: datetime | None) -> None:
    details = {"before": deadline(before, request), "after": deadline(request.closes_at, request)}
    notifications.extended(request)
    share(LedgerKind.REQUEST_EXTENDED, request, by, urgent=True, details=details)


def closed(request: InformationRequest) -> None:
    notifications.closed(request)
    share(LedgerKind.REQUEST_CLOSED, request, None, details=deadline(request.closes_at, request))


def reopened(request: InformationRequest, by: Any, reasons: dict[str, str], at: datetime) -> None:
    """`reasons` by language."""
    details = {**deadline(request.closes_at, request), "reason": reasons}
    notifications.reopened(request, reasons)
    share(LedgerKind.REQUEST_REOPENED, request, by, urgent=True, details=details, at=at)


def withdrawn(withdrawal: RequestWithdrawal, by: Any) -> None:
    notifications.taken_back(withdrawal)
    details = {"reason": texts(withdrawal, "reason")}
    share(LedgerKind.REQUEST_WITHDRAWN, withdrawal.request, by, urgent=True, details=details, at=withdrawal.at)


def missed(request: InformationRequest) -> None:
    """Nothing was shared: only its managers hear of it."""
    notifications.missed(request)
