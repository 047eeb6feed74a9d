"""How columns, units and degrees of certainty are called in a spreadsheet, in any of the six languages."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from modeltranslation.utils import build_localized_fieldname

from core.languages import CODES
from core.texts import in_every_language
from needs.enums import Certainty
from needs.intake.line_forms import FIELDS, label
from needs.models import Unit

# Beside the headings of the portal's own template
HEADINGS = {
    "year": "year; år; vuosi; ár",
    "quantity": "quantity; amount; number; mengde; antall; kvantitet; mängd; antal; mængde; määrä; magn; fjöldi",
    "unit": "unit; enhet; enhed; yksikkö; eining",
    "certainty": "certainty; sikkerhet; säkerhet; sikkerhed; varmuus; vissa; hvor sikkert; hur säkert; hvor sikker",
    "contract_ends": "current contract ends; contract ends; contract end; end of contract; avtalen utløper; "
    "kontrakt utløper; "
    "dagens avtale utløper; nuvarande avtal löper ut; avtalet löper ut; avtalsslut; "
    "nuværende kontrakt udløber; kontrakten udløber; "
    "kontraktudløb; nykyinen sopimus päättyy; sopimus päättyy; núverandi samningi lýkur; samningi lýkur",
    "earliest_start": "earliest start; start; tidligste oppstart; tidligste start; tidigaste start; aikaisin aloitus;"
    "aikaisintaan; hefst í fyrsta lagi; fyrsta upphaf",
    "value_min": "value from; value min; verdi fra; värde från; værdi fra; arvo alkaen; arvo vähintään; "
    "verðmæti frá; virði frá",
    "value_max": "value to; value max; verdi til; värde till; værdi til; arvo enintään; verðmæti til; virði til",
    "currency": "currency; valuta; valuutta; gjaldmiðill",
    "is_public": "may be shown for us alone; public; kan vises for oss alene; får visas för oss ensamma; "
    "må vises for os alene; "
    "saa näyttää yksin; má birta; offentlig; julkinen; opinbert",
}
UNITS = {
    "vehicles": "vehicle; kjøretøy; fordon; køretøj; ajoneuvo; ökutæki; pcs; stk; st; kpl",
    "deliveries": "delivery; deliveries a year; leveranse; leveranser; levering; leverans; leverance; "
    "toimitus; toimitukset; afhending",
    "vehicle-km": "vehicle-km; vehicle km; km; kjøretøy-km; fordonskm; ajoneuvokm",
    "thousand-vehicle-km": "1000 km; 1,000 km; 1 000 km; tkm",
    "tonnes": "tonne; ton; tonn; t; tonni; tonnit",
    "kilograms": "kg; kilo; kilogram",
    "cubic-metres": "m3; m³; cubic metre; kubikkmeter; kubikmeter; kuutiometri",
    "litres": "l; litre; liter; litra",
    "euro": "eur; €; euro; euros; euroa",
}
CERTAINTY = {
    Certainty.INDICATIVE: "indicative; veiledende; indikativt; indikativ; vejledende; suuntaa-antava; "
    "leiðbeinandi; til viðmiðunar",
    Certainty.PLANNED: "planned; planlagt; planerat; planerad; suunniteltu; áætlað; áformað",
    Certainty.BUDGETED: "budgeted; budsjettert; budgeterat; budgeterad; budgetteret; "
    "budjetoitu; á fjárhagsáætlun; fjármagnað",
    Certainty.DECIDED: "decided; besluttet; vedtatt; beslutat; beslutad; päätetty; ákveðið",
}
YES = "yes; ja; kyllä; já; x; 1; true; on; sant; sann; tosi"
NO = "no; nei; nej; ei; 0; false; -; –; usant; falskt; epätosi"
Names = dict[str, str]
UNLIKE = str.maketrans("æøð", "aod")  # letters that are no letter with an accent


def fold(text: str) -> str:
    """Small letters and figures, without accents: "Måned (år)" and "maned ar" are the same."""
    plain = text.casefold().translate(UNLIKE)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+|[€]", bare))


def listed(words: str) -> list[str]:
    return [fold(word) or word.strip() for word in words.split(";")]


def every_name(say: Callable[[], str]) -> list[str]:
    """What `say` answers in each of the languages, folded."""
    return [fold(said) for said in in_every_language(say).values()]


def headings() -> Names:
    """The field of each heading that is known."""
    known = {word: name for name in FIELDS for word in listed(HEADINGS[name])}
    return known | {word: name for name in FIELDS for word in every_name(lambda name=name: label(name))}  # type: ignore[misc]


def unit_names() -> Names:
    """The number of the unit of each name; what staff named last word, shipped names and abbreviations below it."""
    units = list(Unit.objects.all())
    short = {word: str(unit.pk) for unit in units for word in listed(UNITS.get(unit.slug, unit.slug))}
    names: dict[str, Any] = {
        fold(name): str(unit.pk)
        for unit in units
        for code in CODES
        if (name := getattr(unit, build_localized_fieldname("name", code)))
    }
    return short | {fold(unit.slug): str(unit.pk) for unit in units} | names


def certainty_names() -> Names:
    known = {word: level.value for level, words in CERTAINTY.items() for word in listed(words)}
    own = {word: level.value for level in Certainty for word in every_name(lambda level=level: str(level.label))}  # type: ignore[misc]
    return known | own | {level.value: level.value for level in Certainty}


def yes_or_no(text: str) -> bool | None:
    """None where it is neither."""
    word = fold(text) or text.strip()
    return True if word in listed(YES) else False if not word or word in listed(NO) else None
