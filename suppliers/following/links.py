"""Links in mails to those who follow: signed, each for one purpose."""

from django.core import signing

from accounts.invitations import VALID_DAYS
from suppliers.models import Follow, Follower

CONFIRM, OWN = "suppliers.follow.confirm", "suppliers.follow.own"
SECONDS = VALID_DAYS * 24 * 3600


def confirm_token(follow: Follow) -> str:
    """It names what is followed and not the row, whose number would tell how many follow."""
    return signing.dumps([follow.follower.key, follow.topic, follow.query], salt=CONFIRM)


def follow_of(token: str) -> Follow | None:
    """The follow that the link confirms; None for a link that is none of ours, too old, or of what is gone."""
    try:
        key, topic, query = signing.loads(token, salt=CONFIRM, max_age=SECONDS)
    except signing.BadSignature:
        return None
    found = Follow.objects.filter(follower__key=key, topic=topic, query=query)
    return found.select_related("follower__user").first()


def own_token(key: str) -> str:
    """Of a follower's key; the same in every mail, and without an end."""
    return signing.Signer(salt=OWN).sign(key)


def key_of(token: str) -> str:
    """Empty for a link that is none of ours."""
    try:
        return signing.Signer(salt=OWN).unsign(token)
    except signing.BadSignature:
        return ""


def follower_of(token: str) -> Follower | None:
    key = key_of(token)
    return Follower.objects.of_key(key).select_related("user").order_by("user_id").first() if key else None
