"""Events keep nobody but the address that is published with them."""

from core.personal import Kept

PERSONAL: list[Kept] = []

NOT_PERSONAL = {"events.Event": "its contact is a shared address of an organisation, published on purpose"}
