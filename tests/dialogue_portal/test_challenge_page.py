"""A challenge's page is made once for as long as nothing changes of what it is made of (core/row_states.py)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from core.drawing import TEXTS
from municipalities.models import Municipality
from needs.models import Challenge, Need, Reservation
from needs.views.public import made_of
from suppliers.models import InformationRequest, RequestQuestion, Synthesis
from suppliers.questions import deadlines
from suppliers.requests.enums import RequestState
from suppliers.synthesis import writing
from tests.factories import EventFactory, IntentFactory, MunicipalityFactory, SignatureFactory
from tests.factories.reading import answered, synthesis
from tests.factories.requests import InformationRequestFactory, opened
from tests.suppliers.questions.scenes import Scene, scene

pytestmark = pytest.mark.django_db

SHORT = 40  # characters: what is shorter is a code, which would only be wrong
ON_THE_PAGE = {
    "dialogues.Dialogue",
    "events.Event",
    "municipalities.Municipality",
    "needs.Brief",
    "needs.Challenge",
    "needs.Intent",
    "needs.Need",
    "needs.Reservation",
    "needs.Signature",
    "needs.Statement",
    "suppliers.AnswerVersion",
    "suppliers.InformationRequest",
    "suppliers.SynthesisVersion",
}


def make_once() -> Scene:
    """Everything that the page can show is there, and as much beside it that it does not show."""
    here, other = scene(), scene()
    for place in (here, other):
        statement = place.challenge.published
        signature = SignatureFactory(statement=statement)
        clause = statement.clauses.first()
        Reservation.objects.create(
            signature=signature, clause_key=clause.key, clause_number=1, language="fi", text="Ei vielä."
        )
        IntentFactory(challenge=place.challenge)
        EventFactory(dialogue=place.dialogue)
        Need.objects.filter(uses__challenge=place.challenge).update(is_public=True)
        place.released()
        asked = answered(dialogue=place.dialogue)
        with whatever_the_rules():
            RequestQuestion.objects.filter(request=asked.request).update(challenge=place.challenge)
        heard = synthesis(asked)
        Synthesis.objects.filter(pk=heard.pk).update(challenge=place.challenge)
        heard.refresh_from_db()
        writing.publish(heard, writing.seen_of(heard.versions.get()), asked.manager)
    return here


@pytest.fixture
def here(made: Scene) -> Scene:
    return made


def page(here: Scene) -> str:
    """Made anew."""
    TEXTS.forget()
    return Client(raise_request_exception=False).get(here.challenge.get_absolute_url()).content.decode()


def state(here: Scene) -> str | None:
    return made_of().state(here.challenge.slug)


@contextmanager
def whatever_the_rules() -> Iterator[None]:
    """The database's triggers see nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def changed(model: type[models.Model], keys: list[int]) -> Iterator[None]:
    """All the texts of these rows are others meanwhile."""
    told = ", ".join(f"{name} = overlay({name} placing 'x' from 1)" for name in texts_of(model))
    with transaction.atomic():
        with whatever_the_rules(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET {told} WHERE {model._meta.pk.column} = ANY(%s)", [keys])  # noqa: S608 (names of ours)
        yield
        transaction.set_rollback(True)


def texts_of(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields if is_text(field)]


def is_text(field: models.Field) -> bool:
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and (field.max_length or SHORT) >= SHORT
    )


def rows() -> Iterator[tuple[type[models.Model], list[int]]]:
    """Of all that has texts, but for people and what happened to them."""
    places = ("dialogues", "events", "municipalities", "needs", "suppliers")
    for model in apps.get_models():
        if model._meta.app_label in places and texts_of(model):
            yield model, list(model._base_manager.values_list("pk", flat=True))


def states_after(here: Scene, model: type[models.Model], keys: list[int]) -> dict[int, str | None]:
    """The page's once the texts of each of these rows are others, but for those of which they can not be."""
    found = {}
    for key in keys:
        with suppress(DataError, IntegrityError), changed(model, [key]):
            found[key] = state(here)
    return found


def page_after(here: Scene, rows: list[tuple[type[models.Model], list[int]]]) -> str:
    """The page once the texts of all these rows are others."""
    with ExitStack() as stack:
        for model, keys in rows:
            stack.enter_context(changed(model, keys))
        return page(here)


def test_whatever_changes_the_page_changes_the_state_of_what_it_is_made_of(here: Scene) -> None:
    before, was, seen, others = page(here), state(here), set(), []
    for model, keys in rows():
        states = states_after(here, model, keys)
        others.append((model, [key for key in states if states[key] == was]))
        if any(page_after(here, [(model, [key])]) != before for key in states if states[key] != was):
            seen.add(model._meta.label)
    assert page_after(here, others) == before, "something on the page changes no state"
    assert (page(here), state(here), seen) == (before, was, ON_THE_PAGE)


def test_the_page_is_made_once_and_again_when_a_deadline_is_over(here: Scene, django_assert_num_queries) -> None:
    soon = timezone.now() + timedelta(hours=1)
    deadlines.set_deadline(here.dialogue, None, soon, "Europe/Oslo", here.manager)
    open_page, was = page(here), state(here)
    with django_assert_num_queries(1):
        assert Client().get(here.challenge.get_absolute_url()).content.decode() == open_page

    here.dialogue.question_deadlines.update(closes_at=timezone.now())
    over = state(here)
    assert over != was
    assert Client().get(here.challenge.get_absolute_url()).content.decode() == page(here) != open_page


def test_what_the_dialogue_has_open_is_on_the_page_though_it_asks_nothing_of_the_challenge(here: Scene) -> None:
    hours = (24, -1, 24)
    rfi, closed, withdrawn = (opened(InformationRequestFactory(dialogue=here.dialogue), hours=one) for one in hours)
    with whatever_the_rules():
        InformationRequest.objects.filter(pk=withdrawn.pk).update(state=RequestState.WITHDRAWN)
    assert [one.get_absolute_url() in page(here) for one in (rfi, closed, withdrawn)] == [True, False, False]
    was = state(here)
    with whatever_the_rules():
        InformationRequest.objects.filter(pk=rfi.pk).update(closes_at=timezone.now())
    assert state(here) != was
    assert rfi.get_absolute_url() not in page(here)


def test_what_a_body_became_a_part_of_at_last_is_part_of_what_the_page_is_made_of(here: Scene) -> None:
    body = Municipality.objects.filter(needs__uses__challenge=here.challenge).first()
    heir, last = MunicipalityFactory(), MunicipalityFactory()
    Municipality.objects.filter(pk=heir.pk).update(merged_into=last, closed_on=timezone.localdate())
    Municipality.objects.filter(pk=body.pk).update(merged_into=heir, closed_on=timezone.localdate())
    was = state(here)
    Municipality.objects.filter(pk=last.pk).update(official_name="Another")
    assert state(here) != was


def test_what_happens_elsewhere_leaves_the_page_as_it_is(here: Scene) -> None:
    was = state(here)
    other = Challenge.objects.exclude(pk=here.challenge.pk).get()
    IntentFactory(challenge=other)
    EventFactory(dialogue=other.dialogue)
    assert state(here) == was
    EventFactory(dialogue=here.dialogue)
    assert state(here) != was
    assert made_of().state("no-such-challenge") is None
