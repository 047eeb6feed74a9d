"""Writing the answers: by several colleagues, one after another or at once, never over each other's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.permissions import require
from suppliers.models import Answer, RequestQuestion, Response

ACT = "suppliers.act_for"


@contextmanager
def locked(response: Response, by: Any) -> Iterator[Response]:
    """The response as it is now, held for the company's people one after another."""
    require(by, ACT, response)
    with transaction.atomic():
        rows = Response.objects.select_for_update(of=("self",), no_key=True)
        yield rows.select_related("company", "request__dialogue").get(pk=response.pk)


def being_written(response: Response, question: RequestQuestion) -> Answer:
    """The answer to this question as it is being written; not stored yet where nobody has begun."""
    found = response.answers.being_written().filter(question=question).select_related("written_by").first()
    return found or Answer(response=response, question=question)


def write(response: Response, question: RequestQuestion, form: Any, by: Any) -> Answer | None:
    """Bring what is typed together with what is stored; the answer as it is then, or None if there are conflicts.

    Also after the deadline: what was typed is kept as a draft, which nobody but the company reads.
    """
    with locked(response, by) as current:
        answer = being_written(current, question)
        values = form.merged_with(answer)
        if values is None:
            return None
        form.put(answer, values)
        answer.written_by, answer.written_at = by, timezone.now()
        answer.save()
    return answer


def speak(response: Response, language: str, by: Any) -> None:
    """In which language the company answers."""
    with locked(response, by) as current:
        Response.objects.filter(pk=current.pk).update(language=language)
