"""Categories, CPV codes and units; and every municipality of the Nordic countries."""

from datetime import date

from core.enums import Country
from dialogue_portal.demo.files import add_missing, read, translated
from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.register.figures import Figures
from municipalities.register.formats import entries_of
from municipalities.register.importing import bring_in
from municipalities.register.known import FOLDER
from needs.models import Category, CpvCode, Unit

AS_OF = date(2026, 1, 1)  # of the portal's own lists


def load() -> int:
    registers = read("registers")
    categories = {slug: translated(name=names) for slug, names in registers["category"].items()}
    codes = {code: translated(name=names) for code, names in registers["cpv"].items()}
    units = {
        slug: {"position": position, **translated(name=names)}
        for position, (slug, names) in enumerate(registers["unit"].items(), start=1)
    }
    return (
        add_missing(Category, "slug", categories)
        + add_missing(CpvCode, "code", codes)
        + add_missing(Unit, "slug", units)
    )


def load_municipalities() -> int:
    """The portal's own lists, of each country that lacks some of them; the others stay as people left them."""
    there = set(Municipality.objects.filter(kind=Kind.MUNICIPALITY).values_list("country", "code"))
    return sum(bring_in_missing(country, {code for of, code in there if of == country}) for country in Country)


def bring_in_missing(country: Country, there: set[str]) -> int:
    entries = entries_of((FOLDER / f"{country.lower()}.csv").read_bytes(), "csv", country)
    if there >= {entry.code for entry in entries}:
        return 0
    return len(bring_in(entries, country, figures=Figures(), on=AS_OF).new)
