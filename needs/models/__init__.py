"""A file per thing: registers, need, challenge, statement, brief."""

from needs.models.brief import Brief
from needs.models.challenge import Challenge, ChallengeNeed, Intent
from needs.models.need import DemandLine, Need, NeedTransition
from needs.models.registers import Category, CpvCode, Unit
from needs.models.search import SearchText
from needs.models.statement import Clause, Signature, Statement, StatementTransition
from needs.models.view import HiddenSimilar, SavedView

__all__ = [
    "Brief",
    "Category",
    "Challenge",
    "ChallengeNeed",
    "Clause",
    "CpvCode",
    "DemandLine",
    "HiddenSimilar",
    "Intent",
    "Need",
    "NeedTransition",
    "SavedView",
    "SearchText",
    "Signature",
    "Statement",
    "StatementTransition",
    "Unit",
]
