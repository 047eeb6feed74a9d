from decimal import Decimal

import pytest
from django.urls import reverse

from needs.figures.demand import demand_of_lines, lines_of
from needs.models import Need
from tests.factories import DemandLineFactory, NeedFactory, StaffRoleFactory, UnitFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import ready_to_circulate

pytestmark = pytest.mark.django_db


def test_what_is_converted_is_summed_up_with_what_it_is_counted_as_and_named_wherever_needs_are_chosen() -> None:
    scene = ready_to_circulate()
    oslo, turku, _orebro = scene.needs
    tonnes = UnitFactory(slug="tonnes", name_en="tonnes", position=7)
    kilograms = UnitFactory(slug="kilograms", name_en="kilograms", base=tonnes, factor=Decimal("0.001"))
    DemandLineFactory(need=oslo, year=2024, quantity=Decimal("0.5"), unit=tonnes)
    DemandLineFactory(need=turku, year=2024, quantity=1500, unit=kilograms)
    DemandLineFactory(need=turku, year=2025, quantity=0, unit=tonnes)
    client, asked = signed_in(scene.manager), {"need": [oslo.pk, turku.pk]}
    alone = client.get(reverse("workspace-need-selection"), {"need": oslo.pk}).content.decode()
    assert f'href="{oslo.get_absolute_url()}#similar"' in alone
    other = NeedFactory(dialogue=StaffRoleFactory(user=scene.manager).dialogue)
    for name in ("workspace-needs", "workspace-need-selection"):
        page = client.get(reverse(name), {"need": [oslo.pk, other.pk]}).content.decode()
        assert "These needs belong to several dialogues" in page
        assert "kept-apart" in page
    for name in ("workspace-needs", "workspace-need-selection", "workspace-join"):
        response = client.get(reverse(name), asked)
        table = response.context["chosen_demand"]
        rows = [(row.unit.slug, row.quantities, row.total) for row in table.rows]
        assert rows == [("deliveries", [200, 100, None], 300), ("tonnes", [None, None, 2], 2)]
        assert "kilograms are converted into tonnes (× 0.001)." in " ".join(response.content.decode().split())
        full = demand_of_lines(lines_of(Need.objects.filter(pk__in=asked["need"])))
        assert [(unit.unit.slug, unit.total) for unit in full] == [(row.unit.slug, row.total) for row in table.rows]


def test_whom_nothing_is_offered_for_the_chosen_needs_is_not_told_to_choose_others() -> None:
    scene = ready_to_circulate()
    coordinator = StaffRoleFactory(dialogue=scene.dialogue, country="NO").user
    elsewhere = StaffRoleFactory(user=coordinator, country="NO").dialogue
    norwegian = scene.needs[0].municipality
    client, address = signed_in(coordinator), reverse("workspace-need-selection")
    for state, told in (("accepted", False), ("submitted", True)):
        other = NeedFactory(dialogue=elsewhere, municipality=norwegian, state=state)
        page = client.get(address, {"need": [scene.needs[0].pk, other.pk]})
        assert (len(page.context["chosen"]), page.context["is_kept_apart"]) == (2, told)


def test_what_is_chosen_is_let_go_from_beside_its_count_also_as_the_list_is_open() -> None:
    scene = ready_to_circulate()
    client, asked = signed_in(scene.manager), {"q": "need", "need": [scene.needs[0].pk]}
    page = client.get(reverse("workspace-needs"), asked)
    seen = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page.request['PATH_INFO']}?q=need&need=7#here"}
    part = client.get(reverse("workspace-need-selection"), asked, headers=seen)
    for response in (page, part):
        assert (
            '<a class="ds-link" href="/en/workspace/needs/?q=need" aria-live="off" data-none>'
            in response.content.decode()
        )
