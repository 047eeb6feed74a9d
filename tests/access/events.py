from tests.access.world import EVERYBODY, Access
from tests.factories import EventFactory

ACCESS = {
    "events": Access(read=EVERYBODY),
    "event": Access(read=EVERYBODY, args=lambda world: [EventFactory(dialogue=world.dialogue).slug]),
}
