"""Rows for tests: `NeedFactory()` makes a need and everything that it stands on."""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.boards import BoardFactory, BoardGuestFactory, BoardNoteFactory
from tests.factories.core import MailFactory
from tests.factories.dialogues import (
    ContactFactory,
    DialogueFactory,
    MilestoneFactory,
    NewsFactory,
    PartnerFactory,
    StaffRoleFactory,
)
from tests.factories.event_telling import MaterialFactory, MinutesFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, TermsFactory
from tests.factories.interest import ApplicantFactory, InterestFactory, ThemeFactory
from tests.factories.municipalities import (
    EmailDomainFactory,
    MembershipFactory,
    MunicipalityFactory,
    ParticipationFactory,
)
from tests.factories.needs import (
    AttachmentFactory,
    BriefFactory,
    CategoryFactory,
    ChallengeFactory,
    ClauseFactory,
    CpvCodeFactory,
    DemandLineFactory,
    IntentFactory,
    NeedFactory,
    SignatureFactory,
    StatementFactory,
    UnitFactory,
)
from tests.factories.suppliers import CompanyFactory, RepresentativeFactory

__all__ = [
    "PASSWORD",
    "ApplicantFactory",
    "AttachmentFactory",
    "BoardFactory",
    "BoardGuestFactory",
    "BoardNoteFactory",
    "BriefFactory",
    "CategoryFactory",
    "ChallengeFactory",
    "ClauseFactory",
    "CompanyFactory",
    "ContactFactory",
    "CpvCodeFactory",
    "DemandLineFactory",
    "DialogueFactory",
    "EmailDomainFactory",
    "EventFactory",
    "IntentFactory",
    "InterestFactory",
    "MailFactory",
    "MaterialFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "MinutesFactory",
    "MunicipalityFactory",
    "NeedFactory",
    "NewsFactory",
    "ParticipationFactory",
    "PartnerFactory",
    "RegistrationFactory",
    "RepresentativeFactory",
    "SessionFactory",
    "SignatureFactory",
    "StaffRoleFactory",
    "StatementFactory",
    "TermsFactory",
    "ThemeFactory",
    "UnitFactory",
    "UserFactory",
]
