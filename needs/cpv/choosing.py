"""The CPV codes of a need: several people may choose at once, and each adds and takes away what she saw."""

from typing import Any

from django.utils.translation import gettext as _

from core.permissions import require
from core.workflow import Refused
from needs.intake.writing import refuse_unless_written
from needs.models import CpvCode, Need
from needs.workflow import locked

MOST_CODES = 20


def choose(need: Need, by: Any, *, seen: set[str], chosen: set[str]) -> None:
    """`seen` are the codes that the need had when the page was shown. Raises Refused where it cannot be."""
    require(by, "needs.edit_need", need)
    with locked(need) as current:
        refuse_unless_written(current)
        there = set(current.cpv_codes.values_list("pk", flat=True))
        wanted = (there | (chosen - seen)) - (seen - chosen)
        if len(wanted) > MOST_CODES:
            raise Refused(
                _("A need has at most %(most)s CPV codes. Choose those that say most.") % {"most": MOST_CODES}
            )
        current.cpv_codes.set(CpvCode.objects.filter(pk__in=wanted))
        current.save(update_fields=["changed_at"])
