from dialogues.models.dialogue import Contact, Dialogue, Milestone, Partner, Theme
from dialogues.models.ledger import LedgerEntry
from dialogues.models.ledger_file import LedgerFile
from dialogues.models.news import News
from dialogues.models.staff import StaffRole, StaffRoleChange

__all__ = [
    "Contact",
    "Dialogue",
    "LedgerEntry",
    "LedgerFile",
    "Milestone",
    "News",
    "Partner",
    "StaffRole",
    "StaffRoleChange",
    "Theme",
]
