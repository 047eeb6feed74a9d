"""Public buyers, their people, and how they come into a dialogue."""

from municipalities.models.interest import Applicant, Interest, InterestStep
from municipalities.models.invitation import Invitation, InvitationStep
from municipalities.models.people import Membership, MembershipChange, Participation, ParticipationChange
from municipalities.models.register import EmailDomain, Municipality

__all__ = [
    "Applicant",
    "EmailDomain",
    "Interest",
    "InterestStep",
    "Invitation",
    "InvitationStep",
    "Membership",
    "MembershipChange",
    "Municipality",
    "Participation",
    "ParticipationChange",
]
