from tests.access.world import ADMINISTRATOR, EVERYBODY, MANAGERS, Access, World
from tests.factories import StaffRoleFactory


def role(world: World) -> list[int]:
    return [StaffRoleFactory(dialogue=world.dialogue).pk]


ACCESS = {
    "dialogues": Access(read=EVERYBODY),
    "dialogue": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "workspace-staff": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-staff-add": Access(read=ADMINISTRATOR, send=ADMINISTRATOR),
    "workspace-staff-end": Access(read=ADMINISTRATOR, send=ADMINISTRATOR, args=role),
}
