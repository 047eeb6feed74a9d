"""What a company may be known by in a text: its name without the legal form, the first word of that, its website."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Q
from django.utils import translation

from core.enums import Country
from core.languages import CODES
from core.search import Fold
from core.texts import localized_names
from municipalities.models import Municipality
from suppliers.enums import CompanyState
from suppliers.models import Company, Synthesis
from suppliers.synthesis.forms_of_companies import ALONE, BEFORE, PHRASES

SHORTEST_FIRST_WORD = 4  # letters; of three where all are capitals ("DSV")
SHARED = 3  # companies whose names begin alike are not told from one another by that
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
ALWAYS_ORDINARY = {
    *("nordic", "nordisk", "nordiska", "nordiske", "nordens", "pohjoismainen", "scandinavian", "skandinavisk"),
    *("green", "gron", "gront", "grona", "graen", "vihrea", "clean", "smart", "urban", "city", "local", "lokal"),
    *("electric", "elektrisk", "elektriska", "elektriske", "sahko", "raf", "zero"),
    *("transport", "logistics", "logistik", "logistikk", "logistiikka", "frakt", "fragt"),
    *("north", "nord", "norr", "south", "east", "west", "first", "forsta", "forste", "example", "demo"),
}  # fmt: skip


# Legal forms


def bare(name: str) -> str:
    """A company's name without its legal form and what stands in brackets: in a text nobody writes these."""
    parts = (BRACKETS.sub(" ", name).strip() or name).split()
    while (length := form_at_the_end(parts)) and length < len(parts):
        parts = parts[:-length]
    while len(parts) > 1 and plain(parts[0]) in BEFORE:
        parts = parts[1:]
    return " ".join(parts).strip(" ,;-–")


def plain(word: str) -> str:
    """As the lists have it: "A.m.b.a." and "ehf.," without dots, comma and capitals."""
    return word.lower().replace(".", "").strip(",;")


def form_at_the_end(parts: list[str]) -> int:
    """Of how many words the legal form is with which the name ends; 0 if with none."""
    words = [plain(part) for part in parts]
    for phrase in PHRASES:
        if words[-len(phrase) :] == list(phrase):
            return len(phrase)
    return 1 if words[-1] in ALONE else 0


# What to look for


def companies_near(synthesis: Synthesis) -> list[Company]:
    taking_part = Q(responses__request__dialogue=synthesis.dialogue) | Q(questions__dialogue=synthesis.dialogue)
    return list(Company.objects.filter(Q(state=CompanyState.CONFIRMED) | taking_part).distinct())


def telling_names(synthesis: Synthesis, companies: Iterable[Company]) -> tuple[list[str], list[str]]:
    """Names that tell a company: whole ones, and first words of these that stand for no other thing.

    A single word tells nothing where the request or the challenge has it too, or where it is a place.
    """
    names = list(dict.fromkeys(bare(company.name) for company in companies))
    first = Counter(re.findall(r"\w+", name)[0] for name in names if re.search(r"\w", name))
    words = {word for word, count in first.items() if count < SHARED and is_long_enough(word)}
    single = {name for name in names if re.fullmatch(r"\w+", name)}
    ordinary = ordinary_ones(words | single, synthesis)
    return [name for name in names if name not in ordinary], sorted(words - single - ordinary)


def is_long_enough(word: str) -> bool:
    return len(word) >= SHORTEST_FIRST_WORD - word.isupper()


def host(website: str) -> str:
    return (urlsplit(website if "//" in website else f"//{website}").hostname or "").removeprefix("www.")


# Ordinary words


def ordinary_ones(words: Iterable[str], synthesis: Synthesis) -> set[str]:
    """Of these, the words that everybody uses in this dialogue."""
    asked = sorted(words)
    pairs = dict(zip(asked, folded(asked), strict=True))
    known = ALWAYS_ORDINARY | public_words(synthesis) | places(pairs.values())
    return {word for word, low in pairs.items() if low in known or low.isdigit()}


def public_words(synthesis: Synthesis) -> set[str]:
    said = [*texts_of(synthesis.request, ("title", "introduction"))]
    for question in synthesis.request.questions.all():
        said += texts_of(question, ("text", "help", "options", "unit"))
    if synthesis.challenge and synthesis.challenge.published:
        said += strings_in(synthesis.challenge.published.content)
    return set(re.findall(r"\w+", " ".join(folded(said))))


def texts_of(row: object, fields: Iterable[str]) -> list[str]:
    return [getattr(row, name) or "" for field in fields for name in localized_names(field)]


def strings_in(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from strings_in(part)


def places(words: Iterable[str]) -> set[str]:
    """Which of these folded words are municipalities or countries."""
    rows = Municipality.objects.annotate(low=Fold("official_name")).filter(low__in=list(words))
    countries = []
    for code in CODES:
        with translation.override(code):
            countries += [str(country.label) for country in Country]
    return {*rows.values_list("low", flat=True), *folded(countries)}


def folded(texts: Iterable[str]) -> list[str]:
    """As the database folds them, in one query."""
    rows = list(texts)
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold(t) FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n", [rows])
        return [row[0] for row in cursor.fetchall()]
