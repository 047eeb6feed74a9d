"""A look at a question's text for what would give away who asks. Only ever a hint."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from suppliers.models import Company

LEGAL_FORMS = {"ab", "as", "asa", "aps", "a/s", "oy", "oyj", "ehf", "hf", "sf", "ltd", "gmbh", "abp"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
SHORTEST = 3


def giveaways(text: str, company: Company | None) -> list[str]:
    """What in the text names the company or a person, as it stands there: name, website's domain, e-mail address."""
    found = dict.fromkeys(ADDRESS.findall(text))
    for name in names_of(company) if company else ():
        if match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            found[match.group()] = None
    return list(found)


def names_of(company: Company) -> list[str]:
    """The name as it is registered and as people say it, without its legal form; the website's domain."""
    words = [word for word in re.sub(r"\([^)]*\)", "", company.name).split() if word.lower() not in LEGAL_FORMS]
    spoken = " ".join(words)
    host = (urlsplit(company.website).hostname or "").removeprefix("www.")
    return [name for name in dict.fromkeys([company.name, spoken, host]) if len(name) >= SHORTEST]


def hint(text: str, company: Company | None) -> str:
    """A sentence for who asks and for staff, or nothing."""
    found = giveaways(text, company)
    if not found:
        return ""
    said = {"words": ", ".join(f"“{name}”" for name in found)}
    return _("The text has %(words)s in it, which may give away who asks.") % said
