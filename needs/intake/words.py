"""What a need's page says of where the need stands: what was done with it, and what comes next for whom."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from needs.enums import NeedState
from needs.models import Need

STEPS: dict[str, str | Promise] = {
    "submit": _("Submitted"),
    "return": _("Returned"),
    "accept": _("Accepted"),
    "decline": _("Declined"),
    "reopen": _("Answer taken back"),
    "withdraw": _("Withdrawn"),
    "show": _("Made public"),
    "hide": _("Not public any more"),
}
OWN: dict[str, str | Promise] = {
    NeedState.DRAFT: _("Only your own people see this draft. Submit it when it says what you need."),
    NeedState.SUBMITTED: _("Staff read it. They accept it, ask, or return it with what is missing; you hear by mail."),
    NeedState.RETURNED: _("Staff ask you for a change. Make it, and submit the need again."),
    NeedState.ACCEPTED: _("It may be joined with the needs of others into a challenge; you see here which."),
    NeedState.DECLINED: _("It is not taken up in this dialogue. It stays readable for you."),
    NeedState.WITHDRAWN: _("You have taken it back. It stays readable for you and for staff."),
}
STAFF: dict[str, str | Promise] = {
    NeedState.DRAFT: "",
    NeedState.SUBMITTED: _("It waits for your answer: accept it, return it with what is missing, or decline it."),
    NeedState.RETURNED: _("The municipality was asked for a change and submits it again."),
    NeedState.ACCEPTED: _("It can be joined into challenges. Its text does not change any more unless you return it."),
    NeedState.DECLINED: _("It is not taken up in this dialogue. You may take the answer back."),
    NeedState.WITHDRAWN: _("The municipality has taken it back."),
}


def what_next(need: Need, *, is_staff: bool) -> str | Promise:
    return (STAFF if is_staff else OWN)[NeedState(need.state)]
