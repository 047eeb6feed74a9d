"""What the managers did at the desk: a need left out with the reason, one whose demand is split, an act taken back."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from core.models import Mail
from dialogue_portal.demo.needs import MANAGER, needs
from needs.curation import acts
from needs.curation.sources import lines_of
from needs.curation.undoing import undo
from needs.models import Challenge, CurationAct

HERE, THERE = "consolidated-city-deliveries", "parcels-and-mail-without-emissions"
SECOND_MANAGER = "manager2@example.org"
LEFT_OUT, SPLIT, TAKEN_BACK = "orebro-rural-rounds", "kaarina-small-orders", "turku-internal-transport"
REASON = "Rounds in the country are too long for a city’s terminal. They wait for a challenge of their own."


def load() -> int:
    """Nothing where the two challenges are not in the demo, or the desk was used already."""
    found = Challenge.objects.in_bulk([HERE, THERE], field_name="slug")
    if len(found) < 2 or CurationAct.objects.filter(dialogue=found[HERE].dialogue).exists():
        return 0
    here, there, known = found[HERE], found[THERE], needs()
    first, second = (User.objects.get(email=email) for email in (MANAGER, SECOND_MANAGER))
    acts.remove(here, [known[LEFT_OUT]], first, REASON)
    half = {line: (quantity / 2).quantize(Decimal(1)) for line, quantity in lines_of(known[SPLIT].pk).items()}
    acts.split(known[SPLIT], here, there, half, second)
    added = acts.add(there, [known[TAKEN_BACK]], second)
    if added:
        undo(added, first)
    # The demo's mailbox begins empty
    Mail.objects.filter(about_type=ContentType.objects.get_for_model(CurationAct)).delete()
    return CurationAct.objects.count()
