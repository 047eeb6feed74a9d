"""To whoever asks to follow by an address: is it you?"""

from accounts.invitations import VALID_DAYS
from core.mail import Message, address
from suppliers.following.links import confirm_token, own_token
from suppliers.following.subjects import Subject
from suppliers.models import Follow

CONFIRM = Message("suppliers/mail/follow_confirm", secret=True)


def confirm(follow: Follow, subject: Subject, language: str) -> None:
    """Whoever follows it already is told so, by the same kind of mail."""
    follower = follow.follower
    url = address("follow-confirm", confirm_token(follow), language=language)
    own = address("follow-own", own_token(follower.key), language=language) if follow.confirmed_at else ""
    said = {"label": str(subject.label), "url": url, "own": own, "days": VALID_DAYS}
    CONFIRM.send(follower.email, language, follower, **said)
