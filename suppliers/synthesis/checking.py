"""Whether a synthesis may be published: every text in every language, and nobody to be known by it.

Names are compared as the database folds them, without accents, small letters and capitals alike. Those of companies are
looked for that are confirmed, or answer or ask in the dialogue; and those of the people who act for them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from core.merging_forms import in_all_languages
from core.workflow import Refused
from suppliers.enums import CompanyState
from suppliers.models import Company, Representative, Synthesis, SynthesisVersion
from suppliers.models.synthesis import TEXTS

LANGUAGES = dict(settings.LANGUAGES)
FEWEST = 3  # companies that a number may tell of
LEGAL_FORMS = {
    "as",
    "asa",
    "ab",
    "a/s",
    "aps",
    "oy",
    "oyj",
    "ehf",
    "ehf.",
    "hf",
    "hf.",
    "sf",
    "p/f",
    "ltd",
    "gmbh",
    "ans",
}
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


class NotReady(Refused):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


def all_fields() -> list[str]:
    return [name for field in TEXTS for name in in_all_languages(field)]


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


def folded(texts: Iterable[str]) -> list[str]:
    """As the database folds them, in one query."""
    rows = list(texts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n", [rows])
        return [row[0] for row in cursor.fetchall()]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def bare(name: str) -> str:
    """A company's name without its legal form: in a text nobody writes it."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower() in LEGAL_FORMS:
        parts.pop()
    return " ".join(parts)


def companies_near(synthesis: Synthesis) -> list[Company]:
    taking_part = Q(responses__request__dialogue=synthesis.dialogue) | Q(questions__dialogue=synthesis.dialogue)
    return list(Company.objects.filter(Q(state=CompanyState.CONFIRMED) | taking_part).distinct())


def host(website: str) -> str:
    return (urlsplit(website if "//" in website else f"//{website}").hostname or "").removeprefix("www.")


def to_avoid(synthesis: Synthesis) -> tuple[list[tuple[str, str]], list[str]]:
    """Names of companies and people, each folded beside as it is written; and the addresses of websites."""
    companies = companies_near(synthesis)
    people = Representative.objects.filter(company__in=companies).values_list("user__name", flat=True).distinct()
    names = [name for name in dict.fromkeys([*(bare(row.name) for row in companies), *people]) if len(name) > 1]
    pairs = [(words(low), name) for low, name in zip(folded(names), names, strict=True)]
    return [pair for pair in pairs if pair[0]], [found for row in companies if (found := host(row.website))]


def names_in(version: SynthesisVersion) -> Iterator[Problem]:
    fields = all_fields()
    texts = [getattr(version, name) or "" for name in fields]
    pairs, hosts = to_avoid(version.synthesis)
    for field, text, low in zip(fields, texts, folded(texts), strict=True):
        for name in names_found(words(low), pairs):
            yield told(field, name)
        for address in [*(row for row in hosts if row in text.lower()), *MAIL_ADDRESS.findall(text)]:
            yield told(field, address)


def names_found(text: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A name of some length is found with an ending too ("Nordvanin"), a long one also written together."""
    together = text.replace(" ", "")
    for low, name in pairs:
        end = "" if len(low) >= SHORTEST_OPENING else r"(?!\w)"
        squeezed = low.replace(" ", "")
        if re.search(rf"(?<!\w){re.escape(low)}{end}", text) or (len(squeezed) >= 12 and squeezed in together):
            yield name


def told(field: str, name: str) -> Problem:
    sentence = _("“%(name)s” stands in %(place)s. Write it so that nobody can be known by it.")
    return Problem(sentence % {"name": name, "place": label(field)}, field)


# Numbers of companies


def few_in(version: SynthesisVersion) -> Iterator[Problem]:
    """A number of companies below three would point at them."""
    fields = [name for name in all_fields() if getattr(version, name)]
    for field, low in zip(fields, folded(getattr(version, name) for name in fields), strict=True):
        for match in FEW_COMPANIES[field.rpartition("_")[2]].finditer(" ".join(low.split())):
            sentence = _("“%(words)s” in %(place)s: a number of companies is told only from three on.")
            yield Problem(sentence % {"words": match[0], "place": label(field)}, field)
