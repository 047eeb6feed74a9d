from suppliers.models.answer import AnswerTransition, AnswerVersion, QuestionAnswer
from suppliers.models.company import (
    Company,
    CompanyInvitation,
    CompanyInvitationStep,
    CompanyJoin,
    CompanyStep,
    Representative,
    RepresentativeChange,
)
from suppliers.models.following import Follow, Follower, FormerKey, Mailing, Telling
from suppliers.models.information_request import (
    InformationRequest,
    RequestCorrection,
    RequestQuestion,
    RequestTransition,
    RequestWithdrawal,
)
from suppliers.models.question import Question, QuestionDeadline, QuestionTerms, QuestionTransition
from suppliers.models.reading import AnswerTag, AnswerTranslation, ReadingLog, ReadingNote, TaggedAnswer
from suppliers.models.request_paper import RequestPaper
from suppliers.models.response import Answer, AnswerFile, Response, ResponseReceipt, ResponseTransition
from suppliers.models.synthesis import Synthesis, SynthesisTransition, SynthesisVersion

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerTag",
    "AnswerTransition",
    "AnswerTranslation",
    "AnswerVersion",
    "Company",
    "CompanyInvitation",
    "CompanyInvitationStep",
    "CompanyJoin",
    "CompanyStep",
    "Follow",
    "Follower",
    "FormerKey",
    "InformationRequest",
    "Mailing",
    "Question",
    "QuestionAnswer",
    "QuestionDeadline",
    "QuestionTerms",
    "QuestionTransition",
    "ReadingLog",
    "ReadingNote",
    "Representative",
    "RepresentativeChange",
    "RequestCorrection",
    "RequestPaper",
    "RequestQuestion",
    "RequestTransition",
    "RequestWithdrawal",
    "Response",
    "ResponseReceipt",
    "ResponseTransition",
    "Synthesis",
    "SynthesisTransition",
    "SynthesisVersion",
    "TaggedAnswer",
    "Telling",
]
