"""Whether a request can be opened, as a checklist: what is done, what is missing and where to mend it."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from core.texts import missing_languages
from needs.statements.readiness import LANGUAGES, Item, NotReady, Problem, listed
from suppliers.models import InformationRequest, RequestQuestion
from suppliers.models.information_request import lines_of
from suppliers.requests.enums import QuestionKind

__all__ = ["Item", "NotReady", "Problem", "checklist", "problems"]
FEWEST_OPTIONS, MOST_OPTIONS, MOST_COLUMNS = 2, 50, 10


def checklist(request: InformationRequest) -> list[Item]:
    """All that a request must have. Anchors: text, times, questions, question-3."""
    questions = list(request.questions.all())
    return [
        Item(gettext_lazy("Title and introduction in all languages"), list(text_problems(request))),
        Item(gettext_lazy("A deadline that is still to come"), list(time_problems(request))),
        Item(gettext_lazy("At least one question"), list(number_problems(questions))),
        Item(
            gettext_lazy("Questions complete in all languages"),
            [problem for question in questions for problem in question_problems(question)],
        ),
    ]


def problems(request: InformationRequest) -> list[Problem]:
    return [problem for item in checklist(request) for problem in item.problems]


def text_problems(request: InformationRequest) -> Iterator[Problem]:
    if languages := missing_languages(request, "title"):
        yield Problem(_("The title is missing in %(languages)s.") % {"languages": listed(languages)}, "text")
    if languages := missing_languages(request, "introduction"):
        yield Problem(_("The introduction is missing in %(languages)s.") % {"languages": listed(languages)}, "text")


def time_problems(request: InformationRequest) -> Iterator[Problem]:
    if request.closes_at is None:
        yield Problem(_("Say until when suppliers may answer."), "times")
    elif request.closes_at <= timezone.now():
        yield Problem(_("The deadline is over already. Choose a later one."), "times")


def number_problems(questions: list[RequestQuestion]) -> Iterator[Problem]:
    if not questions:
        yield Problem(_("There is no question yet. Write at least one."), "questions")


def question_problems(question: RequestQuestion) -> Iterator[Problem]:
    anchor, number = f"question-{question.position}", question.position
    if languages := missing_languages(question, "text"):
        said = _("Question %(number)s is missing in %(languages)s.")
        yield Problem(said % {"number": number, "languages": listed(languages)}, anchor)
    for name, said in (
        ("help", _("The help of question %(number)s is missing in %(languages)s.")),
        ("unit", _("The unit of question %(number)s is missing in %(languages)s.")),
    ):
        languages = missing_languages(question, name)
        if 0 < len(languages) < len(LANGUAGES):
            yield Problem(said % {"number": number, "languages": listed(languages)}, anchor)
    if question.kind in QuestionKind.with_options():
        yield from option_problems(question, anchor)


def option_problems(question: RequestQuestion, anchor: str) -> Iterator[Problem]:
    counts = lines_in_languages(question)
    fewest, most = (1, MOST_COLUMNS) if question.kind == QuestionKind.TABLE else (FEWEST_OPTIONS, MOST_OPTIONS)
    if not fewest <= min(counts.values()) <= most or len(set(counts.values())) > 1:
        said = _(
            "Question %(number)s needs %(fewest)s to %(most)s options, or columns, "
            "line by line the same in every language."
        )
        said %= {"number": question.position, "fewest": fewest, "most": most}
        yield Problem(" ".join([said, *uneven(counts)]), anchor)


def uneven(counts: dict[str, int]) -> Iterator[str]:
    """Which languages have how many, where that is not the same."""
    if len(set(counts.values())) == 1:
        return
    for count in sorted(set(counts.values())):
        languages = listed([str(LANGUAGES[code]) for code, lines in counts.items() if lines == count])
        said = ngettext("%(count)s line: %(languages)s.", "%(count)s lines: %(languages)s.", count)
        yield said % {"count": count, "languages": languages}


def lines_in_languages(question: RequestQuestion) -> dict[str, int]:
    """How many options, or columns, each language names."""
    texts = {code: getattr(question, build_localized_fieldname("options", code)) for code in CODES}
    return {code: len(lines_of(text)) for code, text in texts.items()}
