"""What stands beside each field of a need: what belongs in it, and an example that shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Advice:
    hint: Any
    example: Any


ADVICE = {
    "title": Advice(
        _("Who gets what, and how it should be, in one line. Name no product."),
        _("Meals brought to 40 schools every day without emissions or noise"),
    ),
    "situation": Advice(
        _("How is it done today, by whom, how often, and what is the trouble with it? Figures help."),
        _(
            "Meals are driven from two kitchens to 40 schools by five diesel vans, twice a day. Three schools lie in"
            " streets where neighbours complain of noise before seven. The contract with the carrier ends in June."
        ),
    ),
    "outcome": Advice(
        _("What should be so afterwards, for whom, and how do you tell that it is? Leave the way there to the market."),
        _(
            "Every school gets warm meals between 10:30 and 11:15. The deliveries cause no emissions where people live,"
            " and no more noise than talking. We see for each delivery when it came and how warm it was."
        ),
    ),
    "constraints": Advice(
        _("What cannot be changed: law, places, hours, contracts, money. Say why, so that a way around may be found."),
        _("Four kitchens have no lift. Vehicles above 3.5 tonnes may not enter the old town between 11 and 18."),
    ),
}
