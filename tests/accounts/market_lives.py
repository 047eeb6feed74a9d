"""What the portal keeps of a person who speaks with the market, for a company or for the public buyers."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import User
from events.models import (
    BoardFacilitator,
    BoardTransition,
    BreakoutPlace,
    BreakoutRun,
    Breakouts,
    BreakoutWish,
    CalendarFeed,
    EventTransition,
    MaterialFile,
    MaterialTransition,
    MeetingDayStep,
    MeetingMinutes,
    MeetingMinutesStep,
    MeetingStep,
    MinutesTransition,
    NoteUse,
    Registration,
    RegistrationStep,
    Timetable,
)
from needs.models import ProposedNeedTransition
from suppliers.models import (
    AnswerFile,
    AnswerTag,
    AnswerTransition,
    AnswerTranslation,
    AnswerVersion,
    InformationRequest,
    Question,
    QuestionAnswer,
    QuestionDeadline,
    QuestionTransition,
    ReadingLog,
    ReadingNote,
    RequestCorrection,
    RequestTransition,
    RequestWithdrawal,
    Response,
    ResponseReceipt,
    ResponseTransition,
    Synthesis,
    SynthesisTransition,
    SynthesisVersion,
    TaggedAnswer,
)
from tests.factories import BoardFactory, BoardNoteFactory, CompanyFactory, DialogueFactory
from tests.factories.event_telling import MaterialFactory, MinutesFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.needs import ProposedNeedFactory
from tests.factories.requests import AnswerFactory, InformationRequestFactory, RequestQuestionFactory, ResponseFactory

FILE = {"file": "x.pdf", "content_type": "application/pdf", "size": 1, "sha256": "0" * 64}
STEP = {"action": "x", "from_state": "a", "to_state": "b"}


def in_the_market(user: User, name: str, address: str) -> None:
    """With a trace in everything that companies and public buyers ask each other and answer."""
    step = {**STEP, "actor": user, "reason": f"{name} said so"}
    asking(user, step)
    request = InformationRequestFactory(made_by=user)
    answering(user, request, step)
    reading(user, request, step)
    meeting(user, step)
    choosing_breakouts(user, coming_to_events(user, name, address, step))


def asking(user: User, step: dict[str, Any]) -> None:
    dialogue = DialogueFactory()
    about = {"content_type": ContentType.objects.get_for_model(dialogue), "object_id": dialogue.pk}
    question = Question.objects.create(
        dialogue=dialogue,
        company=CompanyFactory(),
        asked_by=user,
        language="nb",
        text="How many?",
        asked_at=timezone.now(),
        **about,
    )
    answer = QuestionAnswer.objects.create(dialogue=dialogue, **about)
    version = AnswerVersion.objects.create(answer=answer, number=1, language="nb", written_by=user)
    closes_at = timezone.now()
    QuestionDeadline.objects.create(dialogue=dialogue, closes_at=closes_at, zone="Europe/Oslo", set_by=user)
    QuestionTransition.objects.create(subject=question, **step)
    AnswerTransition.objects.create(subject=version, **step)


def answering(user: User, request: InformationRequest, step: dict[str, Any]) -> None:
    RequestCorrection.objects.create(request=request, before={}, after={}, by=user)
    RequestWithdrawal.objects.create(request=request, reason="Called off.", by=user)
    RequestTransition.objects.create(subject=request, **step)
    response = ResponseFactory(request=request, begun_by=user)
    answer = AnswerFactory(response=response, question=RequestQuestionFactory(request=request), written_by=user)
    AnswerFile.objects.create(answer=answer, name="prices.pdf", added_by=user, **FILE)
    receipt = {"content": {}, "content_hash": "0" * 64, "language": "nb", "at": timezone.now()}
    ResponseReceipt.objects.create(response=response, version=1, by=user, **receipt)
    ResponseTransition.objects.create(subject=response, **step)


def reading(user: User, request: InformationRequest, step: dict[str, Any]) -> None:
    response = Response.objects.get(request=request)
    answer = response.answers.get()
    place = {"response": response, "question": answer.question}
    tag = AnswerTag.objects.create(request=request, name="charging", made_by=user)
    TaggedAnswer.objects.create(tag=tag, by=user, **place)
    ReadingNote.objects.create(version=1, text="Ask again", by=user, **place)
    AnswerTranslation.objects.create(answer=answer, language="fi", text="Kyllä", by=user)
    ReadingLog.objects.create(request=request, reader=user, way="question")
    synthesis = Synthesis.objects.create(dialogue=request.dialogue, request=request, made_by=user)
    version = SynthesisVersion.objects.create(synthesis=synthesis, number=1, written_by=user)
    SynthesisTransition.objects.create(subject=version, **step)


def coming_to_events(user: User, name: str, address: str, step: dict[str, Any]) -> Registration:
    registration = RegistrationFactory(user=user, name=name, email=address, access="A ramp")
    RegistrationStep.objects.create(subject=registration, **step)
    CalendarFeed.objects.create(user=user)
    event = EventFactory()
    EventTransition.objects.create(subject=event, **step)
    material = MaterialFactory(event=event, languages=())
    MaterialFile.objects.create(material=material, language="nb", name="slides.pdf", added_by=user, **FILE)
    MaterialTransition.objects.create(subject=material, **step)
    MinutesTransition.objects.create(subject=MinutesFactory(event=event), **step)
    at_a_board(user, step)
    return registration


def meeting(user: User, step: dict[str, Any]) -> None:
    one = MeetingFactory()
    MeetingDayStep.objects.create(subject=one.day, **step)
    MeetingStep.objects.create(subject=one, **step)
    minutes = MeetingMinutes.objects.create(meeting=one, written_by=user)
    MeetingMinutesStep.objects.create(subject=minutes, **step)
    Timetable.objects.create(day=one.day, kind="first", asked_by=user)
    one.body.people.add(user)


def choosing_breakouts(user: User, registration: Registration) -> None:
    session = SessionFactory(event=registration.event)
    breakouts = Breakouts.objects.create(event=registration.event, closes_at=timezone.now())
    BreakoutRun.objects.create(breakouts=breakouts, asked_by=user)
    here = {"registration": registration, "session": session}
    BreakoutWish.objects.create(rank=1, **here)
    BreakoutPlace.objects.create(starts_at=session.starts_at, placed_by=user, **here)


def at_a_board(user: User, step: dict[str, Any]) -> None:
    note = BoardNoteFactory(board=BoardFactory())
    BoardTransition.objects.create(subject=note.board, **step)
    BoardFacilitator.objects.create(board=note.board, name="Kari")
    proposal = ProposedNeedFactory(proposed_by=user)
    ProposedNeedTransition.objects.create(subject=proposal, **step)
    NoteUse.objects.create(note=note, need=proposal, by=user)
