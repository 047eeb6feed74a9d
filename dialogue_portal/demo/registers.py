"""The registers that come with the portal, the CPV codes of the demo, example rates; and every Nordic municipality."""

from datetime import date
from decimal import Decimal

from core.enums import Country
from dialogue_portal.demo.files import add_missing, read, translated
from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.register.figures import Figures
from municipalities.register.formats import entries_of
from municipalities.register.importing import bring_in
from municipalities.register.known import FOLDER
from needs.models import CpvCode, ExchangeRate
from needs.registers import loading

AS_OF = date(2026, 1, 1)  # of the portal's own lists


def load() -> int:
    added = loading.load()
    codes = {code: translated(name=names) for code, names in read("registers")["cpv"].items()}
    return added.categories + added.units + added.codes + add_missing(CpvCode, "code", codes) + load_rates()


def load_rates() -> int:
    there = set(ExchangeRate.objects.values_list("on", "currency"))
    rates = [
        ExchangeRate(on=entry["on"], currency=currency, per_euro=Decimal(value), source=read("rates")["source"])
        for entry in read("rates")["day"]
        for currency, value in entry["per_euro"].items()
        if (entry["on"], currency) not in there
    ]
    return len(ExchangeRate.objects.bulk_create(rates))


def load_municipalities() -> int:
    """The portal's own lists, of each country that lacks some of them; the others stay as people left them."""
    there = set(Municipality.objects.filter(kind=Kind.MUNICIPALITY).values_list("country", "code"))
    return sum(bring_in_missing(country, {code for of, code in there if of == country}) for country in Country)


def bring_in_missing(country: Country, there: set[str]) -> int:
    entries = entries_of((FOLDER / f"{country.lower()}.csv").read_bytes(), "csv", country)
    if there >= {entry.code for entry in entries}:
        return 0
    return len(bring_in(entries, country, figures=Figures(), on=AS_OF).new)
