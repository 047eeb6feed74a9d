import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from needs.enums import BriefState, ClauseKind, IntentStep, NeedState
from needs.models import (
    Attachment,
    Brief,
    Category,
    Challenge,
    ChallengeNeed,
    Clause,
    CpvCode,
    DemandLine,
    Edition,
    Intent,
    Need,
    ProposedNeed,
    Signature,
    Statement,
    Unit,
)
from tests.factories.base import Translated
from tests.factories.dialogues import DialogueFactory
from tests.factories.municipalities import MunicipalityFactory

SOME_DAY = datetime(2020, 3, 2, 9, tzinfo=UTC)


class CategoryFactory(Translated):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    slug = "deliveries"
    name = "Deliveries"


class CpvCodeFactory(Translated):
    class Meta:
        model = CpvCode
        django_get_or_create = ["code"]

    code = "60161000"
    name = "Parcel transport services"


class UnitFactory(Translated):
    class Meta:
        model = Unit
        django_get_or_create = ["slug"]

    slug = "deliveries"
    name = "deliveries"


class ProposedNeedFactory(DjangoModelFactory):
    class Meta:
        model = ProposedNeed

    dialogue = factory.SubFactory(DialogueFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    category = factory.SubFactory(CategoryFactory)
    language = "nb"
    title = "Rekkevidde om vinteren"


class NeedFactory(DjangoModelFactory):
    """An accepted need in Norwegian, with English beside it, and with a demand line unless `demand=None`."""

    class Meta:
        model = Need
        skip_postgeneration_save = True

    dialogue = factory.SubFactory(DialogueFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    category = factory.SubFactory(CategoryFactory)
    state = NeedState.ACCEPTED
    language = "nb"
    title_nb = factory.Sequence(lambda n: f"Behov {n}")
    title_en = factory.LazyAttribute(lambda need: need.title_nb.replace("Behov", "Need"))
    situation_nb = "Varene kommer med dieselbiler."
    situation_en = "Goods arrive in diesel vans."
    outcome_nb = "Varene kommer uten utslipp."
    outcome_en = "Goods arrive without emissions."

    @factory.post_generation
    def demand(need: Need, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        """`demand={2021: 300}` for other years and quantities."""
        for year, quantity in ({2021: 100} if extracted is None and not kwargs else extracted or {}).items():
            DemandLineFactory(need=need, year=year, quantity=Decimal(quantity), earliest_start=date(year, 1, 1))


class DemandLineFactory(DjangoModelFactory):
    class Meta:
        model = DemandLine

    need = factory.SubFactory(NeedFactory, demand={})
    year = 2021
    quantity = Decimal(100)
    unit = factory.SubFactory(UnitFactory)


class AttachmentFactory(DjangoModelFactory):
    """A PDF of a few bytes, or `content=b"…"`."""

    class Meta:
        model = Attachment
        skip_postgeneration_save = True

    need = factory.SubFactory(NeedFactory)
    name = "Addresses.pdf"
    content_type = "application/pdf"
    size = 0
    sha256 = "0" * 64

    @factory.post_generation
    def content(attachment: Attachment, create: bool, extracted: bytes | None, **kwargs: Any) -> None:  # noqa: N805
        content = extracted or b"%PDF-1.7\n"
        attachment.size = len(content)
        attachment.file.save(f"{attachment.need_id}/{attachment.pk}", ContentFile(content))


class ChallengeFactory(DjangoModelFactory):
    """A challenge with no needs, unless `needs=[…]`."""

    class Meta:
        model = Challenge
        skip_postgeneration_save = True

    dialogue = factory.SubFactory(DialogueFactory)
    slug = factory.Sequence(lambda n: f"challenge-{n}")
    category = factory.SubFactory(CategoryFactory)

    @factory.post_generation
    def needs(challenge: Challenge, create: bool, extracted: Iterable[Need] | None, **kwargs: Any) -> None:  # noqa: N805
        for need in extracted or []:
            ChallengeNeed.objects.create(challenge=challenge, need=need)


class StatementFactory(Translated):
    """A draft with a clause of each kind in all six languages; `clauses=0` leaves them out."""

    class Meta:
        model = Statement
        skip_postgeneration_save = True

    challenge = factory.SubFactory(ChallengeFactory)
    number = 1
    title = factory.Sequence(lambda n: f"Emission-free deliveries {n}")
    summary = "We ask for deliveries without emissions."
    invitation = "Tell us by 1 April how you can deliver."

    @factory.post_generation
    def clauses(statement: Statement, create: bool, extracted: int | None, **kwargs: Any) -> None:  # noqa: N805
        for position, kind in enumerate(list(ClauseKind)[:extracted], start=1):
            ClauseFactory(statement=statement, position=position, kind=kind)


class ClauseFactory(Translated):
    class Meta:
        model = Clause

    statement = factory.SubFactory(StatementFactory, clauses=0)
    position = factory.Sequence(lambda n: 100 + n)
    kind = ClauseKind.REQUIREMENT
    text = factory.LazyAttribute(lambda clause: f"Text of the {ClauseKind(clause.kind).value}")
    target_year = factory.LazyAttribute(lambda clause: 2025 if clause.kind == ClauseKind.TARGET else None)
    target_share = factory.LazyAttribute(lambda clause: 50 if clause.kind == ClauseKind.TARGET else None)


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = Signature

    statement = factory.SubFactory(StatementFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    signed_at = datetime(2020, 3, 1, 9, tzinfo=UTC)


class IntentFactory(DjangoModelFactory):
    class Meta:
        model = Intent

    challenge = factory.SubFactory(ChallengeFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    step = IntentStep.SHARES_NEED
    since = date(2020, 3, 1)


def first_edition(statement: Statement) -> Edition:
    day = SOME_DAY.date()
    return Edition.objects.get_or_create(statement=statement, number=1, defaults={"dated_on": day})[0]


class BriefFactory(DjangoModelFactory):
    """A brief that waits; `ready=b"%PDF…"` gives it that file."""

    class Meta:
        model = Brief
        skip_postgeneration_save = True

    statement = factory.SubFactory(StatementFactory)
    edition = factory.LazyAttribute(lambda brief: first_edition(brief.statement))
    language = "en"
    queued_at = SOME_DAY

    @factory.post_generation
    def ready(brief: Brief, create: bool, extracted: bytes | None, **kwargs: Any) -> None:  # noqa: N805
        if extracted is None:
            return
        brief.file.save(f"{brief.pk}.pdf", ContentFile(extracted), save=False)
        brief.state, brief.size, brief.pages = BriefState.READY, len(extracted), 4
        brief.sha256, brief.rendered_at = hashlib.sha256(extracted).hexdigest(), SOME_DAY
        brief.save()
