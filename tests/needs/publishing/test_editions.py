"""Bodies that join after publication: a new edition of the same version, public when all of it is ready."""

import errno
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.test import Client

from municipalities.models import Municipality
from needs.enums import BriefState
from needs.models import Brief, Challenge, Edition, Reservation, Statement
from needs.publishing import editions
from needs.publishing.briefs import brief_html
from needs.publishing.owed import claim, hand_in
from needs.publishing.releasing import release
from needs.publishing.rendering import render
from needs.publishing.supporters import same_signatories, standing
from needs.tasks import settle_briefs
from tests.acts import together
from tests.factories import ContactFactory, IntentFactory, MunicipalityFactory, SignatureFactory, StatementFactory
from tests.needs.scenes import agreed, ready_to_circulate
from tests.published import add_need, made, publish, published_statement
from tests.reading import read

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in django_settings.LANGUAGES]


def make_once() -> Statement:
    return published_statement(challenge__slug="vans")


@pytest.fixture
def statement(made: Statement) -> Statement:
    return made


def body(address: str) -> bytes:
    response = Client().get(address)
    return b"".join(response.streaming_content) if response.streaming else b"%d" % response.status_code


def join(statement: Statement, name: str = "Reykjavík", country: str = "IS", **fields) -> Municipality:
    body = MunicipalityFactory(official_name=name, country=country)
    SignatureFactory(statement=statement, municipality=body, **fields)
    return body


def finish(edition: Edition | None, data: bytes = b"%PDF of an edition") -> None:
    assert edition is not None
    for brief in edition.briefs.all():
        made(brief, data)
    settle_briefs()


def test_who_signs_at_night_has_signed_on_the_day_of_the_zone_and_other_days_alone_make_no_edition() -> None:
    scene = agreed(ready_to_circulate(), at=datetime(2026, 5, 4, 22, 30, tzinfo=UTC))
    release(scene.statement, scene.manager)
    edition = scene.statement.editions.get()
    [signed] = [row for row in edition.supporters["bodies"] if row.get("signed_on")]
    assert signed["signed_on"] == "2026-05-05"
    signed["signed_on"] = "2026-05-04"
    edition.save()
    assert editions.catch_up() == 0


def test_who_joins_makes_an_edition_that_is_public_when_all_of_it_is_ready(statement, monkeypatch) -> None:
    first = body("/en/challenges/vans/v1/brief.pdf")
    hash_before = statement.editions.get().content_hash
    join(statement)
    edition = editions.owe(statement)
    assert edition is not None
    with monkeypatch.context() as broken:  # one that fails holds up no other
        broken.setattr(editions, "lock", None)
        editions.publish_what_is_ready()
        assert editions.catch_up() == 0
    *most, last = edition.briefs.all()
    for brief in most:
        made(brief, b"%PDF of edition 2")
    settle_briefs()
    assert body("/en/challenges/vans/v1/edition-2/brief.pdf") == b"404"
    assert "Edition 2" not in read("/en/challenges/vans/")
    made(last, b"%PDF of edition 2")
    settle_briefs()
    assert body("/is/challenges/vans/v1/edition-2/brief.pdf") == b"%PDF of edition 2"
    assert body("/en/challenges/vans/v1/brief.pdf") == first
    page = Client().get("/en/challenges/vans/").content.decode()
    assert "/fi/challenges/vans/v1/edition-2/brief.pdf" in page
    assert "/fi/challenges/vans/v1/brief.pdf" in page
    assert "Edition 1 of" in page
    challenge = Challenge.objects.get()
    assert (challenge.bodies, challenge.countries) == (4, "IS NO")
    assert hash_before != edition.content_hash


def test_an_edition_that_is_not_public_yet_takes_up_who_comes_after(statement) -> None:
    join(statement)
    first = editions.owe(statement)
    assert first is not None
    late = claim(first.briefs.first().pk)
    join(statement, "Tampere", "FI")
    second = editions.owe(statement)
    assert second is not None
    assert (second.number, Edition.objects.count(), Brief.objects.count()) == (2, 2, 12)
    assert editions.owe(statement) is None
    # Whoever was at the one before hands in nothing
    assert late is not None
    assert not hand_in(late, file="late.pdf", sha256="0" * 64)
    names = {row["official_name"] for row in second.supporters["bodies"]}
    assert {"Reykjavík", "Tampere"} <= names


@pytest.mark.django_db(transaction=True)
def test_ten_who_join_at_once_make_one_edition() -> None:
    statement = make_once()
    bodies = [MunicipalityFactory(official_name=f"Body {number}") for number in range(10)]

    def one(body: Municipality) -> None:
        SignatureFactory(statement=statement, municipality=body)
        editions.owe(statement)

    assert together(*[lambda body=body: one(body) for body in bodies]) == [None] * 10
    edition = statement.editions.first()
    assert edition is not None
    assert (edition.number, statement.editions.count(), edition.briefs.count()) == (2, 2, 6)
    assert {f"Body {number}" for number in range(10)} <= {row["official_name"] for row in edition.supporters["bodies"]}
    finish(edition)
    assert Challenge.objects.get().bodies == 13
    tree = Path(django_settings.PUBLIC_FILES_ROOT)
    assert sorted(path.parent.name for path in tree.rglob("brief.pdf")) == ["edition-2"] * 6 + ["v1"] * 6


def test_withdrawals_mergers_and_reservations_are_marked_and_intents_alone_make_no_edition(statement) -> None:
    oulu = join(statement, "Oulu", "FI")
    gone = statement.signatures.get(municipality=oulu)
    Reservation.objects.create(
        signature=gone, clause_key=statement.clauses.first().key, clause_number=1, language="fi", text="Ei vielä."
    )
    finish(editions.owe(statement))
    page = read("/en/challenges/vans/")
    assert "Oulu Point 1 : Ei vielä. (in Finnish)" in page
    IntentFactory(challenge=statement.challenge, municipality=oulu)
    assert editions.owe(statement) is None
    Municipality.objects.filter(pk=oulu.pk).update(merged_into=MunicipalityFactory(official_name="Uleåborg"))
    assert editions.catch_up() == 1
    edition = statement.editions.first()
    assert edition is not None
    assert "now part of Uleåborg" in brief_html(statement, "en", edition)
    finish(edition)
    gone.withdrawn_at, gone.withdrawal_reason = edition.made_at, "Yhteiset hankinnat loppuivat."
    gone.save()
    finish(editions.owe(statement))
    assert "Yhteiset hankinnat loppuivat." in read("/en/challenges/vans/")
    assert "Yhteiset hankinnat loppuivat." in brief_html(statement, "en", statement.editions.first())
    assert Challenge.objects.get().countries == "NO"


def test_of_a_body_that_did_not_sign_too_is_said_what_it_is_a_part_of_now(statement) -> None:
    signed = statement.signatures.values("municipality")
    first, second = Municipality.objects.filter(needs__challenges=statement.challenge).exclude(pk__in=signed)
    willing = IntentFactory(challenge=statement.challenge).municipality
    heir = MunicipalityFactory(official_name="Uleåborg")
    Municipality.objects.filter(pk__in=[first.pk, willing.pk]).update(merged_into=heir, closed_on=date(2020, 1, 1))
    rows = {row["id"]: row.get("successor", "") for row in standing(statement)["bodies"]}
    assert {body.pk: rows[body.pk] for body in (first, second, willing)} == {
        first.pk: "Uleåborg",
        second.pk: "",
        willing.pk: "Uleåborg",
    }
    assert read("/en/challenges/vans/").count("now part of Uleåborg") == 2
    assert editions.catch_up() == 1
    assert "now part of Uleåborg" in brief_html(statement, "en", statement.editions.first())
    finish(statement.editions.first())
    assert editions.catch_up() == 0


def test_a_body_under_another_name_is_the_body_that_it_was_and_makes_no_edition(statement) -> None:
    tromso, merged = join(statement, "Tromsø", "NO"), join(statement, "Bjarkøy", "NO")
    harstad = MunicipalityFactory(official_name="Harstad")
    Municipality.objects.filter(pk=merged.pk).update(merged_into=harstad)
    finish(editions.owe(statement))
    owner = statement.signatures.order_by("pk").first().municipality
    for body, name in ((owner, "Oslo – Oslove"), (tromso, "Áltá"), (harstad, "Hárstták")):
        Municipality.objects.filter(pk=body.pk).update(official_name=name)
    assert editions.catch_up() == 0
    rows = {row["id"]: (row["official_name"], bool(row.get("signed_on"))) for row in standing(statement)["bodies"]}
    others = statement.challenge.needs.exclude(municipality=owner)
    assert rows == {
        owner.pk: (owner.official_name, True),
        tromso.pk: ("Áltá", True),
        merged.pk: ("Bjarkøy", True),
        **{need.municipality_id: (need.municipality.official_name, False) for need in others},
    }


def test_a_successor_that_signs_counts_no_inhabitants_beside_those_of_the_body_that_merged_into_it(statement) -> None:
    before = standing(statement)["inhabitants"]
    heir = join(statement)
    Municipality.objects.filter(pk=heir.pk).update(population=500_000)
    assert standing(statement)["inhabitants"] == (before or 0) + 500_000
    old = Municipality.objects.get(pk=(statement.content or {})["bodies"][0]["id"])
    Municipality.objects.filter(pk=old.pk).update(merged_into=heir, closed_on=date(2020, 1, 1))
    assert standing(statement)["inhabitants"] == before


def test_two_of_one_name_have_a_row_each_and_are_told_apart_by_their_region() -> None:
    statement = StatementFactory(challenge__slug="namesakes")
    ContactFactory(dialogue=statement.challenge.dialogue)
    for code, region in (("15", "Møre og Romsdal"), ("18", "Nordland")):
        body = MunicipalityFactory(official_name="Herøy", region_code=code, region=region, population=5_000)
        add_need(statement.challenge, municipality=body)
    publish(statement)
    one = statement.signatures.get().municipality
    other = Municipality.objects.filter(official_name="Herøy").exclude(pk=one.pk).get()
    late = SignatureFactory(statement=statement, municipality=other)
    Reservation.objects.create(
        signature=late, clause_key=statement.clauses.first().key, clause_number=1, language="nb", text="Ikke ennå."
    )
    finish(editions.owe(statement))
    rows = statement.editions.first().supporters["bodies"]
    assert {row["id"]: len(row["reservations"]) for row in rows} == {one.pk: 0, other.pk: 1}
    page = read("/en/challenges/namesakes/")
    assert f"Herøy ({other.region}) Point 1 : Ikke ennå." in page
    assert f"Herøy ({one.region}) Norway" in page
    SignatureFactory(statement=statement, municipality=MunicipalityFactory(official_name="Herøy", region_code="99"))
    assert standing(statement)["inhabitants"] == 110_000


def test_what_was_frozen_before_bodies_had_numbers_keeps_the_rows_and_the_edition_that_it_had(statement) -> None:
    join(statement)
    edition = editions.drafted(statement, 2)
    before = without_numbers(edition.supporters)
    statement.content = without_numbers(statement.content)
    after = standing(statement)
    assert without_numbers(after) == before
    assert same_signatories(before, after)
    join(statement, "Tampere", "FI")
    assert not same_signatories(before, standing(statement))


def without_numbers(content: dict[str, Any]) -> dict[str, Any]:
    left_out = ("id", "region", "successor_id")
    rows = [{name: value for name, value in row.items() if name not in left_out} for row in content["bodies"]]
    return {**content, "bodies": rows}


def test_what_a_body_is_subject_to_is_in_its_language_and_that_alone_makes_no_edition(statement) -> None:
    join(statement, "Oulu", "FI", subject_to="valtuuston hyväksyntä", language="fi")
    edition = editions.owe(statement)
    assert edition is not None
    shown = '<span lang="fi">valtuuston hyväksyntä</span> <span class="in-language">(in Finnish)</span>'
    page = Client().get("/en/challenges/vans/").content.decode()
    assert (shown in page, shown in brief_html(statement, "en", edition)) == (True, True)
    [row] = [row for row in edition.supporters["bodies"] if row["official_name"] == "Oulu"]
    del row["subject_language"]  # as earlier editions are
    edition.save()
    assert "subject to: valtuuston hyväksyntä" in brief_html(statement, "en", edition)
    assert editions.owe(statement) is None


def test_a_brief_made_again_from_its_edition_has_the_same_text_whatever_came_since(statement) -> None:
    join(statement)
    edition = editions.owe(statement)
    assert edition is not None
    before = {code: brief_html(statement, code, edition) for code in CODES}
    join(statement, "Tórshavn", "FO")
    IntentFactory(challenge=statement.challenge)
    again = Edition.objects.get(pk=edition.pk)
    assert {code: brief_html(Statement.objects.get(), code, again) for code in CODES} == before
    assert "edition 2" in before["en"]


@pytest.mark.fault
def test_a_full_disk_fails_the_brief_in_words_and_leaves_the_edition_before_public(statement, monkeypatch) -> None:
    join(statement)
    edition = editions.owe(statement)
    assert edition is not None

    def full(*_arguments: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(default_storage._wrapped), "_save", full)  # type: ignore[attr-defined]
    brief = edition.briefs.first()
    assert not render(brief.pk)
    monkeypatch.undo()
    brief.refresh_from_db()
    assert (brief.state, brief.error) == (BriefState.FAILED, "OSError: [Errno 28] No space left on device")
    settle_briefs()
    assert statement.editions.public().count() == 1
    assert body("/en/challenges/vans/v1/brief.pdf").startswith(b"%PDF of version 1")
