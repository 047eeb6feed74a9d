from tests.access.world import SIGNED_IN, Access

ACCESS: dict[str, Access] = {
    "account-settings": Access(read=SIGNED_IN, send=SIGNED_IN),
    "account-privacy": Access(read=SIGNED_IN),
    "account-privacy-download": Access(read=SIGNED_IN),
    "account-erase": Access(read=SIGNED_IN, send=SIGNED_IN),
}
