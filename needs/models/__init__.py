"""A file per thing: registers, need and what comes with it, challenge, statement, signature, brief."""

from needs.models.brief import Brief, CountedLog, DownloadCount, Edition
from needs.models.challenge import Challenge, ChallengeNeed, CurationAct, Intent, IntentChange, SourcePart
from needs.models.figures import FiguresBehind, PublishedDemand
from needs.models.found import FoundCount, PublicChallenge, PublicNeed
from needs.models.intake import Attachment, NeedComment, NeedTranslation
from needs.models.need import DemandLine, Need, NeedTransition
from needs.models.proposal import ProposedNeed, ProposedNeedTransition
from needs.models.registers import Category, CpvCode, ExchangeRate, Unit
from needs.models.search import SearchText
from needs.models.signature import Receipt, Reservation, Signature, SigningInvitation
from needs.models.statement import Clause, ClauseComment, Statement, StatementTransition
from needs.models.view import HiddenSimilar, SavedView

__all__ = [
    "Attachment",
    "Brief",
    "Category",
    "Challenge",
    "ChallengeNeed",
    "Clause",
    "ClauseComment",
    "CountedLog",
    "CpvCode",
    "CurationAct",
    "DemandLine",
    "DownloadCount",
    "Edition",
    "ExchangeRate",
    "FiguresBehind",
    "FoundCount",
    "HiddenSimilar",
    "Intent",
    "IntentChange",
    "Need",
    "NeedComment",
    "NeedTransition",
    "NeedTranslation",
    "ProposedNeed",
    "ProposedNeedTransition",
    "PublicChallenge",
    "PublicNeed",
    "PublishedDemand",
    "Receipt",
    "Reservation",
    "SavedView",
    "SearchText",
    "Signature",
    "SigningInvitation",
    "SourcePart",
    "Statement",
    "StatementTransition",
    "Unit",
]
