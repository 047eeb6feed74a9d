from dialogues.models.dialogue import Contact, Dialogue, Milestone, Partner, PhaseChange, Theme
from dialogues.models.ledger import LedgerEntry
from dialogues.models.ledger_file import LedgerFile
from dialogues.models.news import News
from dialogues.models.staff import StaffInvitation, StaffInvitationStep, StaffRole, StaffRoleChange

__all__ = [
    "Contact",
    "Dialogue",
    "LedgerEntry",
    "LedgerFile",
    "Milestone",
    "News",
    "Partner",
    "PhaseChange",
    "StaffInvitation",
    "StaffInvitationStep",
    "StaffRole",
    "StaffRoleChange",
    "Theme",
]
