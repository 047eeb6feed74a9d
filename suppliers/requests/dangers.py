"""Where a request for information puts equal treatment in danger."""

from django.conf import settings
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from core.texts import text_of
from dialogues.ledger.dangers import Danger
from dialogues.models import Dialogue
from needs.enums import StatementState
from needs.models import Statement
from needs.statements.readiness import listed
from suppliers.models import InformationRequest


def statements_changed_meanwhile(dialogue: Dialogue) -> list[Danger]:
    """A new version became public while companies were answering a request about its challenge, or a general one.

    Where the request was extended or reopened since, companies had time and word of it.
    """
    more_time = Max("trail__at", filter=Q(trail__action__in=("extend", "reopen")))
    asking = InformationRequest.objects.valid().filter(dialogue=dialogue)
    asking = asking.annotate(answered_since=Coalesce(more_time, F("opened_at")))
    changed = Statement.objects.filter(
        challenge__dialogue=dialogue, number__gt=1, state__in=StatementState.public(), published_at__isnull=False
    )
    return [
        Danger(
            "statement-changed",
            _("“%(statement)s” was changed during an open request") % {"statement": text_of(statement, "title")},
            _(
                "Version %(number)s became public while companies answered “%(request)s”. Some may have answered to "
                "the version before. Extend or reopen the request, and say what changed."
            )
            % {"number": statement.number, "request": text_of(request, "title")},
            reverse("workspace-request", args=[request.slug]),
        )
        for request in asking
        for statement in changed.filter(published_at__gt=request.answered_since, published_at__lt=request.closes_at)
        if is_about(request, statement)
    ]


def is_about(request: InformationRequest, statement: Statement) -> bool:
    """A question about its challenge, or no question about any."""
    about = set(request.questions.exclude(challenge=None).values_list("challenge", flat=True))
    return not about or statement.challenge_id in about


def requests_without_a_language(dialogue: Dialogue) -> list[Danger]:
    """Open or closed requests of which suppliers could not read all in their language."""
    valid = InformationRequest.objects.valid().filter(dialogue=dialogue)
    pairs = [(request, missing_in(request)) for request in valid]
    return [
        Danger(
            "request-language",
            _("“%(request)s” is not whole in every language") % {"request": text_of(request, "title")},
            _("Something is missing in %(languages)s. Put it right, for all to see.") % {"languages": listed(missing)},
            reverse("workspace-request", args=[request.slug]),
        )
        for request, missing in pairs
        if missing
    ]


def missing_in(request: InformationRequest) -> list[str]:
    return [str(name) for code, name in settings.LANGUAGES if lacks(request, code)]


def lacks(request: InformationRequest, code: str) -> bool:
    own = [build_localized_fieldname(name, code) for name in ("title", "introduction")]
    return any(not getattr(request, name) for name in own) or request.questions.filter(without(code)).exists()


def without(code: str) -> Q:
    text = build_localized_fieldname("text", code)
    return Q(**{text: ""}) | Q(**{f"{text}__isnull": True})


CHECKS = [statements_changed_meanwhile, requests_without_a_language]
