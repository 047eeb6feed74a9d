"""What people are told of their accounts."""

from datetime import datetime

from accounts.models import User
from core.mail import Message, address

ACCOUNT_ENDS = Message("accounts/mail/account_ends")
ERASED = Message("accounts/mail/erased")
ERASED_ADDRESS = Message("accounts/mail/without_account/erased")


def account_ends(user: User, until: datetime) -> None:
    url = address("workspace", language=user.language)
    ACCOUNT_ENDS.send(user.email, user.language, about=user, person=user, url=url, until=until)


def erased(to: str, language: str) -> None:
    """About nobody: the person is gone, and the mail goes with the next retention run."""
    ERASED.send(to, language)


def erased_address(to: str, language: str) -> None:
    """Likewise, to somebody who had no account."""
    ERASED_ADDRESS.send(to, language)
