"""Writing a request for information and its questions, for as long as it is a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from core.ordering import moved, number, put_behind
from core.permissions import require
from core.slugs import free_slug, slug_of
from core.texts import localized_names, text_of
from core.workflow import Refused, WrongState
from dialogues.models import Dialogue
from suppliers.models import InformationRequest, RequestQuestion

MANAGE, RUN = "suppliers.manage_request", "suppliers.run_request"
LONGEST_SLUG = 42
RESERVED = {"add"}  # an address of the workspace
TEXTS = [*localized_names("title"), *localized_names("introduction")]
QUESTION_TEXTS = [name for field in ("text", "help", "options", "unit") for name in localized_names(field)]
SETTINGS = ["readers", "confidential_readers", "zone"]
LIMITS = ["is_required", "most", "least", "greatest", "places"]
COPIED = ["kind", *QUESTION_TEXTS, *LIMITS, "challenge", "clause"]


def lock(request: InformationRequest) -> InformationRequest:
    """The request as it is now, held until the transaction ends. Raises InformationRequest.DoesNotExist."""
    rows = InformationRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("dialogue").get(pk=request.pk)


def lock_valid(request: InformationRequest) -> InformationRequest:
    """`lock`, of what is not withdrawn. Raises WrongState."""
    locked = lock(request)
    if locked.is_withdrawn:
        raise WrongState(_("The request is withdrawn. Nothing of it changes any more."))
    return locked


@contextmanager
def open_draft(request: InformationRequest, by: Any) -> Iterator[InformationRequest]:
    """The request, locked for writing. Raises WrongState if it is not a draft any more."""
    require(by, MANAGE, request)
    with transaction.atomic():
        locked = lock(request)
        if not locked.is_draft:
            raise WrongState(
                _("This request is no longer a draft (it is now: %(state)s). What suppliers are asked stands.")
                % {"state": locked.get_state_display()}
            )
        yield locked


def request_slug(title: str) -> str:
    """An address from a title that no request has yet."""
    return free_slug(slug_of(title, LONGEST_SLUG, "request"), InformationRequest.objects.all(), RESERVED)


def begin(dialogue: Dialogue, titles: dict[str, str], by: Any) -> InformationRequest:
    """A draft. `titles` are localized field names to texts; the first that says something makes the address."""
    require(by, MANAGE, dialogue)
    with transaction.atomic():
        Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
        slug = request_slug(next((title for title in titles.values() if title), ""))
        return InformationRequest.objects.create(dialogue=dialogue, slug=slug, made_by=by, **titles)


def write(request: InformationRequest, fields: dict[str, Any], by: Any) -> None:
    """Texts, deadline with its zone, readers: localized names and columns to values."""
    with open_draft(request, by) as draft:
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(fields))


def move_to(request: InformationRequest, dialogue: Dialogue, by: Any) -> None:
    """Make it another dialogue's. Raises Refused while a question is about a challenge of the one that it is in."""
    with open_draft(request, by) as draft:
        if draft.dialogue_id == dialogue.pk:
            return
        require(by, MANAGE, dialogue)
        if bound := draft.questions.filter(challenge__isnull=False).first():
            said = _("Question %(number)s is about a challenge of “%(dialogue)s”. Change that before the dialogue.")
            raise Refused(said % {"number": bound.position, "dialogue": text_of(draft.dialogue, "title")})
        write(draft, {"dialogue": dialogue}, by)


def delete(request: InformationRequest, by: Any) -> None:
    """A draft that nobody wants any more."""
    with open_draft(request, by) as draft:
        draft.delete()


def copy(request: InformationRequest, by: Any) -> InformationRequest:
    """A new draft of the same dialogue with the same texts and questions; its times are to be chosen."""
    require(by, MANAGE, request)
    with transaction.atomic():
        texts = {name: getattr(request, name) for name in TEXTS}
        new = begin(request.dialogue, {name: texts[name] for name in localized_names("title")}, by)
        write(new, {**texts, **{name: getattr(request, name) for name in SETTINGS}}, by)
        RequestQuestion.objects.bulk_create(
            [same(question, request=new, position=question.position) for question in request.questions.all()]
        )
    return new


# Questions


def same(question: RequestQuestion, **fields: Any) -> RequestQuestion:
    """A copy that is not stored yet, with a key of its own."""
    return RequestQuestion(key=uuid4(), **{name: getattr(question, name) for name in COPIED}, **fields)


def add(request: InformationRequest, fields: dict[str, Any], by: Any) -> RequestQuestion:
    """Add a question as the last."""
    with open_draft(request, by) as draft:
        return RequestQuestion.objects.create(request=draft, position=draft.questions.count() + 1, **fields)


def edit(question: RequestQuestion, fields: dict[str, Any], by: Any) -> None:
    """Write a question, which must be read anew under `open_draft`."""
    with open_draft(question.request, by):
        for name, value in fields.items():
            setattr(question, name, value)
        question.save(update_fields=list(fields))


def duplicate(question: RequestQuestion, by: Any) -> RequestQuestion:
    """The same question once more, right after it."""
    with open_draft(question.request, by) as draft:
        new = same(question, request=draft, position=draft.questions.count() + 1)
        new.save()
        number(put_behind(list(draft.questions.all()), question, new))
        return new


def remove(question: RequestQuestion, by: Any) -> None:
    """Those behind it move up by one."""
    with open_draft(question.request, by) as draft:
        number([other for other in draft.questions.all() if other.pk != question.pk])
        question.delete()


def move_by(question: RequestQuestion, places: int, by: Any) -> None:
    with open_draft(question.request, by) as draft:
        number(moved(list(draft.questions.all()), question, places))
