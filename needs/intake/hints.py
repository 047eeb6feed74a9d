"""A hint where a wanted outcome names a product: small lists of words per language, and never more than a hint.

The lists hold what Nordic buyers in transport and services most often ask for instead of an outcome. A word counts
where it begins a word of the text, so that inflected and compound forms are found, but not in its middle.
"""

import re
from dataclasses import dataclass

COMMON = "tesla,software,platform,app ,apps ,drone,blockchain"  # a blank says that the word ends there
WORDS = {
    "en": "electric van,electric truck,electric car,cargo bike,charging station,robot",
    "nb": "elbil,el-bil,elvarebil,ellastebil,lastesykkel,ladestasjon,plattform,programvare,appen,robot",
    "sv": "elbil,elskåpbil,ellastbil,lastcykel,laddstation,laddstolpe,plattform,programvara,drönare,appen,robot",
    "da": "elbil,elvarevogn,elvarebil,ellastbil,ladcykel,ladestander,ladestation,appen,robot",
    "fi": (
        "sähköauto,sähköpakettiauto,sähkökuorma-auto,tavarapyörä,latausasema,latauspiste,"
        "ohjelmisto,sovellus,alusta ,drooni,robotti,robotteja"
    ),
    "is": "rafbíl,rafmagnsbíl,rafsendibíl,rafknúin,vöruhjól,hleðslustöð,hugbúnað,smáforrit,dróna,vélmenni",
}
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


@dataclass(frozen=True)
class Hint:
    """The sentence, and the word in it that names a product."""

    sentence: str
    word: str


def hints(text: str, language: str) -> list[Hint]:
    """One for each sentence that names a product."""
    sentences = (sentence.strip() for sentence in SENTENCE.findall(text))
    found = ((sentence, product(sentence, language)) for sentence in sentences)
    return [Hint(sentence, word) for sentence, word in found if word]


def product(sentence: str, language: str) -> str:
    """The first product that a sentence names, as the sentence writes it."""
    match = pattern(language).search(f"{sentence} ")
    return match.group().strip() if match else ""


def pattern(language: str) -> re.Pattern[str]:
    listed = f"{COMMON},{WORDS[language]}".split(",")
    words = "|".join(re.escape(word.strip()) + (r"\b" if word.endswith(" ") else r"\w*") for word in listed)
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)
