from suppliers.models.company import (
    Company,
    CompanyInvitation,
    CompanyInvitationStep,
    CompanyStep,
    Representative,
    RepresentativeChange,
)
from suppliers.models.information_request import (
    InformationRequest,
    RequestCorrection,
    RequestQuestion,
    RequestTransition,
)
from suppliers.models.response import Answer, AnswerFile, Response, ResponseReceipt, ResponseTransition

__all__ = [
    "Answer",
    "AnswerFile",
    "Company",
    "CompanyInvitation",
    "CompanyInvitationStep",
    "CompanyStep",
    "InformationRequest",
    "Representative",
    "RepresentativeChange",
    "RequestCorrection",
    "RequestQuestion",
    "RequestTransition",
    "Response",
    "ResponseReceipt",
    "ResponseTransition",
]
