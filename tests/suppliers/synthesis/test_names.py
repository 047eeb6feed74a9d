"""What of a company's name stands in a text: without legal form and brackets, or its first word alone."""

import pytest

from needs.models import Challenge
from suppliers.models import Company
from suppliers.synthesis.checking import problems
from suppliers.synthesis.names import bare, telling_names
from tests.factories import MunicipalityFactory, StatementFactory
from tests.factories.reading import answered, synthesis
from tests.factories.suppliers import CompanyFactory

NAMES = {
    "Fjordbud Demo AS (invented)": "Fjordbud Demo",
    "Fjordbud Demo AS (oppdiktet)": "Fjordbud Demo",
    "Nordvan ASA": "Nordvan",
    "Bud og Bil ANS": "Bud og Bil",
    "Matbud SA": "Matbud",
    "AS Varetransport": "Varetransport",
    "Utenlandsk Frakt NUF": "Utenlandsk Frakt",
    "Elbud AB (publ)": "Elbud",
    "AB Elbud": "Elbud",
    "Åkarna i Umeå ek. för.": "Åkarna i Umeå",
    "Cykelbud Handelsbolag": "Cykelbud",
    "Lastcykel HB": "Lastcykel",
    "Hyldebil Demo ApS": "Hyldebil Demo",
    "Fragt A/S": "Fragt",
    "A/S Fragtbilen": "Fragtbilen",
    "Vognmænd I/S": "Vognmænd",
    "Andelen A.M.B.A.": "Andelen",
    "Sähkökuljetus Demo Oy (invented)": "Sähkökuljetus Demo",
    "Oy Pakettiapu Ab": "Pakettiapu",
    "Kuljetus Oyj": "Kuljetus",
    "Logistik Oyj Abp": "Logistik",
    "Kuorma Ky": "Kuorma",
    "Tmi Pakettimies": "Pakettimies",
    "Rafbílar ehf.": "Rafbílar",
    "Rafbílar ehf": "Rafbílar",
    "Sendill hf.": "Sendill",
    "Sendill ohf.": "Sendill",
    "Hjól slf.": "Hjól",
    "Flutningur Sp/f": "Flutningur",
    "Flutningur Sp/f.": "Flutningur",
    "Sp/f Flutningur": "Flutningur",
    "P/F Farmur": "Farmur",
    "Cargo GmbH & Co. KG": "Cargo",
    "Cargo, Ltd.": "Cargo",
    "Cargo B.V.": "Cargo",
    # What is the name itself stays
    "AS": "AS",
    "(invented)": "(invented)",
    "Oy Ab": "Oy",
    "Ehf Hf": "Ehf",
    "Da Vinci Bud": "Da Vinci Bud",
    "Assa": "Assa",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_a_name_is_told_from_its_legal_form(name: str, expected: str) -> None:
    assert bare(name) == expected


@pytest.mark.django_db
def test_a_first_word_alone_tells_a_company_unless_it_stands_for_other_things_too() -> None:
    Company.objects.all().delete()
    scene = answered(0)
    made = synthesis(scene)
    challenge = StatementFactory(content={"title": {"nb": "Hvor ofte må elvarebilen lade?"}}).challenge
    Challenge.objects.filter(pk=challenge.pk).update(published=challenge.statements.get())
    made.challenge = Challenge.objects.get(pk=challenge.pk)
    MunicipalityFactory(official_name="Borgarfjord")
    rows = [
        CompanyFactory.build(name=name)
        for name in (
            *("Fjordbud Demo AS (invented)", "DSV Road A/S", "Ok Go AS", "2020 Bud AS"),
            *("Elvarebilen Norge AS", "Borgarfjord Bud AS", "Finland Cargo Oy", "Nordic Vans AB", "Lade AS"),
            *("Ekko Bud AS", "Ekko Bil AS", "Ekko Bane AS"),
        )
    ]
    whole, first = telling_names(made, rows)
    assert first == ["DSV", "Fjordbud"]
    assert "Lade" not in whole
    assert {"Fjordbud Demo", "Elvarebilen Norge", "Nordic Vans", "Ekko Bud", "Ok Go"} <= set(whole)


@pytest.mark.django_db
def test_a_first_word_is_found_in_every_language_with_its_endings_and_told_once_beside_the_whole_name() -> None:
    scene = answered(1)
    Company.objects.filter(pk=scene.responses[0].company_id).update(name="Sähkökuljetus Demo Oy (invented)")
    texts = {
        "heard_fi": "Sähkökuljetuksella on autoja.",  # with its ending after another stem: not known by this word
        "heard_en": "As Sahkokuljetus says, vans are few.",
        "heard_sv": "SÄHKÖKULJETUS DEMO har bilar, och Sähkökuljetus laddar dem.",
        "heard_da": "Sähkökuljetusta findes.",
    }
    found = [
        (problem.field, problem.sentence.split("”")[0])
        for problem in problems(synthesis(scene, **texts).versions.get())
    ]
    assert found == [
        ("heard_en", "“Sähkökuljetus"),
        ("heard_sv", "“Sähkökuljetus Demo"),
        ("heard_da", "“Sähkökuljetus"),
    ]
