"""A person with one of everything that the portal keeps of people."""

import json
from importlib import import_module
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import User
from core.enums import MailState
from core.models import Submission
from dialogues.ledger.recording import record
from dialogues.models import PhaseChange, StaffInvitationStep, StaffRoleChange
from municipalities.enums import InvitationState
from municipalities.models import InterestStep, InvitationStep, MembershipChange, ParticipationChange
from needs.enums import ActKind, StatementState
from needs.models import (
    Attachment,
    ChallengeNeed,
    ClauseComment,
    CurationAct,
    HiddenSimilar,
    IntentChange,
    Need,
    NeedComment,
    NeedTransition,
    NeedTranslation,
    SavedView,
    SigningInvitation,
    Statement,
    StatementTransition,
)
from suppliers.models import CompanyInvitationStep, CompanyJoin, CompanyStep, RepresentativeChange
from tests.accounts.market_lives import in_the_market
from tests.factories import (
    ApplicantFactory,
    ChallengeFactory,
    CompanyFactory,
    DialogueFactory,
    IntentFactory,
    MailFactory,
    MembershipFactory,
    NeedFactory,
    ParticipationFactory,
    RepresentativeFactory,
    SignatureFactory,
    StaffRoleFactory,
    StatementFactory,
    UserFactory,
)
from tests.factories.invitations import InvitationFactory, StaffInvitationFactory
from tests.factories.suppliers import CompanyInvitationFactory, FollowerFactory, FollowFactory

NAME, ADDRESS, OTHER = "Åshild Ødegård", "ashild@oslo.example", "ashild.private@home.example"


def somebody() -> User:
    """With a role of every kind, and a trace in every trail."""
    user = UserFactory(name=NAME, email=ADDRESS)
    signing_in(user)
    acting_for_others(user)
    working_on_needs(user)
    coming_in(user)
    in_the_market(user, NAME, ADDRESS)
    written_down(user)
    return user


def signing_in(user: User) -> None:
    EmailAddress.objects.create(user=user, email=OTHER, verified=True, primary=False)
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "hush-hush", "migrated": [ADDRESS]})
    SocialAccount.objects.create(user=user, provider="oidc", uid=ADDRESS, extra_data={"name": NAME})
    for known in (True, False):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: "x", HASH_SESSION_KEY: "y", "email": ADDRESS})
        session.create()
        if known:
            UserSession.objects.create(user=user, ip="192.0.2.7", session_key=session.session_key, user_agent="Firefox")


def acting_for_others(user: User) -> None:
    membership, role = MembershipFactory(user=user), StaffRoleFactory(user=user)
    body, dialogue = membership.municipality, role.dialogue
    other = UserFactory()
    company = RepresentativeFactory(company__name="Vans AS").company  # of a colleague who stays
    RepresentativeFactory(user=user, company=company)
    RepresentativeChange.objects.create(company=company, user=user, to_value="representative", actor=user)
    invitation = CompanyInvitationFactory(company=company, email=ADDRESS, invited_by=user)
    CompanyJoin.objects.create(company=CompanyFactory(), into=company, asked_by=other, answered_by=user)
    FollowFactory(follower=FollowerFactory(user=user, email=""))
    CompanyStep.objects.create(subject=company, action="confirm", actor=user)
    CompanyInvitationStep.objects.create(subject=invitation, action="revoke", actor=user)
    StaffRoleFactory(dialogue=dialogue, user=other)
    MembershipChange.objects.create(municipality=body, user=user, to_value="editor", actor=other)
    MembershipChange.objects.create(municipality=body, user=other, actor=user, reason=f"says {NAME}")
    StaffRoleChange.objects.create(dialogue=dialogue, user=user, to_value="manager", actor=other)
    StaffRoleChange.objects.create(dialogue=dialogue, user=other, to_value="manager", actor=user)
    PhaseChange.objects.create(dialogue=dialogue, to_value="mapping", actor=user, reason=f"says {NAME}")
    to_staff = StaffInvitationFactory(dialogue=dialogue, email=ADDRESS, invited_by=user)
    StaffInvitationStep.objects.create(subject=to_staff, action="revoke", actor=user)
    record(dialogue, "news", subject=dialogue, titles={"en": "A date"}, page=("dialogues", []), topics=[], by=user)
    participation = ParticipationFactory(municipality=body, dialogue=dialogue)
    ParticipationChange.objects.create(municipality=body, dialogue=participation.dialogue, actor=user)


def working_on_needs(user: User) -> None:
    need, challenge = NeedFactory(), ChallengeFactory()
    statement = StatementFactory(challenge=challenge, released_by=user)
    step = {"action": "x", "from_state": "a", "to_state": "b", "actor": user, "reason": f"{NAME}, {ADDRESS}"}
    NeedTransition.objects.create(subject=need, **step)
    StatementTransition.objects.create(subject=statement, **step)
    ChallengeNeed.objects.create(challenge=challenge, need=need, added_by=user)
    agreeing(user, statement)
    speaking_of_needs(user, need)
    SavedView.objects.create(owner=user, name="Vans", query="q=van")
    HiddenSimilar.objects.create(user=user, first=need, second=NeedFactory())


def agreeing(user: User, statement: Statement) -> None:
    text = {"content": {}, "content_hash": "0" * 64}
    Statement.objects.filter(pk=statement.pk).update(state=StatementState.CIRCULATED, **text)
    body = MembershipFactory(user=user, role="signatory").municipality
    MembershipFactory(municipality=body, role="signatory")  # so that it does not lose its last one
    SignatureFactory(statement=statement, municipality=body, signed_by=user, content_hash="0" * 64, mandate="Case 12")
    SigningInvitation.objects.create(statement=statement, municipality=body, invited_by=user)
    ClauseComment.objects.create(statement=statement, author=user, language="nb", text=f"Says {NAME}")
    IntentChange.objects.create(subject=IntentFactory(), to_value="signed", actor=user)


def speaking_of_needs(user: User, need: Need) -> None:
    NeedTranslation.objects.create(need=need, language="en", original_mark="x", written_by=user)
    NeedComment.objects.create(need=need, author=user, language="nb", text=f"Ask {NAME}")
    Attachment.objects.create(need=need, name=f"{NAME}.pdf", size=1, added_by=user)
    CurationAct.objects.create(dialogue=need.dialogue, kind=ActKind.ADD, actor=user, reason=f"{NAME} said so")


def coming_in(user: User) -> None:
    applicant = ApplicantFactory(name=NAME, email=ADDRESS.upper(), job_title="Buyer", buys=f"Ask {NAME}")
    step = {"action": "x", "from_state": "a", "to_state": "b", "actor": user}
    InterestStep.objects.create(subject=applicant.interest, applicant=applicant, **step)
    invitation = InvitationFactory(name=NAME, email=OTHER, state=InvitationState.SENT)
    InvitationStep.objects.create(subject=invitation, **step)
    InvitationFactory(invited_by=user, accepted_by=None, state=InvitationState.ACCEPTED)


def written_down(user: User) -> None:
    about = DialogueFactory()
    sent = {"about": about, "state": MailState.SENT, "sent_at": timezone.now()}
    MailFactory(to=ADDRESS, subject=f"To {NAME}", text=ADDRESS, **sent)
    MailFactory(to=OTHER, text=NAME)
    MailFactory(to="boss@example.org", subject=f"{NAME} wants in", text=f"{NAME} ({ADDRESS})", **sent)
    Submission.objects.create(key=uuid4())
    log(user, user, f"{NAME} did it", "[]")
    log(UserFactory(), user, NAME, json.dumps([{"changed": {"object": NAME}}]))


def log(actor: User, about: User, said: str, message: str) -> None:
    LogEntry.objects.create(
        user=actor,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(about.pk),
        object_repr=said,
        action_flag=CHANGE,
        change_message=message,
    )
