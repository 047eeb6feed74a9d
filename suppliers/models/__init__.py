from suppliers.models.company import (
    Company,
    CompanyInvitation,
    CompanyInvitationStep,
    CompanyStep,
    Representative,
    RepresentativeChange,
)

__all__ = [
    "Company",
    "CompanyInvitation",
    "CompanyInvitationStep",
    "CompanyStep",
    "Representative",
    "RepresentativeChange",
]
