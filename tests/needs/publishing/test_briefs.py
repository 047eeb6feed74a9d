import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO

import page
import pypdfium2
import pytest
from django.conf import settings
from django.utils import translation
from pypdf import PdfReader

from core.canonical import checksum
from core.pdf import Pdf, RenderFailed
from core.qr import qr_code
from municipalities.models import Municipality
from needs.enums import IntentStep, StatementState
from needs.models import Clause, Edition, Statement
from needs.publishing.briefs import brief_html, render_brief
from needs.publishing.editions import drafted
from needs.publishing.warming import warm_up
from needs.statements.freezing import frozen
from tests.factories import (
    ChallengeFactory,
    ClauseFactory,
    ContactFactory,
    DemandLineFactory,
    DialogueFactory,
    IntentFactory,
    MilestoneFactory,
    MunicipalityFactory,
    NeedFactory,
    SignatureFactory,
    StatementFactory,
    UnitFactory,
)

LANGUAGES = [code for code, _ in settings.LANGUAGES]
NOVEMBER = datetime(2020, 11, 13, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def make_once() -> Statement:
    """A released statement of three bodies in three countries, with everything that a brief can show."""
    dialogue = DialogueFactory(title="Emission-free delivery")
    MilestoneFactory(dialogue=dialogue, title="Market dialogue", on=date(2020, 3, 26))
    MilestoneFactory(dialogue=dialogue, title="Information request", on=date(2020, 5, 1), precision="month")
    MilestoneFactory(dialogue=dialogue, title="First purchase", on=None, precision="undecided")
    ContactFactory(dialogue=dialogue, role="Programme manager", email="manager@example.org")
    needs = [
        NeedFactory(dialogue=dialogue, municipality=body, demand={2021: 1200, 2022: 2400}, is_illustrative=True)
        for body in bodies()
    ]
    DemandLineFactory(need=needs[0], year=2021, quantity=Decimal(40), unit=UnitFactory(slug="vans", name="vans"))
    statement = StatementFactory(
        challenge=ChallengeFactory(dialogue=dialogue, needs=needs, slug="deliveries"),
        title="Emission-free deliveries",
        summary="Deliveries without CO₂.",
    )
    return release(statement)


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


@cache
def brief_of(statement: Statement, language: str) -> Pdf:
    """As it is made of the statement as it was made."""
    return render_brief(statement, language)


def bodies() -> list[Municipality]:
    return [
        MunicipalityFactory(official_name="Kárášjohka / Karasjok", country="NO", population=2_600),
        MunicipalityFactory(official_name="Turku / Åbo", country="FI", population=191_331),
        MunicipalityFactory(official_name="Þórshöfn", country="IS", population=400),
    ]


def release(statement: Statement, previous: Statement | None = None) -> Statement:
    statement.content = frozen(statement, list(statement.challenge.needs.all()), previous)
    statement.content_hash = checksum(statement.content)
    statement.state, statement.released_at = StatementState.RELEASING, NOVEMBER
    statement.save()
    return statement


def read(brief: Pdf) -> PdfReader:
    return PdfReader(BytesIO(brief.data))


def words(brief: Pdf) -> str:
    """All of the text as a reader copies it, each white space one blank."""
    document = pypdfium2.PdfDocument(brief.data)
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    return " ".join(text.split())


NUMBER, NOTICED, AWARDED = "2020/S 231-560042", "26 November 2020", "3 December 2020"
HELD = "Vi kan ikke binde oss til datoen før strømnettet er bygget ut."


def much_later(first: Statement) -> tuple[Statement, Edition]:
    """A second version in its second edition: points changed, came, moved and went; and all that bodies can say."""
    Statement.objects.filter(pk=first.pk).update(state=StatementState.PUBLISHED)
    second = StatementFactory(challenge=first.challenge, number=2, clauses=0)
    background, outcome, requirement, target, _commitment = first.clauses.all()
    for position, before, text in ((1, outcome, ""), (2, background, ""), (3, requirement, "Quite another text")):
        text = text or before.text
        ClauseFactory(statement=second, position=position, kind=before.kind, key=before.key, text=text)
    ClauseFactory(statement=second, position=4, text="A point that nobody knew")
    ClauseFactory(statement=second, position=5, kind="target", key=target.key, target_scope="of all parcels")
    second = release(second, previous=first)
    edition = drafted(second, 2, date(2020, 12, 4))
    rows = {row["official_name"]: row for row in edition.supporters["bodies"]}
    said = {
        "signed_on": "2020-11-01",
        "carried_from": 1,
        "subject_to": "godkjenning i bystyret",
        "reservations": [{"clause": 3, "language": "nb", "text": HELD}],
    }
    rows["Turku / Åbo"].update(said, step="signed", since="2020-11-01")
    gone = {"signed_on": "2020-11-02", "withdrawn_on": "2020-12-01", "successor": "Karasjok og omegn"}
    rows["Kárášjohka / Karasjok"].update(gone)
    notice = {"number": NUMBER, "url": "https://example.org/notice", "on": "2020-11-26"}
    award = {"buyer_group": "Oslo, Bærum", "award_url": "https://example.org/award", "awarded_on": "2020-12-03"}
    rows["Þórshöfn"].update(step="contract_awarded", since="2020-12-03", notice={**notice, **award})
    return second, edition


def tables_of(html: str, name: str) -> list[str]:
    return re.findall(rf'<table class="{name}[^>]*>.*?</table>', html, re.DOTALL)


def shown(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_conforms_to_pdf_ua_1_in_every_language(statement: Statement, language: str) -> None:
    brief = brief_of(statement, language)
    report = page.validate_pdf_bytes(brief.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert brief.pages == len(read(brief).pages) in range(2, 6)


@pytest.mark.parametrize("language", ["fi", "is"])  # the longest words, and the most letters
def test_a_brief_with_everything_that_can_come_to_one_conforms_and_says_all_of_it(statement, language: str) -> None:
    second, edition = much_later(statement)
    brief = render_brief(second, language, edition)
    report = page.validate_pdf_bytes(brief.data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert brief.pages <= 6
    text = words(brief)
    for said in (HELD, NUMBER, "Oslo, Bærum", "godkjenning i bystyret", "Karasjok og omegn"):
        assert said in text


def test_a_second_edition_of_a_later_version_tells_what_changed_and_who_holds_what_back(statement) -> None:
    second, edition = much_later(statement)
    html = brief_html(second, "en", edition)
    assert "Version 2, edition 2 · 4 December 2020" in shown(html)
    changes = "Changed points: 3, 5 New points: 4 Moved points: 1 1 point taken out"
    assert f"Changes since version 1 {changes}" in shown(html)
    tables = {
        name: [shown(found) for found in tables_of(html, name)] for name in ("reservations", "notices", "targets")
    }
    assert tables == {
        "reservations": [f"Buyer Point Reservation Turku / Åbo 3 {HELD} (in Norwegian)"],
        "notices": [f"Buyer Notice Published Awarded Þórshöfn {NUMBER} buyer group: Oslo, Bærum {NOTICED} {AWARDED}"],
        "targets": ["Point Year Share Target 5 2025 50% of all parcels Text of the target"],
    }
    assert "1 November 2020 carried over from version 1 subject to: godkjenning i bystyret with reservations" in shown(
        html
    )
    assert "withdrawn on 1 December 2020" in shown(html)
    assert f'href="{settings.SITE_URL}/en/dialogues/{second.challenge.dialogue.slug}/"' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_is_in_its_language_and_says_so(statement: Statement, language: str) -> None:
    brief = brief_of(statement, language)
    title = "Emission-free deliveries" if language == "en" else f"Emission-free deliveries ({language})"
    assert read(brief).trailer["/Root"]["/Lang"] == language
    assert str(read(brief).metadata.title).startswith(f"{title} – ")
    assert title in words(brief)


def test_a_telephone_is_led_to_this_version_in_the_language_of_the_brief(statement: Statement) -> None:
    assert qr_code(f"{settings.SITE_URL}/fi/challenges/deliveries/v1/") in brief_html(statement, "fi")


def test_the_brief_has_metadata_for_catalogues(statement: Statement) -> None:
    about = read(brief_of(statement, "en")).metadata
    assert about.title == "Emission-free deliveries – joint statement, version 1"
    assert (about.author, about.subject) == ("Emission-free delivery", "Deliveries without CO₂.")
    assert about["/Keywords"] == "Deliveries, Emission-free delivery, Finland, Iceland, Norway"
    assert (about["/CreationDate"], about["/ModDate"]) == ("D:20201113", "D:20201113")


def test_its_headings_are_its_outline(statement: Statement) -> None:
    outline = read(brief_of(statement, "en")).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == [
        "In brief",
        "Demand per year: deliveries",
        "Background",
        "What we want to achieve",
        "What we will require",
        "Targets by year",
        "What we commit ourselves to",
        "Demand per year",
        "Procurement calendar",
        "Whose needs these are",
        "What we ask of the market",
        "Terms",
        "Contacts",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_inter_is_embedded(statement: Statement, language: str) -> None:
    reader = read(brief_of(statement, language))
    fonts = [font.get_object() for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert {re.sub(r".*\+|-.*", "", font["/BaseFont"]) for font in fonts} == {"Inter"}
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in descriptors)


def test_the_text_comes_back_with_names_in_every_nordic_alphabet(statement: Statement) -> None:
    text = words(brief_of(statement, "en"))
    for name in ("Kárášjohka / Karasjok", "Turku / Åbo", "Þórshöfn", "without CO2"):
        assert name in text


def test_the_first_page_says_what_a_reader_needs_to_decide(statement: Statement) -> None:
    first = shown(brief_html(statement, "en").partition("<section>")[0])
    for words_of_it in (
        "Version 1 · 13 November 2020 · English · Deliveries",
        f"{settings.SITE_URL}/en/challenges/deliveries/v1/",
        f"Checksum (SHA-256): {statement.content_hash}",
        "10,800 deliveries 2021–2022",
        "3 public buyers",
        "3 countries Finland, Iceland, Norway",
        "194,331 inhabitants",
        "Q1 2021 first call-off",
        "This is not a call for tenders.",
        "Illustrative figures:",
    ):
        assert words_of_it in first


def test_a_sum_of_fewer_than_three_bodies_is_not_in_the_brief(statement: Statement) -> None:
    table = shown(re.findall(r'<table class="figures">.*?</table>', brief_html(statement, "en"), re.DOTALL)[0])
    assert table.endswith("10,800 By certainty Indicative 3,600 7,200 Vans not shown – not shown")
    assert "Not shown: fewer than three public buyers" in words(brief_of(statement, "en"))


def test_dates_are_as_exact_as_they_are_known(statement: Statement) -> None:
    dates = shown(re.findall(r'<table class="dates">.*?</table>', brief_html(statement, "en"), re.DOTALL)[0])
    assert dates == (
        "When What 26 March 2020 Market dialogue May 2020 Information request to be decided First purchase"
    )


def test_without_signatures_it_names_the_bodies_whose_needs_these_are(statement: Statement) -> None:
    assert supporters_of(statement) == (
        "Buyer Country Turku / Åbo Finland Þórshöfn Iceland Kárášjohka / Karasjok Norway"
    )


def test_signatories_have_their_date_and_everybody_the_intent(statement: Statement) -> None:
    turku = Municipality.objects.get(official_name="Turku / Åbo")
    late = MunicipalityFactory(official_name="Aalborg", country="DK")
    SignatureFactory(statement=statement, municipality=turku, signed_at=datetime(2020, 11, 1, 9, tzinfo=UTC))
    SignatureFactory(statement=statement, municipality=late, signed_at=datetime(2020, 11, 12, 9, tzinfo=UTC))
    IntentFactory(challenge=statement.challenge, municipality=turku, step=IntentStep.BUYS_JOINTLY)
    assert supporters_of(statement) == (
        "Buyer Country Intent Signed on Aalborg Denmark Signed 12 November 2020 "
        "Turku / Åbo Finland Will buy jointly 1 November 2020 Þórshöfn Iceland – – Kárášjohka / Karasjok Norway – –"
    )


def supporters_of(statement: Statement) -> str:
    return shown(re.findall(r'<table class="supporters[^>]*>.*?</table>', brief_html(statement, "en"), re.DOTALL)[0])


def test_targets_are_by_year_and_every_other_clause_under_its_heading(statement: Statement) -> None:
    *_, target, _commitment = statement.content["clauses"]
    soon = {**target, "number": 6, "key": "6", "text": {"en": "Soon"}, "target_year": 2022}
    statement.content["clauses"].append(soon)
    html = brief_html(statement, "en")
    targets = shown(re.findall(r'<table class="targets">.*?</table>', html, re.DOTALL)[0])
    assert targets == "Point Year Share Target 6 2022 50% Soon 4 2025 50% Text of the target"
    assert re.findall(r'<li value="(\d)">\s*<p>(.*?)</p>', html) == [
        ("1", "Text of the background"),
        ("2", "Text of the outcome"),
        ("3", "Text of the requirement"),
        ("5", "Text of the commitment"),
    ]


def test_a_later_version_says_what_is_new(statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(state=StatementState.PUBLISHED)
    second = StatementFactory(challenge=statement.challenge, number=2, clauses=4)
    ClauseFactory(statement=second, position=5, text="Quite another text")
    for old, new in zip(statement.clauses.all(), second.clauses.all(), strict=True):
        Clause.objects.filter(pk=new.pk).update(key=old.key)
    html = brief_html(release(second, previous=statement), "en")
    assert "Changes since version 1 Changed points: 5" in shown(html)
    assert "Version 2 · 13 November 2020" in shown(html)


def test_a_text_that_is_missing_in_a_language_is_marked_with_its_own(statement: Statement) -> None:
    del statement.content["summary"]["fi"]
    html = brief_html(statement, "fi")
    assert '<span lang="en">Deliveries without CO₂.</span>' in html


def test_markup_in_a_text_stays_text(statement: Statement) -> None:
    content = statement.content
    content["title"]["en"] = '<img src="https://example.org/x.png">'
    content["clauses"][0]["text"]["en"] = '<img src="https://example.org/x.png"> ![x](https://example.org/x.png)'
    assert "https://example.org/x.png" in words(render_brief(statement, "en"))


def test_a_picture_without_alternative_text_fails_the_brief(statement: Statement, tmp_path, settings) -> None:
    folder = tmp_path / "needs" / "pdf"
    folder.mkdir(parents=True)
    (folder / "_terms.html").write_text('<img src="portal:img/mark.svg">')
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    with pytest.raises(RenderFailed) as failed:
        render_brief(statement, "en")
    assert str(failed.value) == 'Image "portal:img/mark.svg" has no required alt description'


def test_the_same_statement_gives_the_same_bytes_and_leaves_the_language_alone(statement: Statement) -> None:
    with translation.override("sv"):
        assert render_brief(statement, "is").sha256 == brief_of(statement, "is").sha256
        assert translation.get_language() == "sv"


def test_a_worker_warms_up_without_asking_the_database(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        warm_up()
