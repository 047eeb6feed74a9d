"""A request and its questions as pages show them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.numbers import write_number
from core.texts import Text, missing_languages, text_from, text_of
from dialogues.enums import LedgerKind
from dialogues.ledger.topics import topic
from dialogues.models import LedgerEntry
from suppliers.models import InformationRequest, RequestCorrection, RequestQuestion
from suppliers.models.information_request import lines_of
from suppliers.requests.enums import QuestionKind


@dataclass
class QuestionRow:
    """A question on the desk: its texts in the languages that stand beside each other, each with its options."""

    question: RequestQuestion
    texts: list[tuple[str, str, list[str]]]
    missing: list[str]
    about: str
    limits: list[str]
    is_first: bool = False
    is_last: bool = False


def questions_of(request: InformationRequest) -> QuerySet[RequestQuestion]:
    return request.questions.select_related("request", "challenge__published", "clause__statement__challenge")


def question_rows(request: InformationRequest, languages: Any) -> list[QuestionRow]:
    rows = [
        QuestionRow(
            question,
            beside_each_other(question, languages),
            missing_languages(question, "text"),
            about(question),
            limits(question),
        )
        for question in questions_of(request)
    ]
    if rows:
        rows[0].is_first = rows[-1].is_last = True
    return rows


def beside_each_other(question: RequestQuestion, languages: Any) -> list[tuple[str, str, list[str]]]:
    """Language, text, and the options or the columns."""
    options = dict(languages.texts(question, "options"))
    return [(code, text, lines_of(options[code])) for code, text in languages.texts(question, "text")]


def about(question: RequestQuestion) -> str:
    """What a question is about, in words; empty for the dialogue in general."""
    if question.clause:
        title = text_of(question.clause.statement, "title")
        return _("Point %(number)s of “%(challenge)s”") % {"number": question.clause.position, "challenge": title}
    if question.challenge and question.challenge.published:
        return str(text_of(question.challenge.published, "title"))
    return ""


def limits(question: RequestQuestion) -> list[str]:
    """What an answer must keep to, in words, as suppliers read it."""
    found = {
        QuestionKind.TEXT: of_text,
        QuestionKind.NUMBER: of_number,
        QuestionKind.CHOICE: lambda row: [_("Choose one.")],
        QuestionKind.SEVERAL: lambda row: [_("Choose as many as fit.")],
        QuestionKind.FILE: of_files,
        QuestionKind.TABLE: of_table,
    }
    say: Any = found.get(QuestionKind(question.kind))
    return say(question) if say else []


def of_text(question: RequestQuestion) -> list[str]:
    most = question.most or 0
    said = ngettext("At most %(most)s character.", "At most %(most)s characters.", most)
    return [said % {"most": number_format(most, force_grouping=True)}] if most else []


def of_number(question: RequestQuestion) -> list[str]:
    said = []
    if question.unit:
        said.append(_("In %(unit)s.") % {"unit": text_of(question, "unit")})
    if question.least is not None and question.greatest is not None:
        bounds = {"least": write_number(question.least), "greatest": write_number(question.greatest)}
        said.append(_("From %(least)s to %(greatest)s.") % bounds)
    elif question.least is not None:
        said.append(_("Not below %(least)s.") % {"least": write_number(question.least)})
    elif question.greatest is not None:
        said.append(_("Not above %(greatest)s.") % {"greatest": write_number(question.greatest)})
    return said


def of_files(question: RequestQuestion) -> list[str]:
    most = question.most or 1
    return [ngettext("At most %(most)s file.", "At most %(most)s files.", most) % {"most": most}]


def of_table(question: RequestQuestion) -> list[str]:
    most = question.most or 1
    return [ngettext("At most %(most)s row.", "At most %(most)s rows.", most) % {"most": most}]


# For everybody


def reopenings(request: InformationRequest) -> list[tuple[datetime, Text]]:
    """When it was opened again, and why: the ledger has it in every language, or else the step in one."""
    entries = LedgerEntry.objects.about(topic(request)).filter(kind=LedgerKind.REQUEST_REOPENED)
    told = {entry.at: entry.details["reason"] for entry in entries}
    steps = [(step, told.get(step.at)) for step in request.trail.filter(action="reopen")]
    return [
        (step.at, text_from(said) if isinstance(said, dict) else Text(step.reason, step.language or "en"))
        for step, said in steps
    ]


@dataclass
class Asked:
    """A question as suppliers read it."""

    question: RequestQuestion
    about: str
    limits: list[str]
    corrections: list["Corrected"] = field(default_factory=list)

    @property
    def text(self) -> Text:
        return text_of(self.question, "text")

    @property
    def help(self) -> Text:
        return text_of(self.question, "help")

    @property
    def options(self) -> Text:
        return text_of(self.question, "options")

    @property
    def lines(self) -> list[Text]:
        options = self.options
        return [Text(line, options.language) for line in lines_of(options.text)]


@dataclass
class Corrected:
    """A correction in the reader's language, or in the first that it changed."""

    correction: RequestCorrection
    before: Text
    after: Text


def asked(request: InformationRequest) -> list[Asked]:
    """All questions, each with what was put right in it."""
    found = [Asked(question, about(question), limits(question)) for question in questions_of(request)]
    places = {row.question.pk: row for row in found}
    for correction in request.corrections.all():
        if correction.question_id in places:
            places[correction.question_id].corrections.extend(in_words(correction))
    return found


def of_the_request(request: InformationRequest) -> list[Corrected]:
    """What was put right in title and introduction."""
    return [row for correction in request.corrections.filter(question=None) for row in in_words(correction)]


def in_words(correction: RequestCorrection) -> list[Corrected]:
    """One row for each field that changed: in the reader's language where it changed in that."""
    own = get_language()
    fields: dict[str, str] = {}
    for name in correction.after:
        base, _mark, code = name.rpartition("_")
        if base not in fields or code == own:
            fields[base] = code
    return [
        Corrected(
            correction,
            Text(correction.before.get(f"{base}_{code}") or "", code),
            Text(correction.after[f"{base}_{code}"] or "", code),
        )
        for base, code in fields.items()
    ]
