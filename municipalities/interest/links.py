"""Links in mails to applicants: signed, so that nobody makes one up, and each for one purpose only."""

from dataclasses import dataclass

from django.core import signing

from municipalities.interest.terms import LINK_AGE
from municipalities.models import Applicant

CONFIRM, OWN = "municipalities.interest.confirm", "municipalities.interest.own"


class Tampered(Exception):
    """No link that the portal ever sent."""


@dataclass(frozen=True)
class Link:
    """Of a mail that asked to confirm: whose it is, and whether it still works."""

    applicant: Applicant | None  # None if she is forgotten
    works: bool


def confirm_token(applicant: Applicant) -> str:
    return signing.dumps([applicant.pk, applicant.links_sent], salt=CONFIRM)


def read_confirm_token(token: str) -> Link:
    """Raises Tampered. Only the newest link works, and no link longer than promised."""
    try:
        applicant_id, number = signing.loads(token, salt=CONFIRM)
    except signing.BadSignature as refusal:
        raise Tampered from refusal
    applicant = Applicant.objects.select_related("interest__dialogue").filter(pk=applicant_id).first()
    newest = applicant is not None and applicant.links_sent == number
    return Link(applicant, newest and is_fresh(token))


def is_fresh(token: str) -> bool:
    try:
        signing.loads(token, salt=CONFIRM, max_age=LINK_AGE)
    except signing.SignatureExpired:
        return False
    return True


def own_token(applicant: Applicant) -> str:
    """The same in every mail; it has no end, since her page says for as long as it is stored what became of it."""
    return signing.Signer(salt=OWN).sign_object(applicant.pk)


def read_own_token(token: str) -> Applicant | None:
    """Whose page it is; None if she is forgotten. Raises Tampered."""
    try:
        applicant_id = signing.Signer(salt=OWN).unsign_object(token)
    except signing.BadSignature as refusal:
        raise Tampered from refusal
    confirmed = Applicant.objects.filter(pk=applicant_id, confirmed_at__isnull=False)
    return confirmed.select_related(
        "interest__dialogue", "interest__municipality", "interest__merged_into__municipality"
    ).first()
