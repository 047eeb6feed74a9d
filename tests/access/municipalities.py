from tests.access.world import EVERYBODY, Access

ACCESS = {
    "participants": Access(read=EVERYBODY),
}
