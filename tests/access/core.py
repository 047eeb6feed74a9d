from tests.access.world import Access

ACCESS: dict[str, Access] = {}
