"""Challenges, statements and briefs as everybody reads them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from needs.curation import acts
from needs.enums import IntentStep
from needs.models import Need, Statement
from needs.signing.versions import new_version
from tests.factories import (
    ChallengeFactory,
    EventFactory,
    IntentFactory,
    MunicipalityFactory,
    SignatureFactory,
    StaffRoleFactory,
    StatementFactory,
)
from tests.needs.roles import signed_in
from tests.published import PUBLISHED_AT, add_need, publish, published_statement
from tests.reading import assert_same_for_everybody, read, title_of

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def make_once() -> Statement:
    return published_statement(challenge__slug="vans", title="Vans without emissions")


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


def second_version(statement):
    manager = StaffRoleFactory(dialogue=statement.challenge.dialogue).user
    draft = new_version(statement.challenge, manager)
    draft.clauses.filter(position=3).update(text_en="A sharper requirement")
    return publish(draft, PUBLISHED_AT + timedelta(days=100))


# The list


def test_the_list_is_the_same_for_everybody(statement) -> None:
    assert_same_for_everybody("/en/challenges/")


def test_a_row_shows_title_demand_bodies_countries_and_day(statement) -> None:
    row = read("/en/challenges/?view=table").split("Countries Published ")[1]
    assert row.startswith("Vans without emissions 300 deliveries, 2021 3 Norway 13 November 2020")


def test_page_list_and_file_bear_the_day_of_the_zone_in_which_it_was_published() -> None:
    statement = published_statement(at=datetime(2021, 2, 28, 22, 30, tzinfo=UTC), challenge__slug="trucks")
    Statement.objects.filter(pk=statement.pk).update(zone="Europe/Helsinki")
    assert "Version 1 · 1 March 2021" in read("/en/challenges/trucks/")
    assert "3 Norway 1 March 2021" in read("/en/challenges/?view=table")
    table = b"".join(Client().get("/en/challenges/?as=csv").streaming_content).decode()
    assert ";2021-03-01;" in table


def test_a_row_is_in_the_readers_language(statement) -> None:
    assert "Vans without emissions (fi) 300 deliveries (fi), 2021 3" in read("/fi/challenges/?view=table")


def test_a_demand_of_fewer_than_three_bodies_is_not_shown() -> None:
    published_statement(bodies=2)
    assert (
        "not shown: fewer than three public buyers stand behind it, or it would reveal a single buyer's 2 Norway"
        in read("/en/challenges/?view=table")
    )


def test_a_challenge_on_its_way_is_not_in_the_list(statement) -> None:
    StatementFactory(title="Still a draft")
    assert "Still a draft" not in read("/en/challenges/")
    assert "1 challenge " in read("/en/challenges/")


def test_the_list_has_fifty_rows_a_page_the_newest_first(statement) -> None:
    copies = [
        ChallengeFactory.build(
            dialogue=statement.challenge.dialogue,
            category=statement.challenge.category,
            slug=f"copy-{number}",
            listing={"en": {"title": f"Copy {number}", "summary": "", "demand": "some"}},
            published_at=PUBLISHED_AT + timedelta(days=number),
        )
        for number in range(1, 52)
    ]
    for copy in copies:
        copy.save()
        copy.published = StatementFactory(challenge=copy, clauses=0)
        copy.save()
    first, second = read("/en/challenges/?view=table"), read("/en/challenges/?view=table&page=2")
    assert "52 challenges " in first
    assert first.index("Copy 51") < first.index("Copy 50") < first.index("Copy 2 ")
    assert "Copy 1 " not in first
    assert "Copy 1 " in second
    assert "Vans without emissions" in second


@pytest.mark.parametrize("page", ["2", "0", "elephant", "-1"])
def test_a_page_that_the_list_does_not_have_is_not_there(statement, page: str) -> None:
    read(f"/en/challenges/?page={page}", 404)


# The statement


def test_the_pages_are_the_same_for_everybody(statement) -> None:
    assert_same_for_everybody("/en/challenges/vans/")
    assert_same_for_everybody("/en/challenges/vans/v1/")


def test_the_page_says_what_who_how_much_and_when(statement) -> None:
    page = read("/en/challenges/vans/")
    head = "Version 1 · 13 November 2020 Dialogue: Market dialogue Vans without emissions"
    assert f"Joint statement to the market · {head}" in page
    to_do = "Download the brief (PDF, 23 bytes) Follow this challenge In all languages"
    assert f"We ask for deliveries without emissions. {to_do}" in page
    assert "In all languages Demand per year: deliveries" in page
    assert "300 deliveries 2021 3 public buyers 1 country Norway" in page
    assert "What we will require 3 Text of the requirement" in page
    assert "Targets by year 4 By 2025: 50% Text of the target" in page
    assert "Unit 2021 Total Deliveries 300 300" in page
    assert "Quarter Public buyers Q1 2021 3" in page
    assert "What we ask of the market Tell us by 1 April how you can deliver." in page
    assert f"Checksum of the statement (SHA-256): {statement.content_hash}" in page


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_page_is_in_the_language_of_its_address(statement, language: str) -> None:
    assert title_of(f"/{language}/challenges/vans/").startswith(f"Vans without emissions ({language})")
    assert f"Text of the outcome ({language})" in read(f"/{language}/challenges/vans/")


def test_hidden_figures_say_that_they_are_hidden_and_why() -> None:
    published_statement(bodies=2, challenge__slug="food")
    page = read("/en/challenges/food/")
    assert "Unit 2021 Total Deliveries not shown not shown" in page
    assert "Not shown: fewer than three public buyers stand behind the figure, or" in page
    assert "Q1 2021" not in page
    assert "Demand not shown: it could give a single buyer away" in read("/en/")


def test_illustrative_figures_are_called_so(statement) -> None:
    assert "Illustrative figures" not in read("/en/challenges/vans/")
    draft = StatementFactory(challenge__slug="food", challenge__dialogue=statement.challenge.dialogue)
    add_need(draft.challenge, is_illustrative=True)
    publish(draft)
    assert "Illustrative figures: the quantities, dates and other figures" in read("/en/challenges/food/")


def test_signatories_stand_with_country_intent_and_day(statement) -> None:
    turku = MunicipalityFactory(official_name="Turku / Åbo", name_en="Turku", country="FI")
    SignatureFactory(statement=statement, municipality=turku, signed_at=datetime(2020, 11, 1, 9, tzinfo=UTC))
    IntentFactory(challenge=statement.challenge, municipality=turku, step=IntentStep.BUYS_JOINTLY)
    assert "Turku Finland Will buy jointly 1 November 2020" in read("/en/challenges/vans/")
    assert "Turku / Åbo" in read("/is/challenges/vans/")


def test_the_briefs_stand_there_in_all_languages(statement) -> None:
    page = read("/en/challenges/vans/").split("The brief for suppliers")[1]
    places = [page.index(str(name)) for _code, name in settings.LANGUAGES]
    assert places == sorted(places)
    assert page.count("PDF, 23 bytes, 4 pages") == 6
    assert all(brief.sha256 in page for brief in statement.briefs.all())


def test_a_superseded_version_says_so_and_leads_to_the_current_one(statement) -> None:
    second_version(statement)
    old, current = read("/en/challenges/vans/v1/"), read("/en/challenges/vans/")
    assert "This version is superseded. Read the current version" in old
    assert "This version is superseded" not in current
    assert "A sharper requirement" in current
    assert "A sharper requirement" not in old
    history = (
        "Version 2 · 21 February 2021 · Published Changed points: 3 "
        "Read what changed from version 1 to 2, word by word Version 1 · 13 November 2020 · Superseded"
    )
    assert history in current
    assert history in old


def test_events_of_the_dialogue_are_named(statement) -> None:
    EventFactory(dialogue=statement.challenge.dialogue, title="Market day")
    assert "Market day" in read("/en/challenges/vans/")


def test_what_is_not_published_is_not_there() -> None:
    draft = StatementFactory(challenge__slug="draft")
    read("/en/challenges/draft/", 404)
    read("/en/challenges/draft/v1/", 404)
    read("/en/challenges/nothing/", 404)
    assert draft.is_draft


def test_the_next_draft_of_a_published_challenge_is_not_there(statement) -> None:
    new_version(statement.challenge, StaffRoleFactory(dialogue=statement.challenge.dialogue).user)
    read("/en/challenges/vans/v2/", 404)
    assert "Version 2" not in read("/en/challenges/vans/")


def test_queries_do_not_grow_with_what_the_page_shows(statement, client: Client, django_assert_num_queries) -> None:
    for _round in range(3):
        SignatureFactory(statement=statement)
        IntentFactory(challenge=statement.challenge)
        EventFactory(dialogue=statement.challenge.dialogue)
        with django_assert_num_queries(15):
            client.get("/en/challenges/vans/")


def test_each_point_says_its_number_to_who_hears_the_page_too(statement) -> None:
    page = Client().get("/en/challenges/vans/").content.decode()
    numbers = [str(clause.position) for clause in statement.clauses.all()]
    assert re.findall(r'<span class="clause-number">(\d+)</span>', page) == numbers


# The brief


def brief(language: str = "en", version: int = 1, **headers: str):
    return Client().get(f"/{language}/challenges/vans/v{version}/brief.pdf", headers=headers)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_is_downloaded_in_the_language_of_its_address(statement, language: str) -> None:
    response = brief(language)
    assert body(response) == f"%PDF of version 1 in {language}".encode()
    assert {name: response.headers[name] for name in ("Content-Type", "Content-Disposition", "Content-Length")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="vans-v1-{language}.pdf"',
        "Content-Length": "23",
    }


def test_a_brief_is_kept_by_caches_for_ever_and_knows_no_visitor(statement) -> None:
    response = brief()
    assert response.headers["ETag"] == f'"{int(PUBLISHED_AT.timestamp()):x}-17"'
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Vary" not in response.headers
    assert response.cookies == {}
    body(response)


def test_who_has_a_brief_does_not_get_it_again(statement) -> None:
    first = brief()
    body(first)
    again = brief(**{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_head_says_how_long_a_brief_is_without_sending_it(statement) -> None:
    response = Client().head("/en/challenges/vans/v1/brief.pdf")
    assert response.headers["Content-Length"] == "23"
    assert body(response) == b""


def test_the_brief_of_a_superseded_version_stays(statement) -> None:
    second_version(statement)
    assert body(brief()) == b"%PDF of version 1 in en"
    assert body(brief(version=2)) == b"%PDF of version 2 in en"


def test_the_brief_of_an_unpublished_version_is_not_there(statement) -> None:
    new_version(statement.challenge, StaffRoleFactory(dialogue=statement.challenge.dialogue).user)
    assert brief(version=2).status_code == 404
    assert brief(version=3).status_code == 404


def test_a_download_takes_one_query_and_one_that_counts_it(
    statement, client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        body(client.get("/en/challenges/vans/v1/brief.pdf"))


# The needs behind it


def needs_on(address: str, client: Any = None) -> list[int]:
    page = (client or Client()).get(address).content.decode()
    return sorted(int(number) for number in re.findall(r'href="/en/needs/(\d+)/"', page))


def test_each_version_names_the_needs_that_it_was_made_of_whatever_the_next_one_takes_out_and_in(statement) -> None:
    challenge = statement.challenge
    gone, *kept = challenge.needs.order_by("pk")
    Need.objects.update(is_public=True)
    manager = StaffRoleFactory(dialogue=challenge.dialogue).user
    first = [gone.pk, *(need.pk for need in kept)]
    assert needs_on("/en/challenges/vans/") == first
    draft = new_version(challenge, manager)
    acts.remove(challenge, [gone], manager, "Bought already.")
    add_need(challenge, is_public=True)
    second = [*first[1:], challenge.needs.latest("pk").pk]
    assert (needs_on("/en/challenges/vans/"), needs_on("/en/challenges/vans/v1/")) == (first, first)
    assert needs_on(reverse("workspace-preview", args=["vans"]), signed_in(manager)) == second
    assert "Vans without emissions" in read(f"/en/needs/{gone.pk}/")
    assert "Vans without emissions" not in read(f"/en/needs/{second[-1]}/")
    draft.clauses.filter(position=3).update(text_en="A sharper requirement")
    publish(draft, PUBLISHED_AT + timedelta(days=100))
    assert (needs_on("/en/challenges/vans/"), needs_on("/en/challenges/vans/v1/")) == (second, first)
    assert "Vans without emissions" not in read(f"/en/needs/{gone.pk}/")
