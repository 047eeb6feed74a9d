"""Questions and answers: on the desk, and on the public pages of what they are about."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.languages import readers_language
from core.texts import Text, in_its_language
from needs.models import Challenge, Statement
from suppliers.models import AnswerVersion, Question, QuestionDeadline
from suppliers.questions import answering, desk, public
from suppliers.questions.deadlines import deadline_of
from suppliers.questions.enums import QuestionState, VersionState
from suppliers.questions.subjects import ask_url, fields_of, title_of, url_of

register = template.Library()

COLORS = {
    QuestionState.RECEIVED: "warning",
    QuestionState.BUNDLED: "info",
    QuestionState.ANSWERED: "success",
    QuestionState.LATE: "neutral",
    QuestionState.DECLINED: "danger",
}
VERSION_COLORS = {VersionState.DRAFT: "warning", VersionState.DUE: "info", VersionState.RELEASED: "success"}


# States


@register.inclusion_tag("components/tag.html")
def question_state(question: Question) -> dict[str, Any]:
    return {"text": capfirst(question.get_state_display()), "color": COLORS.get(QuestionState(question.state))}


@register.inclusion_tag("components/tag.html")
def askers_state(question: Question) -> dict[str, Any]:
    """As who asked sees it: that the question is in an answer she is told when everybody is."""
    state = QuestionState.RECEIVED if question.state == QuestionState.BUNDLED else QuestionState(question.state)
    return {"text": capfirst(state.label), "color": "info" if state == QuestionState.RECEIVED else COLORS.get(state)}


@register.inclusion_tag("components/tag.html")
def version_state(version: AnswerVersion) -> dict[str, Any]:
    return {"text": capfirst(version.get_state_display()), "color": VERSION_COLORS.get(VersionState(version.state))}


@register.simple_tag
def waits_for(question: Question) -> desk.Waits | None:
    return desk.waits_for(question)


@register.filter
def is_late(question: Question) -> bool:
    return desk.is_late(question)


@register.simple_tag
def missing_in_words(version: AnswerVersion) -> str:
    return answering.in_words(version.missing)


# Texts


@register.simple_tag
def about(thing: Any) -> SafeString:
    """What a question or an answer is about, with a link."""
    subject = thing.subject
    return format_html(
        '<a class="ds-link" href="{}">{}</a>', url_of(subject), in_its_language(plain(title_of(subject)))
    )


def plain(title: Any) -> Text | str:
    return title if isinstance(title, Text) else str(title)


@register.filter
def public_text_of(version: AnswerVersion, field: str) -> Text:
    """In the reader's language; of a draft in its own where that is all there is."""
    return public.text_in(version, field, readers_language())


@register.simple_tag
def public_text(version: AnswerVersion, field: str) -> SafeString | str:
    text = public_text_of(version, field)
    return in_its_language(text) if str(text).strip() else _("Not written yet")


@register.filter
def in_all_languages(version: AnswerVersion) -> list[tuple[str, str, str, str]]:
    """Code and name of each language, question and answer in it; the original first."""
    codes = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != version.language)
    return [(c, name, version.in_language("question", c), version.in_language("text", c)) for c, name in codes]


# On public pages


@register.simple_tag
def questions_deadline(thing: Model) -> QuestionDeadline | None:
    """Until when questions about a challenge, a dialogue or an event are taken, or were."""
    place = fields_of(thing)
    return deadline_of(place["dialogue"], place["challenge"])


@register.inclusion_tag("suppliers/questions/_of_thing.html")
def questions_of(thing: Model, deadline: QuestionDeadline | None) -> dict[str, Any]:
    """The newest answers about a challenge, a dialogue or an event, and the button to ask."""
    place = fields_of(thing)
    everything = reverse("dialogue-questions", args=[place["dialogue"].slug])
    narrowed = f"{everything}?challenge={thing.slug}" if isinstance(thing, Challenge) else everything
    return {
        "thing": thing,
        "answers": list(public.shown(public.about(thing))[: public.SHOWN]),
        "all_url": narrowed,
        "deadline": deadline,
    }


@register.inclusion_tag("suppliers/questions/_ask_button.html")
def ask_button(thing: Model) -> dict[str, Any]:
    return {"url": ask_url(thing)}


@register.inclusion_tag("suppliers/questions/_ask_button.html")
def ask_about_clause(statement: Statement, number: int) -> dict[str, Any]:
    """A link beside a clause of a public statement."""
    name = f"{statement.challenge.slug}/v{statement.number}/{number}"
    label = _("Ask about point %(number)s") % {"number": number}
    return {"url": reverse("workspace-ask", args=["clause", name]), "is_link": True, "label": label, "shown": _("Ask")}


@register.inclusion_tag("suppliers/questions/_ask_button.html")
def ask_about_brief(statement: Statement) -> dict[str, Any]:
    """A link under the briefs, for the one in the reader's language."""
    name = f"{statement.challenge.slug}/v{statement.number}/{get_language()}"
    return {"url": reverse("workspace-ask", args=["brief", name]), "is_link": True, "label": _("Ask about the brief")}
