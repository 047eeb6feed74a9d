from datetime import date
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.enums import Country
from municipalities.enums import Kind
from municipalities.models import Municipality
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory, ParticipationFactory
from tests.factories.needs import NeedFactory

pytestmark = pytest.mark.django_db

REGISTER = Path(settings.BASE_DIR) / "municipalities" / "register"
HEADING = "country,code,official_name,region_code,region,name_is\n"
BERGEN = "NO,4601,Bergen,46,Vestland,Björgvin\n"
MOLDE = "NO,1506,Molde,15,Møre og Romsdal,\n"
ALESUND = "NO,1508,Ålesund,15,Møre og Romsdal,\n"


@pytest.fixture
def run(tmp_path: Path):
    """Writes the texts into files and gives the command the file and the options; what it says, line by line."""

    def run(text: str, country: str = "NO", **options: object) -> list[str]:
        def written(name: str, content: str) -> Path:
            (tmp_path / name).write_text(content, encoding="utf-8")
            return tmp_path / name

        files = {
            name: written(name, options.pop(name))
            for name in ("inhabitants", "coordinates", "mergers")
            if name in options
        }
        out = StringIO()
        register = written("register.csv", text)
        call_command("import_municipalities", register, country=country, format="csv", stdout=out, **files, **options)
        return out.getvalue().splitlines()

    return run


def state() -> list[tuple]:
    fields = ["code", "official_name", "region_code", "region", "name_is", "closed_on", "merged_into__code"]
    return list(Municipality.objects.order_by("code").values_list(*fields))


def body(code: str, name: str, **values: object) -> Municipality:
    return MunicipalityFactory(code=code, official_name=name, **values)


def test_new_ones_come_with_region_and_names(run) -> None:
    assert run(HEADING + BERGEN + MOLDE) == [
        "New (2)",
        "  4601 Bergen",
        "  1506 Molde",
        "Municipalities in the file: 2. Written: 2.",
    ]
    assert state() == [
        ("1506", "Molde", "15", "Møre og Romsdal", None, None, None),
        ("4601", "Bergen", "46", "Vestland", "Björgvin", None, None),
    ]


def test_a_dry_run_says_the_same_and_writes_nothing(run) -> None:
    body("4601", "Bjørgvin")
    before = state()
    assert run(HEADING + BERGEN + MOLDE, dry_run=True) == [
        "New (1)",
        "  1506 Molde",
        "Renamed (1)",
        "  4601 Bjørgvin → Bergen",
        "Another region (1)",
        "  4601 Bergen: none → Vestland",
        "Names in other languages (1)",
        "  4601 Bergen: Björgvin",
        "Municipalities in the file: 2. This was a dry run: nothing was changed.",
    ]
    assert state() == before


def test_a_second_time_changes_nothing(run) -> None:
    run(HEADING + BERGEN)
    assert run(HEADING + BERGEN) == ["Municipalities in the file: 1. Written: 0."]


def test_what_is_gone_is_closed_and_what_comes_back_is_open_again(run) -> None:
    run(HEADING + BERGEN + MOLDE)
    assert run(HEADING + BERGEN, closed_on=date(2030, 1, 1))[:2] == ["Closed (1)", "  1506 Molde, on 2030-01-01"]
    assert state()[0][-2:] == (date(2030, 1, 1), None)
    assert run(HEADING + BERGEN) == ["Municipalities in the file: 1. Written: 0."]
    assert run(HEADING + BERGEN + MOLDE)[:2] == ["Open again (1)", "  1506 Molde"]
    assert state()[0][-2:] == (None, None)


def test_a_merger_keeps_the_history_and_moves_nobody(run) -> None:
    old = body("1504", "Gamle Ålesund")
    membership = MembershipFactory(municipality=old)
    participation = ParticipationFactory(municipality=old)
    need = NeedFactory(municipality=old)
    lines = run(HEADING + ALESUND, mergers="old_code,new_code\n1504,1508\n1523,1508\n", closed_on=date(2030, 1, 1))
    assert lines == [
        "New (1)",
        "  1508 Ålesund",
        "Merged (1)",
        "  1504 Gamle Ålesund into 1508 Ålesund, on 2030-01-01",
        "Municipalities in the file: 1. Written: 2.",
    ]
    assert state() == [
        ("1504", "Gamle Ålesund", "", "", None, date(2030, 1, 1), "1508"),
        ("1508", "Ålesund", "15", "Møre og Romsdal", None, None, None),
    ]
    for row in (membership, participation, need):
        row.refresh_from_db()
        assert row.municipality == old


def test_a_merger_may_lead_into_one_that_does_not_change(run) -> None:
    run(HEADING + BERGEN + MOLDE)
    run(HEADING + BERGEN, mergers="old_code,new_code\n1506,4601\n4602,4601\n", closed_on=date(2030, 1, 1))
    assert state()[0][-2:] == (date(2030, 1, 1), "4601")


def test_one_that_is_divided_goes_into_none(run) -> None:
    run(HEADING + BERGEN)
    lines = run(
        HEADING + MOLDE + ALESUND, mergers="old_code,new_code\n4601,1506\n4601,1508\n", closed_on=date(2030, 1, 1)
    )
    assert "  4601 Bergen, on 2030-01-01, divided: 1506, 1508" in lines
    assert state()[-1][-2:] == (date(2030, 1, 1), None)


def test_one_that_lends_its_name_to_a_merger_lives_on_under_the_new_code(run) -> None:
    kept = body("1507", "Ålesund")
    body("1529", "Skodje")
    lines = run(HEADING + ALESUND, mergers="old_code,new_code\n1507,1508\n1529,1508\n", closed_on=date(2030, 1, 1))
    assert lines[:4] == [
        "Another code (1)",
        "  1507 → 1508 Ålesund",
        "Another region (1)",
        "  1508 Ålesund: none → Møre og Romsdal",
    ]
    assert list(Municipality.objects.order_by("code").values_list("code", "merged_into", "closed_on")) == [
        ("1508", None, None),
        ("1529", kept.pk, date(2030, 1, 1)),
    ]


@pytest.mark.parametrize("mergers", [None, "oldCode;newCode;oldName\n1507;1508;Ålesund\n"])
def test_another_code_is_no_merger(run, mergers: str | None) -> None:
    old = body("1507", "Ålesund")
    lines = run(HEADING + ALESUND, **({"mergers": mergers} if mergers else {}))
    assert lines[:2] == ["Another code (1)", "  1507 → 1508 Ålesund"]
    assert list(Municipality.objects.values_list("pk", "code", "closed_on")) == [(old.pk, "1508", None)]


def test_one_written_by_hand_gets_its_code(run) -> None:
    old = body("", "Bergen")
    run(HEADING + BERGEN)
    assert list(Municipality.objects.values_list("pk", "code")) == [(old.pk, "4601")]


def test_a_list_in_one_language_takes_no_name_away(run) -> None:
    body("5001", "Trondheim – Tråante", name_is="Þrándheimur")
    run("country,code,official_name\nNO,5001,Trondheim\n")
    assert state() == [("5001", "Trondheim – Tråante", "", "", "Þrándheimur", None, None)]


def test_other_countries_and_other_kinds_of_bodies_are_left_alone(run) -> None:
    bergen = body("4601", "Bergen")
    company = body("", "Bergen Bad", parent=bergen)
    county = body("46", "Vestland", kind=Kind.REGION)
    swedish = body("1880", "Örebro", country=Country.SWEDEN)
    run(HEADING + BERGEN)
    for row in (company, county, swedish):
        row.refresh_from_db()
        assert row.closed_on is None


def test_inhabitants_and_coordinates_come_from_files_of_their_own(run) -> None:
    run(
        HEADING + BERGEN,
        inhabitants="code;inhabitants\n4601;291 940\n",
        coordinates="code,latitude,longitude\n4601,60.39,5.32\n",
    )
    bergen = Municipality.objects.get()
    assert (bergen.population, bergen.latitude, bergen.longitude) == (291_940, 60.39, 5.32)


WRONG = {
    "wrong numbers": (
        {"inhabitants": "code,inhabitants\n4601,many\n4602,-1\n4603,1\n4603,2\n"},
        [
            "Line 2: 'many' is no number of inhabitants.",
            "Line 3: '-1' is no number of inhabitants.",
            "Line 5: the code 4603 stands in the file twice.",
        ],
    ),
    "coordinates the wrong way round": (
        {"coordinates": "code,latitude,longitude\n4601,5.32,60.39\n"},
        ["Line 2: 5.32, 60.39 is not in the Nordic countries."],
    ),
    "coordinates that are none": (
        {"coordinates": "code,latitude,longitude\n4601,nan,x\n"},
        ["Line 2: 'nan', 'x' are no degrees."],
    ),
    "figures of a stranger": (
        {"inhabitants": "code,inhabitants\n0301,1\n"},
        ["Inhabitants or coordinates of codes that the register does not have: 0301."],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_nothing_is_changed_when_a_file_beside_has(case: str, run) -> None:
    options, expected = WRONG[case]
    with pytest.raises(CommandError) as refusal:
        run(HEADING + BERGEN, **options)
    first, *problems = str(refusal.value).splitlines()
    assert first.endswith("is refused; nothing was changed.")
    assert problems == expected
    assert state() == []


def test_a_malformed_register_is_refused_with_its_lines_and_nothing_is_changed(run) -> None:
    with pytest.raises(CommandError, match=r"nothing was changed\.\nLine 3: 4 cells, the heading has 6\."):
        run(f"{HEADING}{BERGEN}NO,1506,Molde,15\n")
    assert state() == []


def test_half_a_country_is_not_closed_by_mistake(run) -> None:
    for number in range(10):
        body(f"99{number:02}", f"Body {number}")
    with pytest.raises(CommandError, match="10 of 10 municipalities are not in the file and would be closed"):
        run(HEADING + BERGEN)
    assert Municipality.objects.filter(closed_on__isnull=False).count() == 0
    run(HEADING + BERGEN, close_many=True)
    assert Municipality.objects.filter(closed_on__isnull=False).count() == 10


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_screen_shows_a_bar_that_fills(run) -> None:
    screen = Screen()
    run(HEADING + BERGEN + MOLDE, stderr=screen)
    assert screen.getvalue() == f"\r[{'#' * 40}] 2/2\n"


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        call_command("import_municipalities", tmp_path / "none.csv", country="NO", format="csv")


def test_all_the_registers_together_1148_rows_are_in_within_five_seconds() -> None:
    def bring_in_all() -> float:
        start = perf_counter()
        for country in Country.values:
            path = REGISTER / f"{country.lower()}.csv"
            call_command("import_municipalities", path, country=country, format="csv", stdout=StringIO())
        return perf_counter() - start

    assert bring_in_all() < 5
    assert Municipality.objects.count() == 1148
    assert Municipality.objects.filter(official_name="Herøy").count() == 2
    for row in Municipality.objects.filter(country=Country.NORWAY):
        Municipality.objects.filter(pk=row.pk).update(official_name=f"Old {row.code}", region="Old")
    assert bring_in_all() < 5
    assert Municipality.objects.filter(official_name__startswith="Old").count() == 0
