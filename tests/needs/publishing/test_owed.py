"""Briefs that are owed come out, once, whatever happens to whoever makes them."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.utils import timezone

from core.canonical import checksum
from core.workflow import Refused, WrongState
from needs.enums import BriefState, StatementState
from needs.models import Brief, Challenge, Need, Statement
from needs.publishing.owed import MOST_ATTEMPTS, claim, fail, hand_in, settle
from needs.publishing.releasing import publish_if_ready, recall, release, retry
from needs.publishing.rendering import render
from needs.signing.versions import new_version
from needs.signing.withdrawing import withdraw
from tests.acts import together
from tests.factories import MembershipFactory, StaffRoleFactory
from tests.needs.scenes import Scene, agreed, circulated, ready_to_circulate, ready_to_release
from tests.published import mark_all, printed

LANGUAGES = [code for code, _ in django_settings.LANGUAGES]


def make_once() -> Scene:
    """Released: its briefs are owed."""
    scene = ready_to_release()
    release(scene.statement, scene.manager)
    return scene


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


def render_all(statement: Statement) -> None:
    for brief in statement.briefs.all():
        assert printed(brief.pk)


@pytest.mark.django_db
def test_releasing_owes_a_brief_in_each_language(scene: Scene) -> None:
    statement = scene.statement
    assert (statement.state, statement.released_by) == (StatementState.RELEASING, scene.manager)
    assert len(statement.content_hash) == 64
    assert list(statement.briefs.values_list("language", "state")) == [(code, BriefState.WAITING) for code in LANGUAGES]
    trail = list(statement.trail.values_list("action", "from_state", "to_state", "actor"))
    assert trail[0] == ("circulate", "draft", "circulated", scene.manager.pk)
    assert trail[2] == ("release", "agreed", "releasing", scene.manager.pk)


@pytest.mark.django_db
def test_nothing_is_public_before_all_languages_are_ready_and_then_everything_is(scene: Scene) -> None:
    *first, last = scene.statement.briefs.all()
    for brief in first:
        printed(brief.pk)
    assert not publish_if_ready(scene.statement.pk)
    assert not Challenge.objects.public().exists()
    printed(last.pk)
    assert publish_if_ready(scene.statement.pk)
    challenge = Challenge.objects.public().get()
    assert challenge.published_id == scene.statement.pk
    assert (challenge.bodies, challenge.countries) == (3, "FI NO SE")
    assert set(challenge.listing) == set(LANGUAGES)
    assert challenge.listing["en"]["demand"] == "450 deliveries, 2021–2022"


@pytest.mark.django_db
def test_a_new_version_supersedes_the_one_before(scene: Scene) -> None:
    render_all(scene.statement)
    publish_if_ready(scene.statement.pk)
    draft = new_version(scene.challenge, scene.manager)
    assert draft.clauses.count() == scene.statement.clauses.count()
    with pytest.raises(Refused, match="There is a draft of this challenge already"):
        new_version(scene.challenge, scene.manager)
    draft.clauses.filter(position=1).update(text_en="Another background")
    mark_all(draft, "material", scene.manager)
    agreed(replace(scene, statement=Statement.objects.get(pk=draft.pk)))
    draft.refresh_from_db()
    release(draft, scene.manager)
    assert draft.content["changes"] == {"since": 1, "changed": [1], "added": [], "moved": [], "removed": 0}
    render_all(draft)
    publish_if_ready(draft.pk)
    assert list(Statement.objects.order_by("number").values_list("number", "state")) == [
        (1, StatementState.SUPERSEDED),
        (2, StatementState.PUBLISHED),
    ]


@pytest.mark.django_db
def test_a_job_that_comes_twice_makes_one_brief(scene: Scene) -> None:
    brief = scene.statement.briefs.first()
    assert printed(brief.pk)
    made = Brief.objects.values_list("sha256", "rendered_at", "file").get(pk=brief.pk)
    assert not printed(brief.pk)
    assert Brief.objects.values_list("sha256", "rendered_at", "file").get(pk=brief.pk) == made
    assert len(list(Path(django_settings.MEDIA_ROOT).rglob("*.pdf"))) == 1


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_hands_in_nothing(scene: Scene) -> None:
    brief = scene.statement.briefs.first()
    slow = claim(brief.pk)
    assert slow is not None
    assert claim(brief.pk) is None
    Brief.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    quick = claim(brief.pk)
    assert quick is not None
    assert not hand_in(slow, file="slow.pdf", sha256="0" * 64)
    fail(slow, "too late to say")
    assert hand_in(quick, file="quick.pdf", sha256="1" * 64)
    brief.refresh_from_db()
    assert (brief.state, brief.file.name, brief.attempts, brief.error) == (BriefState.READY, "quick.pdf", 2, "")


@pytest.mark.django_db
def test_what_was_forgotten_is_queued_again_and_what_is_fresh_is_left_alone(scene: Scene) -> None:
    assert settle() == 0
    long_ago = timezone.now() - timedelta(minutes=5)
    scene.statement.briefs.update(queued_at=long_ago)
    claim(scene.statement.briefs.first().pk)
    assert settle() == len(LANGUAGES) - 1
    assert settle() == 0


@pytest.mark.django_db
def test_a_brief_that_kills_its_worker_each_time_fails_and_says_so(scene: Scene) -> None:
    brief = scene.statement.briefs.first()
    for _ in range(MOST_ATTEMPTS):
        assert claim(brief.pk)
        Brief.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    settle()
    brief.refresh_from_db()
    assert (brief.state, brief.error) == (BriefState.FAILED, "The worker died 3 times while it made this brief.")


@pytest.mark.django_db
def test_a_failed_brief_says_why_keeps_all_back_and_can_be_tried_again(scene: Scene) -> None:
    root = Path(django_settings.MEDIA_ROOT)
    root.write_text("a file where the folder should be")
    *_, broken = scene.statement.briefs.all()
    assert not printed(broken.pk)
    broken.refresh_from_db()
    assert broken.state == BriefState.FAILED
    assert broken.error.startswith(("FileExistsError", "NotADirectoryError"))
    assert not publish_if_ready(scene.statement.pk)
    root.unlink()
    retry(broken, scene.manager)
    with pytest.raises(WrongState):
        retry(broken, scene.manager)
    render_all(scene.statement)
    assert publish_if_ready(scene.statement.pk)


@pytest.mark.django_db(transaction=True)
def test_calling_back_gives_the_agreed_text_again_and_leaves_no_file() -> None:
    scene = make_once()
    printed(scene.statement.briefs.first().pk)
    late = claim(scene.statement.briefs.last().pk)
    recall(scene.statement, scene.manager)
    frozen = Statement.objects.get()
    assert (frozen.state, frozen.content_hash) == (StatementState.AGREED, checksum(frozen.content))
    assert not Brief.objects.exists()
    assert not list(Path(django_settings.MEDIA_ROOT).rglob("*.pdf"))
    assert not hand_in(late, file="late.pdf", sha256="0" * 64)
    assert not printed(late.pk)
    with pytest.raises(WrongState, match="Only a version that is being published"):
        recall(scene.statement, scene.manager)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_publish_at_once_one_does_and_one_is_told() -> None:
    scene = ready_to_release()
    other = StaffRoleFactory(dialogue=scene.dialogue).user
    results = together(
        *(
            lambda person=person: release(Statement.objects.get(pk=scene.statement.pk), person)
            for person in [scene.manager, other]
        )
    )
    assert sorted(type(result) for result in results if result) == [WrongState]
    assert Brief.objects.count() == len(LANGUAGES)
    assert Statement.objects.get().trail.filter(action="release").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_need_withdrawn_at_the_moment_of_circulating_is_either_in_or_named() -> None:
    scene = ready_to_circulate()
    owner = MembershipFactory(municipality=scene.needs[0].municipality).user
    circulated_or_not, withdrawn_or_not = together(
        lambda: circulated(replace(scene, statement=Statement.objects.get(pk=scene.statement.pk))),
        lambda: withdraw(Need.objects.get(pk=scene.needs[0].pk), owner, "We buy it elsewhere."),
    )
    statement = Statement.objects.get()
    assert withdrawn_or_not is None
    if statement.state == StatementState.CIRCULATED:
        assert {body["official_name"] for body in statement.content["bodies"]} == {"Oslo", "Turku / Åbo", "Örebro"}
    else:
        assert "has withdrawn" in str(circulated_or_not)
        assert statement.content is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_finish_last_publish_once() -> None:
    scene = make_once()
    render_all(scene.statement)
    results = together(*[lambda: publish_if_ready(scene.statement.pk)] * 2)
    assert sorted(results) == [False, True]
    assert scene.statement.trail.filter(action="publish").count() == 1


@pytest.mark.django_db
def test_the_file_has_the_checksum_that_the_row_says(scene: Scene) -> None:
    brief = scene.statement.briefs.first()
    render(brief.pk)
    brief.refresh_from_db()
    with default_storage.open(brief.file.name) as file:
        data = file.read()
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (brief.sha256, brief.size)
    assert data.startswith(b"%PDF-1.7")
