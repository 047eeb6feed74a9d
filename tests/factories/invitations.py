from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from dialogues.enums import StaffRoleKind
from dialogues.models import StaffInvitation
from municipalities.enums import InvitationState, MembershipRole
from municipalities.models import EmailDomain, Invitation
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory
from tests.factories.municipalities import MunicipalityFactory


class EmailDomainFactory(DjangoModelFactory):
    class Meta:
        model = EmailDomain

    municipality = factory.SubFactory(MunicipalityFactory)
    domain = "example.org"


class StaffInvitationFactory(DjangoModelFactory):
    """To be Finland's coordinator; its first mail was sent just now."""

    class Meta:
        model = StaffInvitation

    dialogue = factory.SubFactory(DialogueFactory)
    email = factory.Sequence(lambda n: f"coordinator{n}@example.org")
    language = "nb"
    kind = StaffRoleKind.COORDINATOR
    country = "FI"
    reason = "New."
    invited_by = factory.SubFactory(UserFactory, is_superuser=True)
    links_sent = 1
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class InvitationFactory(DjangoModelFactory):
    """An administrator's invitation, whose first mail was sent just now."""

    class Meta:
        model = Invitation

    municipality = factory.SubFactory(MunicipalityFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    name = "Åse Þórsdóttir"
    language = "nb"
    role = MembershipRole.EDITOR
    state = InvitationState.SENT
    invited_by = factory.SubFactory(UserFactory, is_superuser=True)
    links_sent = 1
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
