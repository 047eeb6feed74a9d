"""An open request is taken back, with the reason for everybody to read; what companies sent stays sealed for good."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.permissions import require
from core.texts import refuse_missing
from core.workflow import Refused, move
from suppliers.models import InformationRequest, RequestWithdrawal
from suppliers.requests import telling
from suppliers.requests.writing import RUN, lock_valid


def withdraw(request: InformationRequest, reasons: dict[str, str], by: Any) -> None:
    """Only while it takes answers: once the deadline has passed they are read. Raises Refused.

    `reasons` are localized names to the reason in every language.
    """
    require(by, RUN, request)
    with transaction.atomic():
        locked = lock_valid(request)
        if not InformationRequest.objects.taking_answers().filter(pk=locked.pk).exists():
            raise Refused(_("The request takes no answers now. It can only be withdrawn while it is open."))
        withdrawal = RequestWithdrawal(request=locked, by=by, **reasons)
        refuse_missing(withdrawal, "reason")
        withdrawal.save()
        move(locked, "withdraw", by, log={"at": withdrawal.at})
        telling.withdrawn(withdrawal, by)
    request.refresh_from_db()
