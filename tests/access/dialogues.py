from tests.access.world import EVERYBODY, Access

ACCESS = {
    "dialogues": Access(read=EVERYBODY),
    "dialogue": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
}
