from tests.access.world import Access, World

SUPPLIER = frozenset({"supplier"})


def company(world: World) -> list[str]:
    return [world.company.key]


ACCESS = {
    "workspace-company": Access(read=SUPPLIER, args=company),
}
