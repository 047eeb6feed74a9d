"""What waits for the people of public buyers, the same on their start page and on a body's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from municipalities.enums import MembershipRole
from municipalities.models import Invitation, Membership
from municipalities.rules import EDITORS
from needs.enums import NeedState, ProposalState
from needs.models import Need, ProposedNeed, SigningInvitation
from needs.signing import reading

SHOWN = 8  # rows of each list; the whole is a click away
UNFINISHED = (NeedState.RETURNED, NeedState.DRAFT)


@dataclass
class Waiting:
    """Of one body, by the reader's role in it: `to_sign` for signatories, `proposed` and `unfinished` for editors."""

    to_sign: list[SigningInvitation] = field(default_factory=list)
    proposed: list[ProposedNeed] = field(default_factory=list)
    unfinished: list[Need] = field(default_factory=list)
    has_signatory: bool = False
    invites_signatory: bool = False
    invited: int = 0

    @property
    def lacks_signatory(self) -> bool:
        """Nobody may sign, and nobody is asked to."""
        return not self.has_signatory and not self.invites_signatory

    @property
    def is_nothing(self) -> bool:
        return not self.lacks_signatory and not (self.to_sign or self.proposed or self.unfinished or self.invited)


def waiting(roles: Mapping[int, str]) -> dict[int, Waiting]:
    """Of each body, for who has the role in it (empty for staff), at as many queries for one as for many."""
    found = {body: Waiting() for body in roles}
    editing = [body for body, role in roles.items() if role in EDITORS]
    signing = [body for body, role in roles.items() if role == MembershipRole.SIGNATORY]
    for invitation in to_sign(signing):
        found[invitation.municipality_id].to_sign.append(invitation)
    for proposal in ProposedNeed.objects.filter(municipality__in=editing, state=ProposalState.PROPOSED):
        found[proposal.municipality_id].proposed.append(proposal)
    for need in unfinished(editing):
        found[need.municipality_id].unfinished.append(need)
    signatories = Membership.objects.filter(municipality__in=roles, role=MembershipRole.SIGNATORY)
    for body in signatories.values_list("municipality", flat=True):
        found[body].has_signatory = True
    invitations = Invitation.objects.open().filter(municipality__in=roles)
    for body, role in invitations.values_list("municipality", "role"):
        found[body].invited += 1
        found[body].invites_signatory |= role == MembershipRole.SIGNATORY
    return found


def to_sign(bodies: list[int]) -> list[SigningInvitation]:
    """What the bodies were asked to sign and have not answered."""
    waits = [row.invitation for row in reading.rows_of(bodies) if row.waits] if bodies else []
    return sorted(waits, key=reading.nearest)


def unfinished(bodies: list[int]) -> list[Need]:
    """What they have begun and not sent, the returned first."""
    return list(Need.objects.filter(municipality__in=bodies, state__in=UNFINISHED).order_by("-state", "-pk"))
