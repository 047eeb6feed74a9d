"""Categories, CPV codes and units."""

from dialogue_portal.demo.files import add_missing, read, translated
from needs.models import Category, CpvCode, Unit


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
