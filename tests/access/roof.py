from core.tasks import heartbeat
from tests.access.world import EVERYBODY, SIGNED_IN, Access, World


def alive(_world: World) -> list[str]:
    heartbeat()
    return []


ACCESS = {
    "root": Access(read=EVERYBODY),
    "healthz": Access(read=EVERYBODY),
    "readyz": Access(read=EVERYBODY, args=alive),
    "home": Access(read=EVERYBODY),
    "workspace": Access(read=SIGNED_IN),
}
