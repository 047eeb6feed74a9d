"""What everybody finds: the lists of challenges and of public needs, by words and by facets."""

import csv
import json
import re
from collections import Counter
from datetime import timedelta
from html import unescape
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from core.drawing import TEXTS
from core.public import FOR_A_MINUTE
from dialogues.models import Dialogue
from needs import workflow
from needs.enums import NeedState
from needs.models import Challenge, FoundCount, Need, PublicChallenge, PublicNeed
from needs.publishing import finding
from needs.signing.withdrawing import withdraw
from tests.factories import (
    CategoryFactory,
    ChallengeFactory,
    ContactFactory,
    CpvCodeFactory,
    DemandLineFactory,
    DialogueFactory,
    MembershipFactory,
    MunicipalityFactory,
    NeedFactory,
    StatementFactory,
    UnitFactory,
)
from tests.published import PUBLISHED_AT, add_need, publish, published_statement
from tests.reading import assert_same_for_everybody, read

pytestmark = pytest.mark.django_db


def html(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def body(path: str) -> bytes:
    response = Client().get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def titles(path: str) -> list[str]:
    """What the list shows, in its order."""
    rows = re.findall(r'<h3 class="ds-heading"[^>]*>\s*<a href="[^"]*">(.*?)</a>', html(path), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", row)).split()) for row in rows]


def facets(path: str) -> dict[str, dict[str, int]]:
    """Every facet on the page: label to count."""
    found: dict[str, dict[str, int]] = {}
    for name, section in re.findall(r'<section aria-labelledby="facet-(\w+)">(.*?)</section>', html(path), re.DOTALL):
        options = re.findall(
            r'facet-label">(.*?)</span>\s*<span class="facet-count">(\d+)<',
            section.replace("</span></span>", "</span>"),
            re.DOTALL,
        )
        found[name] = {re.sub(r"<[^>]+>", "", label): int(count) for label, count in options}
    return found


def links(page: str, own: str) -> list[str]:
    found = [unescape(url) for url in re.findall(r'href="([^"]+)"', page)]
    return [url for url in dict.fromkeys(found) if url.startswith(own)]


# What is public of a need


def test_only_an_accepted_need_that_its_owner_shows_is_found_and_read() -> None:
    needs = {
        (state, is_public): NeedFactory(state=state, is_public=is_public, title_en=f"{state}, shown: {is_public}")
        for state, is_public in product(NeedState, [True, False])
    }
    shown = needs[NeedState.ACCEPTED, True]
    assert titles("/en/needs/") == [shown.title_en]
    assert [row["title"] for row in json.loads(body("/en/needs/?as=json"))] == [shown.title_nb]
    assert list(PublicNeed.objects.values_list("pk", flat=True)) == [shown.pk]
    names = {need: need.municipality.official_name for need in needs.values()}  # they have none in another language
    for said in (html("/en/needs/"), html("/en/needs/?view=table"), body("/en/needs/?as=csv").decode()):
        assert [need for need, name in names.items() if re.search(rf"{name}\b", said)] == [shown]
    for need, name in names.items():
        assert (name in read(f"/en/needs/{need.pk}/", 200 if need == shown else 404)) == (need == shown)


def test_a_list_without_challenges_says_so() -> None:
    ChallengeFactory()
    assert "No challenge is published yet." in read("/en/challenges/")


def test_a_need_that_is_taken_back_is_gone_at_once_and_back_when_shown_again() -> None:
    need = NeedFactory(is_public=True, title_en="A need for vans")
    owner = MembershipFactory(municipality=need.municipality, role="editor").user
    for step, there in [(workflow.hide, False), (workflow.show, True), (withdraw, False)]:
        step(need, owner)
        assert (titles("/en/needs/") == ["A need for vans"]) == there
        read(f"/en/needs/{need.pk}/", 200 if there else 404)
    need.delete()
    assert PublicNeed.objects.count() == 0


def test_nothing_tells_of_a_figure_that_a_body_keeps_back() -> None:
    """The attacker reads everything: page, list, table, files, searches, facets."""
    need = NeedFactory(is_public=True, demand={}, title_en="A need for vans")
    kept, shown = UnitFactory(slug="tonnes", name="tonnes of secrets"), UnitFactory()
    DemandLineFactory(need=need, year=2031, quantity="77123.50", unit=shown, is_public=True)
    DemandLineFactory(
        need=need, year=2033, quantity="88421", unit=kept, value_min="9134567", value_max="9134568", currency="SEK"
    )
    DemandLineFactory(need=need, year=2031, quantity="66333", unit=kept, certainty="decided")
    pages = [f"/en/needs/{need.pk}/", "/en/needs/", "/en/needs/?view=table", "/en/needs/?q=vans"]
    said = "\n".join(
        [*(html(page) for page in pages), body("/en/needs/?as=csv").decode(), body("/en/needs/?as=json").decode()]
    )
    assert "77,123.5" in said
    assert facets("/en/needs/")["year"] == {"2031": 1}
    squeezed = re.sub(r"[\s,.\u00a0\u202f]", "", said)
    for secret in ["2033", "88421", "66333", "9134567", "9134568", "tonnesofsecrets", "Decided", "143456", "165544"]:
        assert secret not in squeezed, secret
    assert titles("/en/needs/?year=2031") == ["A need for vans"]
    assert titles("/en/needs/?q=88421") == titles("/en/needs/?q=secrets") == []
    assert titles("/en/needs/?year=2033") == titles("/en/needs/?year=2099") == []


def test_a_line_comes_and_goes_in_the_years_with_its_bodys_word() -> None:
    need = NeedFactory(is_public=True, demand={2027: 10, 2028: 20})
    assert "year" not in facets("/en/needs/")
    need.demand_lines.filter(year=2028).update(is_public=True)
    assert facets("/en/needs/")["year"] == {"2028": 1}
    need.demand_lines.update(is_public=True)
    assert "30 deliveries, 2027–2028" in read("/en/needs/")  # years on end are told together
    need.demand_lines.all().delete()
    assert "year" not in facets("/en/needs/")


def test_a_private_need_changes_nothing_that_anybody_finds() -> None:
    """Not even whether a word is taken for a mistyped name: the private need has that very word."""
    NeedFactory(is_public=True, municipality=MunicipalityFactory(official_name="Stockholms stad", name_en="Stockholm"))
    before = facets("/en/needs/?q=stokholm"), len(titles("/en/needs/?q=stokholm"))
    NeedFactory(situation_en="A stokholm of its own", municipality=MunicipalityFactory())
    assert (facets("/en/needs/?q=stokholm"), len(titles("/en/needs/?q=stokholm"))) == before
    assert before[1] == 1


def test_a_public_need_is_read_with_its_original_first_and_all_that_goes_with_it() -> None:
    statement = StatementFactory(challenge__slug="vans", title="Vans without emissions")
    ContactFactory(dialogue=statement.challenge.dialogue)
    for _body in range(3):
        add_need(statement.challenge, is_public=True)
    need = statement.challenge.needs.first()
    need.cpv_codes.add(CpvCodeFactory())
    assert "Challenges with this need" not in read(f"/en/needs/{need.pk}/")
    publish(statement)
    page = html(f"/en/needs/{need.pk}/")
    assert f'<span lang="nb">{need.title_nb}</span>' in page
    assert 'href="/en/challenges/vans/"' in page
    assert f'href="/en/needs/{need.pk}/"' in html("/en/challenges/vans/")
    later = NeedFactory(is_public=True, dialogue=need.dialogue)
    statement.challenge.needs.add(later)  # for a version that is not public yet
    assert "Challenges with this need" not in read(f"/en/needs/{later.pk}/")
    assert f"/en/needs/{later.pk}/" not in html("/en/challenges/vans/")
    text = read(f"/en/needs/{need.pk}/")
    assert "Language Written in Norwegian" in text
    assert "The original text is the authority" in text
    assert text.index("Varene kommer med dieselbiler.") < text.index("Goods arrive in diesel vans.")
    assert "60161000 Parcel transport services" in text
    assert "Demand that may be shown" not in text
    assert_same_for_everybody(f"/en/needs/{need.pk}/")
    assert_same_for_everybody("/en/needs/?q=need&country=NO")


# Search


WORDS = {
    "en": ("Quiet refuse lorries", "lorry"),
    "nb": ("Stille renovasjonsbiler i gatene", "renovasjonsbilen"),
    "sv": ("Tysta sopbilar på gatorna", "sopbilen"),
    "da": ("Lydløse skraldevogne i byerne", "skraldevognen"),
    "fi": ("Hiljaiset jäteautot kaduilla", "kadulla"),
    "is": ("Hljóðlátir sorpbílar á götum", "hljodlatir"),
}


def test_words_are_found_in_every_language_whatever_the_readers() -> None:
    NeedFactory(is_public=True, title_nb="Noe annet")
    no_titles = {"title_nb": "", "title_en": ""}
    needs = {
        language: NeedFactory(is_public=True, language=language, **{**no_titles, f"title_{language}": text})
        for language, (text, _typed) in WORDS.items()
    }
    statement = published_statement(**{f"title_{language}": text for language, (text, _typed) in WORDS.items()})
    other = published_statement(title="Something else")
    for language, (text, typed) in WORDS.items():
        assert titles(f"/sv/needs/?q={typed}") == [text]
        assert needs[language].found.facets
        assert finding_numbers(typed) == [statement.challenge_id]
    assert finding_numbers("else") == [other.challenge_id]


def finding_numbers(typed: str) -> list[int]:
    query = finding.meaning(PublicChallenge, typed)
    return [row.pk for row in finding.best(PublicChallenge.objects.all(), query)]


def test_a_challenge_is_found_by_clauses_bodies_category_and_with_a_slip_in_a_name() -> None:
    statement = StatementFactory(title="Vans", challenge__category=CategoryFactory(slug="freight", name="Freight"))
    ContactFactory(dialogue=statement.challenge.dialogue)
    for name in ["Göteborgs stad", "Malmö kommun", "Stockholms stad"]:
        add_need(statement.challenge, municipality=MunicipalityFactory(official_name=name, name_en=name, country="SE"))
    statement.clauses.filter(position=2).update(text_en="Charging happens at night")
    publish(statement)
    published_statement(title="Food", challenge__category=CategoryFactory(slug="food", name="Meals"))
    for typed in ["charge nights", "goteborg", "Malmo", "stokholm", "freight", "vans malmö"]:
        assert titles(f"/en/challenges/?q={typed}") == ["Vans"], typed
    assert titles("/en/challenges/?q=food+malmö") == []


def test_where_nothing_has_a_word_those_that_begin_like_it_are_shown_and_it_is_said() -> None:
    published_statement(title="Parcels", title_sv="Paket med lastcyklar")
    published_statement(title="Food", title_sv="Mat")
    assert [title[:5] for title in titles("/sv/challenges/?q=lastcyklar")] == ["Paket"]
    assert "begin alike" not in read("/sv/challenges/?q=lastcyklar")
    assert [title[:5] for title in titles("/sv/challenges/?q=lastcykel+paket")] == ["Paket"]
    page = read("/en/challenges/?q=lastcykel")
    assert "Nothing has “lastcykel”. What is shown has words that begin alike. 1 challenge" in page
    assert "as=csv" not in html("/en/challenges/?q=lastcykel")
    assert facets("/en/challenges/?q=lastcykel") == {}
    assert len(body("/en/challenges/?q=lastcykel&as=csv").decode("utf-8-sig").splitlines()) == 1
    assert Client().get("/en/challenges/?q=lastcykel&page=2").status_code == 404
    for typed in ("lastcykel+mat", "bodys", "categorical", "99999"):
        assert titles(f"/en/challenges/?q={typed}") == [], typed


def test_the_beginning_of_a_rows_own_marks_finds_what_has_the_word_and_nothing_else() -> None:
    category, marks = CategoryFactory(slug="freight", name="Freight"), ["bod", "body", "cat", "cate", "category", "cpv"]
    with_words = f"Words such as {', '.join(marks)}"
    for title in ("Diggers", with_words):
        need = NeedFactory(is_public=True, title_nb="", title_en=title, category=category)
        need.cpv_codes.add(CpvCodeFactory(code="60161000"))
        published_statement(title=title, challenge__category=category)
    for path in ("/en/needs/", "/en/challenges/"):
        for typed in marks:
            assert titles(f"{path}?q={typed}") == [with_words], typed
            assert titles(f"{path}?q={typed}+diggers") == [], typed
        assert len(titles(f"{path}?q=freight")) == 2
    assert len(titles("/en/needs/?q=60161000")) == 2


def test_a_word_of_what_is_not_public_finds_nothing_that_begins_like_it() -> None:
    NeedFactory(is_public=True, title_en="A need for vans")
    NeedFactory(title_en="A need for lastcyklar")
    statement = StatementFactory(title="Lastcyklar", challenge__slug="secret")
    add_need(statement.challenge)
    for path in ("/en/needs/", "/en/challenges/"):
        assert titles(f"{path}?q=lastcykel") == []


def test_what_is_kept_of_a_list_is_forgotten_in_whatever_language_the_next_is_read(monkeypatch) -> None:
    published_statement()
    monkeypatch.setattr(TEXTS, "most", 1)
    for language in ("en", "fi", "en"):
        html(f"/{language}/challenges/")
    assert len(TEXTS.kept) == 1


def test_challenges_are_narrowed_by_the_phase_of_their_dialogue_as_it_is_today() -> None:
    over, going = (
        DialogueFactory(title=title, phase=phase) for title, phase in (("Over", "concluded"), ("Going", "mapping"))
    )
    for title, dialogue in (("Vans", over), ("Food", over), ("Diggers", going)):
        published_statement(title=title, challenge__dialogue=dialogue, challenge__slug=title.lower())
    assert facets("/en/challenges/")["phase"] == {"Mapping needs": 1, "Concluded": 2}
    assert sorted(titles("/en/challenges/?phase=concluded")) == ["Food", "Vans"]
    assert len(titles("/en/challenges/?phase=concluded&phase=mapping")) == 3
    assert "Dialogue: Concluded" in read("/en/challenges/vans/")
    Dialogue.objects.filter(pk=going.pk).update(phase="concluded")
    assert facets("/en/challenges/")["phase"] == {"Concluded": 3}
    assert titles("/en/challenges/?phase=mapping") == []


def test_a_body_has_its_name_in_the_readers_language_or_else_its_own() -> None:
    body_of_it = MunicipalityFactory(official_name="Bergen", name_is="Björgvin", country="NO")
    NeedFactory(is_public=True, municipality=body_of_it)
    assert "Bergen, Norway" in read("/en/needs/")
    assert "Björgvin" not in read("/nb/needs/")
    assert "Björgvin" in read("/is/needs/")


def test_what_cannot_be_searched_finds_everything_and_nothing_breaks() -> None:
    published_statement(title="Vans")
    for typed in ["%20", "%00", "%26%7C!():*", "'--", "…"]:
        assert titles(f"/en/challenges/?q={typed}") == ["Vans"], typed
    assert titles("/en/challenges/?country=XX&year=abc&category=&sort=no&view=no&dialogue=1") == ["Vans"]


# Facets


def some_needs() -> list[Need]:
    """Of all combinations of three countries, two categories and two dialogues, some with years and codes."""
    places = [MunicipalityFactory(country=code) for code in ("NO", "SE", "FI")]
    kinds = [CategoryFactory(slug="vans", name="Vans"), CategoryFactory(slug="food", name="Food")]
    talks = [
        Dialogue.objects.filter(slug=slug).first() or DialogueFactory(slug=slug, title=slug.title())
        for slug in ("one", "two")
    ]
    codes = [CpvCodeFactory(code="60000000", name="Transport"), CpvCodeFactory(code="15000000", name="Food")]
    made = []
    for number, (place, kind, talk) in enumerate(product(places, kinds, talks)):
        need = NeedFactory(municipality=place, category=kind, dialogue=talk, is_public=number % 5 != 0, demand={})
        for year in range(2027, 2027 + number % 4):
            DemandLineFactory(need=need, year=year, is_public=year % 2 == 0)
        need.cpv_codes.set(codes[: number % 3])
        made.append(need)
    return made


def values_of(need: Need) -> dict[str, set[str]]:
    return {
        "category": {need.category.slug},
        "country": {need.municipality.country},
        "dialogue": {need.dialogue.slug},
        "year": {str(line.year) for line in need.demand_lines.all() if line.is_public},
        "cpv": {code.code[:2] for code in need.cpv_codes.all()},
    }


ASKED = [
    "",
    "?country=NO",
    "?country=NO&country=FI",
    "?category=vans&dialogue=two",
    "?year=2028&country=SE",
    "?cpv=60&cpv=15&category=food&country=NO",
    "?cpv=15&year=2028&q=need",
]


def test_counts_follow_all_other_facets_as_counting_by_hand_does() -> None:
    needs = [need for need in some_needs() if need.is_public]
    labels = {
        "NO": "Norway",
        "SE": "Sweden",
        "FI": "Finland",
        "vans": "Vans",
        "food": "Food",
        "one": "One",
        "two": "Two",
    }
    labels |= {"60": "Transport", "15": "Food"}
    values = {need.pk: values_of(need) for need in needs}
    for asked in ASKED:
        chosen = {name: set(given) for name, given in parse_qs(asked.removeprefix("?")).items() if name != "q"}
        expected: dict[str, dict[str, int]] = {}
        for name in ["category", "country", "year", "cpv", "dialogue"]:
            others = {other: given for other, given in chosen.items() if other != name}
            fit = [row for row in values.values() if all(row[other] & given for other, given in others.items())]
            there = {value for row in fit for value in row[name]} | chosen.get(name, set())
            expected[name] = {labels.get(value, value): sum(value in row[name] for row in fit) for value in there}
        expected = {name: counts for name, counts in expected.items() if counts}
        assert facets(f"/en/needs/{asked}") == expected, asked
        every = [row for row in values.values() if all(row[name] & given for name, given in chosen.items())]
        assert len(titles(f"/en/needs/{asked}")) == len(every), asked


@pytest.mark.parametrize("start", ["/en/needs/?q=need&country=NO&category=vans&view=table", "/sv/challenges/?q=vans"])
def test_every_link_of_a_list_leads_to_a_page(start: str) -> None:
    some_needs()
    published_statement(title="Vans")
    own = urlsplit(start).path
    found = links(html(start), own)
    assert len(found) > 8
    for url in found:
        response = Client().get(url)
        assert response.status_code == 200, url
        if response.streaming:
            assert b"".join(response.streaming_content)  # to its end, which closes the file


def test_what_is_chosen_can_be_taken_away_and_an_empty_list_says_what_to_loosen() -> None:
    published_statement(title="Vans", challenge__category=CategoryFactory(slug="vans", name="Vans"))
    CategoryFactory(slug="food", name="Food")
    page = html("/en/challenges/?category=vans&country=NO")
    assert 'href="/en/challenges/?country=NO"' in page
    assert 'href="/en/challenges/?category=vans"' in page
    text = read("/en/challenges/?q=vans&category=food")
    assert "Nothing fits all of that. Take away a part of it: Category: Food 1 found without it Show all" in text
    assert 'href="/en/challenges/?q=vans"' in html("/en/challenges/?q=vans&category=food")
    assert "Taking away one part alone does not help." in read("/en/challenges/?q=zzzz&category=food")


# Order, pages, files


def test_lists_are_sorted_as_asked_and_as_the_reader_reads() -> None:
    for place, title in enumerate(["Zebra", "Åben", "Ask"]):
        published_statement(title=title, at=PUBLISHED_AT + timedelta(days=place), bodies=3 + place % 2)
    assert titles("/en/challenges/") == ["Ask", "Åben", "Zebra"]
    assert titles("/en/challenges/?sort=buyers") == ["Åben", "Ask", "Zebra"]
    assert titles("/en/challenges/?sort=title") == ["Ask", "Zebra", "Åben"]
    assert [title[:4] for title in titles("/da/challenges/?sort=title")] == ["Ask ", "Zebr", "Åben"]


def test_files_have_what_the_list_has_and_no_formula() -> None:
    published_statement(title="=Vans", at=PUBLISHED_AT)
    published_statement(title="Food", at=PUBLISHED_AT + timedelta(days=1))
    rows = list(csv.reader(body("/en/challenges/?as=csv&q=vans").decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows] == ["Challenge", "'=Vans"]
    assert [row["texts"]["fi"]["title"] for row in json.loads(body("/en/challenges/?as=json"))] == [
        "Food (fi)",
        "=Vans (fi)",
    ]
    for kind in ["csv", "xlsx", "json"]:
        response = Client().get(f"/en/challenges/?as={kind}")
        assert response.headers["Cache-Control"] == FOR_A_MINUTE
        assert "attachment" in response.headers["Content-Disposition"]
        assert b"".join(response.streaming_content)
    assert json.loads(body("/en/needs/?as=json&q=zzzz")) == []


def test_lists_take_as_many_queries_whatever_their_length(client: Client, django_assert_max_num_queries) -> None:
    for _round in range(2):
        some_needs()
        published_statement(title="Vans")
        for asked in ["", "?q=vans", "?q=vans&country=NO&year=2021", "?q=vans&country=IS", "?view=table&sort=title"]:
            for path in ("/en/challenges/", "/en/needs/"):
                with django_assert_max_num_queries(4):
                    client.get(f"{path}{asked}")
    with django_assert_max_num_queries(8):
        client.get(f"/en/needs/{Need.objects.public().first().pk}/")


def test_what_is_counted_for_a_narrowed_list_of_very_many_rows_is_kept_for_a_moment(monkeypatch) -> None:
    monkeypatch.setattr("needs.views.found.MANY", 1)
    monkeypatch.setattr("needs.views.found.SECONDS_KEPT", 600)
    published_statement(title="Vans")
    narrowed = "/en/challenges/?country=NO"
    first = facets(narrowed)
    published_statement(title="Diggers", at=PUBLISHED_AT + timedelta(days=1))
    assert facets(narrowed) == first
    assert titles("/en/challenges/") == ["Diggers", "Vans"]
    assert facets("/en/challenges/")["country"] == {"Norway": 2}


def counted() -> dict[tuple[str, str], int]:
    rows = FoundCount.objects.filter(rows__gt=0).values_list("of_table", "token", "rows")
    return {(table, token): count for table, token, count in rows}


def by_hand() -> dict[tuple[str, str], int]:
    return Counter(
        (model._meta.db_table, token)
        for model in (PublicChallenge, PublicNeed)
        for facets in model.objects.values_list("facets", flat=True)
        for token in ("", *facets)
    )


def test_the_database_counts_as_rows_come_change_and_go() -> None:
    assert counted() == {}
    some_needs()
    published_statement(title="Vans")
    assert counted() == by_hand() != {}
    Need.objects.public().update(dialogue=DialogueFactory())
    Challenge.objects.update(countries="NO SE")
    assert counted() == by_hand()
    Need.objects.filter(pk__in=list(Need.objects.public().values_list("pk", flat=True)[:1])).update(is_public=False)
    assert counted() == by_hand()
    Need.objects.update(is_public=False)
    assert {table for table, _token in counted()} == {"needs_publicchallenge"}


def test_a_new_list_of_signatories_changes_where_a_challenge_is_found() -> None:
    statement = published_statement(title="Vans")
    Challenge.objects.filter(pk=statement.challenge_id).update(countries="NO SE")
    assert facets("/en/challenges/")["country"] == {"Norway": 1, "Sweden": 1}
