"""Acts of the desk in words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.texts import text_from
from needs.enums import ActKind
from needs.models import CurationAct, NeedTransition


def deed(act: CurationAct) -> str:
    """ "3 needs moved to “Deliveries”" """
    return DEEDS[ActKind(act.kind)](act.before["count"]) % named(act)


def who_did_what(act: CurationAct) -> str:
    """ "Anna: 3 needs moved to “Deliveries”", or who took it back."""
    said = deed(act)
    if act.undone_at:
        said, person = _("undone: %(deed)s") % {"deed": said}, act.undone_by
    else:
        person = act.actor
    return f"{person}: {said}" if person else said


def in_words(deed: CurationAct | NeedTransition) -> str:
    return who_took(deed) if isinstance(deed, NeedTransition) else who_did_what(deed)


def who_took(step: NeedTransition) -> str:
    """ "Anna: “Vans” returned" """
    said = STEPS[step.action]() % {"need": step.subject}
    return f"{step.actor}: {said}" if step.actor else said


def named(act: CurationAct) -> dict[str, Any]:
    """Acts from before the titles were kept in every language have the one that their actor read."""
    title, other = (str(text_from(act.before.get(name, {}))) for name in ("titles", "other_titles"))
    return {
        "count": act.before["count"],
        "title": title or act.title,
        "other": other or act.before.get("other", ""),
    }


# Steps of a need that staff take on its own page
STEPS: dict[str, Callable[[], str]] = {
    "return": lambda: _("“%(need)s” returned"),
    "reopen": lambda: _("the answer to “%(need)s” taken back"),
}
# Each a function, so that the words are found and chosen by number in the reader's language
DEEDS: dict[ActKind, Callable[[int], str]] = {
    ActKind.ACCEPT: lambda count: ngettext("%(count)s need accepted", "%(count)s needs accepted", count),
    ActKind.DECLINE: lambda count: ngettext("%(count)s need declined", "%(count)s needs declined", count),
    ActKind.JOIN: lambda count: ngettext(
        "%(count)s need joined into “%(title)s”", "%(count)s needs joined into “%(title)s”", count
    ),
    ActKind.ADD: lambda count: ngettext(
        "%(count)s need added to “%(title)s”", "%(count)s needs added to “%(title)s”", count
    ),
    ActKind.REMOVE: lambda count: ngettext(
        "%(count)s need removed from “%(title)s”", "%(count)s needs removed from “%(title)s”", count
    ),
    ActKind.MOVE: lambda count: ngettext(
        "%(count)s need moved from “%(other)s” to “%(title)s”",
        "%(count)s needs moved from “%(other)s” to “%(title)s”",
        count,
    ),
    ActKind.SPLIT: lambda _count: _("a need’s demand split between “%(title)s” and “%(other)s”"),
}
