"""About questions: to who asked, in the transaction in which it happens; to staff, once a day what is new."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from core.attempts import attempt
from core.mail import Message, address
from dialogues.enums import StaffRoleKind
from dialogues.models import Dialogue
from suppliers.models import Question, QuestionTerms
from suppliers.rules import takes_part

RECEIVED = Message("suppliers/mail/question_received")
ANSWERED = Message("suppliers/mail/question_answered")
DECLINED = Message("suppliers/mail/question_declined")
DIGEST = Message("suppliers/mail/question_digest")


def received(question: Question) -> None:
    for person in askers(question):
        tell(RECEIVED, question, person)


def answered(question: Question) -> None:
    """With the address of the answer as everybody reads it."""
    answer = question.answer
    for person in askers(question):
        public = address("answer", question.dialogue.slug, answer.key, language=person.language)  # type: ignore[union-attr]
        tell(ANSWERED, question, person, public_url=public)


def declined(question: Question) -> None:
    for person in askers(question):
        tell(DECLINED, question, person, reason=question.reason)


def askers(question: Question) -> list[User]:
    """Who asked, if she still represents the company; or else all who do. Nobody where staff heard it from nobody."""
    company = question.company
    if company is None:
        return []
    people = [row.user for row in company.representatives.active().select_related("user").order_by("pk")]
    mine = [person for person in people if person.pk == question.asked_by_id]
    return [person for person in mine or people if person.is_active]


def tell(message: Message, question: Question, person: User, **context: Any) -> None:
    company: Any = question.company
    url = address("workspace-company-question", company.key, question.key, language=person.language)
    said = {"person": person, "question": question, "company": company, "url": url, **context}
    message.send(person.email, person.language, question, **said)


def digest() -> None:
    """To the managers of each dialogue what came or was changed since they were told, on one day once."""
    for pk in Question.objects.to_tell().order_by().values_list("dialogue", flat=True).distinct():
        attempt(digest_of, pk)


@transaction.atomic
def digest_of(pk: int) -> None:
    """The terms' row holds on which day the managers were told, and whoever else tells them now waits for it.

    Whose company takes part is told nothing; where that leaves nobody, the questions wait to be told of.
    """
    dialogue = Dialogue.objects.get(pk=pk)
    today = timezone.localdate()
    QuestionTerms.objects.get_or_create(dialogue=dialogue)
    terms = QuestionTerms.objects.filter(Q(digest_on__isnull=True) | Q(digest_on__lt=today), dialogue=dialogue)
    if not terms.update(digest_on=today):
        return
    roles = dialogue.staff.filter(kind=StaffRoleKind.MANAGER, user__is_active=True).select_related("user")
    people = [role.user for role in roles.order_by("pk") if not takes_part(role.user, dialogue)]
    if not people:
        return
    numbers = list(dialogue.questions.to_tell().values_list("pk", flat=True))
    Question.objects.filter(pk__in=numbers).update(told_at=timezone.now())
    for person in people:
        url = f"{address('workspace-questions', language=person.language)}?dialogue={dialogue.slug}"
        said = {"person": person, "dialogue": dialogue, "count": len(numbers), "url": url}
        DIGEST.send(person.email, person.language, dialogue, **said)
