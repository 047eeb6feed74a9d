"""Questions of companies, the desk, and what everybody reads. Of another company's question nobody learns anything."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from suppliers.models import Question, QuestionAnswer
from suppliers.questions import asking, bundling, releasing
from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, NOBODY, SIGNED_IN, Access, World
from tests.factories import RepresentativeFactory
from tests.suppliers.questions.scenes import write

SUPPLIER = frozenset({"supplier"})
ANSWERING = frozenset({"manager"}) | ADMINISTRATOR


def of_company(world: World) -> list[str]:
    return [world.company.key]


def about(world: World) -> list[str]:
    return [*of_company(world), "dialogue", world.dialogue.slug]


def asked(world: World) -> Question:
    person = RepresentativeFactory(company=world.company).user
    return asking.ask(world.dialogue, world.company, person, text="How many?", language="en")


def own(world: World) -> list[str]:
    return [*of_company(world), asked(world).key]


def too_late(world: World) -> list[str]:
    keys = own(world)
    Question.objects.update(state="late")
    return keys


def question(world: World) -> list[str]:
    return [asked(world).key]


def answered(world: World) -> QuestionAnswer:
    answer = bundling.bundle([asked(world)], world.scene.manager)
    write(answer, world.scene.manager)
    return answer


def answer(world: World) -> list[str]:
    return [answered(world).key]


def due(world: World) -> list[str]:
    made = answered(world)
    releasing.release(made, world.scene.manager, release_at=datetime(2035, 1, 1, 12, tzinfo=UTC))
    return [made.key]


def released(world: World) -> list[str]:
    made = answered(world)
    releasing.release(made, world.scene.manager)
    return [made.key]


def public(world: World) -> list[str]:
    return [world.dialogue.slug, *released(world)]


def in_an_answer(world: World) -> list[str]:
    return [answered(world).questions.get().key]


def dialogue(world: World) -> list[str]:
    return [world.dialogue.slug]


def chosen(world: World) -> dict[str, Any]:
    return {"question": asked(world).key}


def words(_world: World) -> dict[str, str]:
    return {"text": "How many?", "language": "en", "key": str(uuid4())}


STEP = Access(read=SUPPLIER, send=SUPPLIER, args=own)
FORM = Access(read=ANSWERING, send=ANSWERING, args=answer)

ACCESS = {
    "dialogue-questions": Access(read=EVERYBODY, args=dialogue),
    "answer": Access(read=EVERYBODY, args=public),
    "workspace-ask": Access(read=SIGNED_IN, args=lambda world: about(world)[1:]),
    "workspace-company-questions": Access(read=SUPPLIER, args=of_company),
    "workspace-company-ask": Access(read=SUPPLIER, send=SUPPLIER, args=about, data=words),
    "workspace-company-question": Access(read=SUPPLIER, args=own),
    "workspace-company-question-edit": STEP,
    "workspace-company-question-withdraw": STEP,
    "workspace-company-question-send": Access(read=SUPPLIER, send=SUPPLIER, args=too_late),
    "workspace-questions": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-question-answers": Access(read=MANAGERS | ADMINISTRATOR),
    # One of another dialogue is not there to be chosen: the manager elsewhere is told so, and changes nothing
    "workspace-question-bundle": Access(read=NOBODY, send=MANAGERS | ADMINISTRATOR, data=chosen),
    "workspace-question": Access(read=ANSWERING, args=question),
    "workspace-question-decline": Access(read=ANSWERING, send=ANSWERING, args=question),
    "workspace-question-take-out": Access(read=NOBODY, send=ANSWERING, args=in_an_answer),
    "workspace-question-terms": Access(read=ANSWERING, send=ANSWERING, args=dialogue),
    "workspace-question-take-down": Access(read=ANSWERING, send=ANSWERING, args=dialogue),
    "workspace-question-answer": FORM,
    "workspace-answer-release": FORM,
    "workspace-answer-discard": FORM,
    # The scene's manager wrote it, and none of these is she
    "workspace-answer-check": Access(read=NOBODY, send=ANSWERING, args=answer),
    "workspace-answer-recall": Access(read=NOBODY, send=ANSWERING, args=due),
    "workspace-answer-correct": Access(read=NOBODY, send=ANSWERING, args=released),
    "workspace-answer-statement": Access(read=NOBODY, send=ANSWERING, args=answer),
}
