"""What is kept of those who read answers and write what was heard; suppliers/personal.py takes it in."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kept import Kept, Person, actor_in_trail, by_user, keep_hers
from suppliers.models import (
    AnswerTag,
    AnswerTranslation,
    InformationRequest,
    ReadingLog,
    ReadingNote,
    Synthesis,
    SynthesisTransition,
    SynthesisVersion,
    TaggedAnswer,
)

WHO = _("So that it can be told who decided.")
READ = _("So that companies can be sure of who read their answers, and when.")
STAYS = _("as long as the request; after an erasure without your name")


def she_manages(person: Person) -> Q:
    return Q(request__in=InformationRequest.objects.visible_to(person.user))


def of_a_request_that_she_manages(person: Person) -> Q:
    return Q(tag__request__in=InformationRequest.objects.visible_to(person.user))


KEPT = [
    Kept(
        "answers-read",
        ReadingLog,
        _("When you opened companies’ answers"),
        READ,
        STAYS,
        by_user("reader"),
        ("at", "request", "way", "is_refused"),
        erase=keep_hers,
        related=("request",),
    ),
    Kept(
        "reading-notes",
        ReadingNote,
        _("Notes that you wrote on answers"),
        _("So that your colleagues can follow what you saw."),
        STAYS,
        by_user("by"),
        ("at", "question", "text"),
        erase=keep_hers,
        related=("question",),
    ),
    Kept(
        "answer-tags",
        AnswerTag,
        _("Tags for answers that you made"),
        WHO,
        STAYS,
        by_user("made_by"),
        ("made_at", "name", "request"),
        erase=keep_hers,
        related=("request",),
        open_to={"name": she_manages},
    ),
    Kept(
        "tagged-answers",
        TaggedAnswer,
        _("Answers that you tagged"),
        WHO,
        STAYS,
        by_user("by"),
        ("at", "tag", "question"),
        erase=keep_hers,
        related=("tag", "question"),
        open_to={"tag": of_a_request_that_she_manages},
    ),
    Kept(
        "answer-translations",
        AnswerTranslation,
        _("Answers that you translated"),
        WHO,
        STAYS,
        by_user("by"),
        ("at", "language", "text"),
        erase=keep_hers,
    ),
    Kept(
        "syntheses",
        Synthesis,
        _("Syntheses that you began"),
        WHO,
        STAYS,
        by_user("made_by"),
        ("made_at", "dialogue", "request"),
        erase=keep_hers,
        related=("dialogue", "request"),
    ),
    Kept(
        "synthesis-versions",
        SynthesisVersion,
        _("Syntheses that you wrote or published"),
        WHO,
        STAYS,
        by_user("written_by", "published_by"),
        ("written_at", "title"),
        erase=keep_hers,
        related=("synthesis",),
    ),
    actor_in_trail("synthesis-steps", SynthesisTransition, _("What you did with syntheses"), WHO, STAYS),
]
