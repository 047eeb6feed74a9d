from datetime import date

import factory
from factory.django import DjangoModelFactory

from dialogues.enums import PartnerRole, Phase, StaffRoleKind
from dialogues.models import Contact, Dialogue, Milestone, News, Partner, StaffRole
from tests.factories.accounts import UserFactory, give_second_factor
from tests.factories.base import Translated


class DialogueFactory(Translated):
    class Meta:
        model = Dialogue

    slug = factory.Sequence(lambda n: f"dialogue-{n}")
    title = factory.Sequence(lambda n: f"Dialogue {n}")
    theme = "Emission-free delivery of goods and services"
    summary = "Cities and municipalities say together what they will ask for."
    phase = Phase.MARKET_DIALOGUE
    starts_on = date(2019, 6, 1)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    dialogue = factory.SubFactory(DialogueFactory)
    name = factory.Sequence(lambda n: f"Partner {n}")
    role = PartnerRole.PARTNER
    country = "NO"


class MilestoneFactory(Translated):
    class Meta:
        model = Milestone

    dialogue = factory.SubFactory(DialogueFactory)
    title = factory.Sequence(lambda n: f"Milestone {n}")
    on = date(2020, 3, 26)
    position = factory.Sequence(lambda n: n)


class NewsFactory(Translated):
    class Meta:
        model = News

    dialogue = factory.SubFactory(DialogueFactory)
    title = factory.Sequence(lambda n: f"News {n}")
    text = "The date is set."


class ContactFactory(Translated):
    class Meta:
        model = Contact

    dialogue = factory.SubFactory(DialogueFactory)
    role = "Programme manager"
    organisation = "Organisation"
    email = "dialogue@example.org"


class StaffRoleFactory(DjangoModelFactory):
    """A programme manager, or with a `country` its coordinator, with the second factor that both must have."""

    class Meta:
        model = StaffRole
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    dialogue = factory.SubFactory(DialogueFactory)
    country = ""
    kind = factory.LazyAttribute(lambda row: StaffRoleKind.COORDINATOR if row.country else StaffRoleKind.MANAGER)

    @factory.post_generation
    def second_factor(role: StaffRole, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        if extracted is not False:
            give_second_factor(role.user)
