"""Whether a synthesis may be published: every text in every language, and nobody to be known by it.

Names are compared as the database folds them, without accents, small letters and capitals alike. Those of companies are
looked for that are confirmed, or answer or ask in the dialogue; and those of the people who act for them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from core.texts import localized_names
from core.workflow import Refused
from suppliers.models import Representative, Synthesis, SynthesisVersion
from suppliers.models.synthesis import TEXTS
from suppliers.synthesis import names

LANGUAGES = dict(settings.LANGUAGES)
FEWEST = 3  # companies that a number may tell of
LONGEST_ENDING = 4  # letters that a first word may have after it, as in a case
SHORTEST_OPENING = 5  # letters from which on a name is found with an ending, such as Finnish cases

# Folded, by language: what a company is called, and the numbers below three. "En" and "ett" say no number: left out.
COMPANY_WORDS = {
    "en": r"compan(?:y|ies)|suppliers?|business(?:es)?|firms?|vendors?",
    "nb": r"selskap\w*|bedrift\w*|leverandor\w*|firma\w*|virksomhet\w*",
    "sv": r"foretag\w*|leverantor\w*|bolag\w*|firm\w*",
    "da": r"virksomhed\w*|leverandor\w*|firma\w*|selskab\w*",
    "fi": r"yrity\w*|toimittaj\w*|yhtio\w*",
    "is": r"fyrirtaki\w*|fyrirtakj\w*|birgi\w*|birgj\w*",
}
FEW_WORDS = {
    "en": "one|two|a single|a couple of",
    "nb": "to|et par|ett enkelt",
    "sv": "tva|ett par|ett enda",
    "da": "to|et par|et enkelt",
    "fi": "yksi|kaksi|yhden|kahden|yhta|kahta|pari",
    "is": "einn|eitt|ein|tvo|tveir|tvar|tveimur",
}
BETWEEN = r"(?:(?:of|av|af)\s+(?:(?:the|de|dei)\s+)?)?(?:\w+\s+)?"
FEW_COMPANIES = {
    code: re.compile(rf"(?<!\w)(?<!\d[.,])(?:[012]|{FEW_WORDS[code]})\s+{BETWEEN}(?:{said})(?!\w)")
    for code, said in COMPANY_WORDS.items()
}
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Problem:
    """What keeps it back, in a sentence; `field` is the localized field where it is mended."""

    sentence: str
    field: str


@dataclass(frozen=True)
class Telling:
    """A name as the database folds it, as it is written, and whether it is all of the name or its first word."""

    low: str
    name: str
    is_whole: bool

    @cached_property
    def ending(self) -> re.Pattern[str]:
        long = len(self.low) >= SHORTEST_OPENING
        end = "" if long and self.is_whole else rf"\w{{0,{LONGEST_ENDING if long else 0}}}(?!\w)"
        return re.compile(rf"(?<!\w){re.escape(self.low)}{end}")


class NotReady(Refused):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


def all_fields() -> list[str]:
    return [name for field in TEXTS for name in localized_names(field)]


def problems(version: SynthesisVersion) -> list[Problem]:
    return [*missing(version), *names_in(version), *few_in(version)]


def label(field: str) -> str:
    name, _underscore, code = field.rpartition("_")
    said = {"title": _("title"), "heard": _("what we heard"), "changed": _("what we changed")}
    return f"{said[name]} ({LANGUAGES[code]})"


def missing(version: SynthesisVersion) -> Iterator[Problem]:
    for name in all_fields():
        if not (getattr(version, name) or "").strip():
            yield Problem(_("Not written yet: %(place)s.") % {"place": label(name)}, name)


# Names


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def to_avoid(synthesis: Synthesis) -> tuple[list[Telling], list[str]]:
    """What companies and people are called, and the addresses of websites."""
    companies = names.companies_near(synthesis)
    whole, first = names.telling_names(synthesis, companies)
    people = Representative.objects.filter(company__in=companies).values_list("user__name", flat=True).distinct()
    every = [*((name, True) for name in dict.fromkeys([*whole, *people])), *((word, False) for word in first)]
    lows = names.folded(name for name, _is_whole in every)
    found = [Telling(words(low), name, is_whole) for low, (name, is_whole) in zip(lows, every, strict=True)]
    hosts = [address for row in companies if (address := names.host(row.website))]
    return [row for row in found if len(row.low) > 1], hosts


def names_in(version: SynthesisVersion) -> Iterator[Problem]:
    fields = all_fields()
    texts = [getattr(version, name) or "" for name in fields]
    telling, hosts = to_avoid(version.synthesis)
    for field, text, low in zip(fields, texts, names.folded(texts), strict=True):
        for name in names_found(words(low), telling):
            yield told(field, name)
        for address in [*(row for row in hosts if row in text.lower()), *MAIL_ADDRESS.findall(text)]:
            yield told(field, address)


def names_found(text: str, telling: Iterable[Telling]) -> Iterator[str]:
    """A name of some length is found with an ending too ("Nordvanin"), a long one also written together.

    A first word alone is found with a short ending only, and not where its whole name is.
    """
    together, said = text.replace(" ", ""), list[str]()
    for row in telling:
        squeezed = row.low.replace(" ", "")
        if any(name.startswith(f"{row.low} ") for name in said):
            continue
        if row.ending.search(text) or (row.is_whole and len(squeezed) >= 12 and squeezed in together):
            said.append(row.low)
            yield row.name


def told(field: str, name: str) -> Problem:
    sentence = _("“%(name)s” stands in %(place)s. Write it so that nobody can be known by it.")
    return Problem(sentence % {"name": name, "place": label(field)}, field)


# Numbers of companies


def few_in(version: SynthesisVersion) -> Iterator[Problem]:
    """A number of companies below three would point at them."""
    fields = [name for name in all_fields() if getattr(version, name)]
    for field, low in zip(fields, names.folded(getattr(version, name) for name in fields), strict=True):
        for match in FEW_COMPANIES[field.rpartition("_")[2]].finditer(" ".join(low.split())):
            sentence = _("“%(words)s” in %(place)s: a number of companies is told only from three on.")
            yield Problem(sentence % {"words": match[0], "place": label(field)}, field)
