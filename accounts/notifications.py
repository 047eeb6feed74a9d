"""What people are told of their accounts."""

from accounts.models import User
from core.mail import Message, address
from core.periods import period

ACCOUNT_ENDS = Message("accounts/mail/account_ends")
ERASED = Message("accounts/mail/erased")


def account_ends(user: User) -> None:
    url = address("workspace", language=user.language)
    ACCOUNT_ENDS.send(user.email, user.language, about=user, person=user, url=url, time=period("accounts-warned"))


def erased(to: str, language: str) -> None:
    """About nobody: the person is gone, and the mail goes with the next retention run."""
    ERASED.send(to, language)
