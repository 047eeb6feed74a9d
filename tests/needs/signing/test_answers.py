"""What is asked and said of bodies that merge while a version is signed: of the two of them one word is wanted."""

from datetime import date

import pytest

from core.models import Mail
from core.workflow import Refused
from municipalities.models import Municipality
from needs.enums import Decision, StatementState
from needs.models import Statement
from needs.publishing.standing import standing
from needs.signing import agreeing, reminding
from needs.signing.board import Board
from needs.signing.signatures import Word, sign
from tests.factories import MunicipalityFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, circulated, merged, ready_to_circulate, signatory_of, signed
from tests.reading import text_of

pytestmark = pytest.mark.django_db
NO = Word("en", decision=Decision.DECLINE, reason="Too early.")


def make_once() -> Scene:
    """Circulated to three bodies, all of which must sign."""
    return circulated(ready_to_circulate())


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def bodies(scene: Scene) -> list[Municipality]:
    return [need.municipality for need in scene.needs]


def state(scene: Scene) -> str:
    return Statement.objects.get(pk=scene.statement.pk).state


def test_what_a_body_signed_counts_for_the_one_that_it_becomes_a_part_of_and_of_that_nothing_more_is_wanted(
    scene: Scene, bodies: list[Municipality]
) -> None:
    given, person = signed(scene), signatory_of(bodies[1])
    signed(scene, 2)
    merged(bodies[0], into=bodies[1])
    board = Board(scene.statement)
    assert [row.word for row in board.rows if row.body in bodies[:2]] == [given, given]
    assert (board.answers.needed, board.answers.missing, board.reachable) == (2, [], [])
    with pytest.raises(Refused, match="Everybody has answered"):
        reminding.remind_missing(scene.statement, scene.manager)
    with pytest.raises(Refused, match="has answered"):
        reminding.remind(scene.statement.signing_invitations.get(municipality=bodies[1]), scene.manager)
    (listed,) = signed_in(person).get("/en/workspace/signing/").context["bodies"]
    assert (listed.waiting, {row.word for row in listed.others}) == ([], {given})
    page = signed_in(scene.manager).get(f"/en/workspace/challenges/{scene.challenge.slug}/signing/1/").text
    assert "Have signed 2 Needed 2 Declined 0 Not answered 0" in text_of(page)
    assert (agreeing.follow_mergers(), state(scene)) == (1, StatementState.AGREED)
    assert Mail.objects.filter(template="needs/mail/signing_agreed").count() == 1


def test_the_successor_s_word_counts_for_a_body_that_had_not_answered(scene: Scene, bodies: list[Municipality]) -> None:
    signatory_of(bodies[0])
    merged(bodies[0], into=bodies[1])
    signatory_of(bodies[1])
    assert reminding.remind_missing(scene.statement, scene.manager) == 1
    signed(scene, 2)
    given = signed(scene, 1)
    assert state(scene) == StatementState.AGREED
    assert given in [row.word for row in Board(scene.statement).rows if row.body == bodies[0]]


def test_what_an_asked_body_has_become_a_part_of_is_asked_in_its_place_and_told_once(
    scene: Scene, bodies: list[Municipality]
) -> None:
    heir = MunicipalityFactory(official_name="Great Oslo", country="NO")
    person = signatory_of(heir)
    merged(bodies[0], into=heir)
    assert [agreeing.follow_mergers() for _twice in range(2)] == [0, 0]
    assert Mail.objects.filter(template="needs/mail/signing_invited", to=person.email).count() == 1
    signed(scene, 1)
    signed(scene, 2)
    asked = scene.statement.signing_invitations.get(municipality=heir)
    sign(asked, Word("nb"), person, seen=scene.statement.content_hash)
    assert state(scene) == StatementState.AGREED


def test_where_a_part_of_the_successor_has_declined_the_manager_reads_that_the_others_are_not_enough(
    scene: Scene, bodies: list[Municipality]
) -> None:
    signed(scene, 0, NO)
    merged(bodies[0], into=bodies[1])
    [listed] = standing(Statement.objects.filter(pk=scene.statement.pk), most=1)
    assert (listed.signing.is_out_of_reach, Board(scene.statement).answers.is_out_of_reach) == (True, True)
    start = signed_in(scene.manager).get("/en/workspace/challenges/").text
    assert "0 have signed, 2 needed. So many have declined that the others are not enough." in text_of(start)


def test_nobody_waits_for_a_body_that_is_no_more(scene: Scene, bodies: list[Municipality]) -> None:
    Municipality.objects.filter(pk=bodies[0].pk).update(closed_on=date(2020, 1, 1))
    signatory_of(bodies[0])
    with pytest.raises(Refused, match="Everybody has answered"):
        reminding.remind_missing(scene.statement, scene.manager)
    signed(scene, 1)
    signed(scene, 2)
    assert state(scene) == StatementState.AGREED
