"""At once or at a moment: everything is public together then, whoever was away, and nothing is before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from core.models import Mail
from core.workflow import Refused, WrongState
from needs.enums import BriefState, StatementState
from needs.models import Brief, Challenge, Statement
from needs.notifications import publishing as notifications
from needs.publishing import releasing
from needs.publishing.forms import MomentForm
from needs.publishing.owed import settle
from needs.publishing.releasing import publish_if_ready, recall, release, reschedule
from needs.publishing.warning import warn
from needs.tasks import settle_briefs
from tests.acts import together
from tests.factories import StaffRoleFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, ready_to_release
from tests.needs.test_need_views import said
from tests.published import made, printed

pytestmark = pytest.mark.django_db
OSLO = "Europe/Oslo"
DAY = timedelta(days=1)


def make_once() -> Scene:
    return ready_to_release()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


def waiting(scene: Scene, until: datetime | None = None) -> Scene:
    """Released with its briefs made, to be public tomorrow."""
    release(scene.statement, scene.manager, publish_at=until or timezone.now() + DAY, zone="Europe/Helsinki")
    for brief in scene.statement.briefs.all():
        made(brief, b"%PDF")
    return scene


def now_is(statement: Statement, publish_at: datetime) -> None:
    """As if so much time had gone by."""
    Statement.objects.filter(pk=statement.pk).update(publish_at=publish_at)


def state(statement: Statement) -> str:
    return Statement.objects.get(pk=statement.pk).state


def form(**changed: Any) -> dict[str, Any]:
    tomorrow = timezone.localdate() + DAY
    return {"when": "later", "on": tomorrow.isoformat(), "time": "09:00", "zone": "Europe/Helsinki", **changed}


def test_nothing_is_public_before_the_moment_and_all_of_it_is_at_the_first_look_after_it(scene: Scene) -> None:
    waiting(scene)
    slug = scene.challenge.slug
    settle_briefs()
    assert not publish_if_ready(scene.statement.pk)
    for address in (f"challenges/{slug}/", f"challenges/{slug}/v1/", f"challenges/{slug}/v1/brief.pdf"):
        assert {Client().get(f"/{code}/{address}").status_code for code, _name in django_settings.LANGUAGES} == {404}
    assert not Challenge.objects.public().exists()
    # The moment came while nobody looked
    moment = timezone.now() - timedelta(minutes=7)
    now_is(scene.statement, moment)
    settle_briefs()
    assert state(scene.statement) == StatementState.PUBLISHED
    assert {Client().get(f"/{code}/challenges/{slug}/").status_code for code, _name in django_settings.LANGUAGES} == {
        200
    }
    edition = scene.statement.editions.get()
    assert edition.published_at == Challenge.objects.get().published_at


def test_the_manager_chooses_a_moment_and_reads_it_with_its_zone(scene: Scene) -> None:
    browser, slug = signed_in(scene.manager), scene.challenge.slug
    here = f"/en/workspace/challenges/{slug}/publish/"
    assert "Publish version 1?" in browser.get(f"{here}release/").content.decode()
    [sentence] = said(browser.post(f"{here}release/", form()))
    assert sentence.startswith("The briefs are made ahead. The statement is public from ")
    assert "(Helsinki, EE" in sentence
    statement = Statement.objects.get()
    assert (statement.zone, statement.editions.get().dated_on) == ("Europe/Helsinki", timezone.localdate() + DAY)
    assert "(Helsinki, EE" in browser.get(here).content.decode()
    page = browser.get(f"{here}moment/")
    later = form(time="10:30", seen=page.context["form"].initial["seen"])
    assert said(browser.post(f"{here}moment/", later)) != []
    assert list(statement.trail.values_list("action", flat=True))[-2:] == ["release", "reschedule"]
    # Another manager's page is from before
    refused = "Somebody else has changed the moment meanwhile. Look at it as it is now."
    assert said(browser.post(f"{here}moment/", later))[-1] == refused


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"on": "2000-01-01"}, "time", "This moment is over."),
        ({"on": ""}, "on", "Choose a day."),
        ({"time": ""}, "time", "Choose a time."),
        ({"on": "2099-01-01"}, "on", "That is more than a year ahead."),
        ({"zone": "Mars/Olympus"}, "zone", "Select a valid choice."),
    ],
)
def test_a_moment_that_cannot_be_is_said_at_its_field(scene: Scene, changed: dict, field: str, sentence: str) -> None:
    address = f"/en/workspace/challenges/{scene.challenge.slug}/publish/release/"
    response = signed_in(scene.manager).post(address, form(**changed))
    assert sentence in " ".join(response.context["form"].errors[field])
    assert state(scene.statement) == StatementState.AGREED


@pytest.mark.fault
def test_an_hour_that_summer_time_takes_away_is_refused_and_one_that_comes_twice_is_the_first(time_is) -> None:
    time_is(datetime(2027, 3, 1, tzinfo=UTC))
    gone = MomentForm({"when": "later", "on": "2027-03-28", "time": "02:30", "zone": OSLO})
    assert gone.errors["time"] == ["Summer time begins then: no clock shows 02:30. Choose 03:30 or another time."]
    twice = MomentForm({"when": "later", "on": "2027-10-31", "time": "02:30", "zone": OSLO})
    assert twice.is_valid()
    assert twice.moment == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.fixture
def time_is(monkeypatch):
    return lambda at: monkeypatch.setattr(timezone, "now", lambda: at)


def test_another_day_makes_the_briefs_anew_and_another_hour_does_not(scene: Scene) -> None:
    noon = (timezone.now() + DAY).replace(hour=10)
    waiting(scene, noon)
    before = set(scene.statement.briefs.values_list("pk", flat=True))
    seen = releasing.moment_seen(scene.statement)
    reschedule(scene.statement, scene.manager, noon + timedelta(minutes=30), "Europe/Helsinki", seen=seen)
    assert set(scene.statement.briefs.values_list("pk", flat=True)) == before
    seen = releasing.moment_seen(scene.statement)
    reschedule(scene.statement, scene.manager, noon + DAY, "Europe/Helsinki", seen=seen)
    briefs = scene.statement.briefs.all()
    assert not before & {brief.pk for brief in briefs}
    assert {brief.state for brief in briefs} == {BriefState.WAITING}
    assert scene.statement.editions.get().dated_on == (noon + DAY).date()


def test_at_once_after_all_publishes_at_once(scene: Scene) -> None:
    waiting(scene, timezone.now() + timedelta(minutes=1))
    edition = scene.statement.editions.get()
    edition.dated_on = timezone.localdate(timezone=None)
    edition.save()
    reschedule(scene.statement, scene.manager, None, "UTC", seen=releasing.moment_seen(scene.statement))
    assert scene.statement.state == StatementState.PUBLISHED
    with pytest.raises(WrongState, match="only until the version is public"):
        reschedule(scene.statement, scene.manager, None, "UTC", seen="")


def test_called_back_it_has_no_moment_any_more(scene: Scene) -> None:
    waiting(scene)
    recall(scene.statement, scene.manager)
    assert (scene.statement.state, scene.statement.publish_at) == (StatementState.AGREED, None)
    assert not Brief.objects.exists()


# Told before the moment


def mails() -> list[tuple[str, str]]:
    return sorted(Mail.objects.filter(template__startswith="needs/mail/brief").values_list("to", "subject"))


def test_every_manager_is_told_once_of_a_failure_and_once_more_an_hour_before(scene: Scene) -> None:
    waiting(scene)
    other = StaffRoleFactory(dialogue=scene.dialogue, user__language="nb").user
    Mail.objects.all().delete()
    title = scene.statement.title
    scene.statement.briefs.filter(language__in=["fi", "is"]).update(state=BriefState.FAILED, error="No letter for it.")
    for _ in range(2):
        warn()
    assert len(mails()) == 2
    assert {to for to, _subject in mails()} == {scene.manager.email, other.email}
    mail = Mail.objects.get(to=scene.manager.email)
    assert mail.subject == f"A brief could not be made: {title}"
    assert "could not be made in: Finnish, Icelandic." in mail.text
    assert "(Helsinki, EE" in mail.text
    Mail.objects.all().delete()

    now_is(scene.statement, timezone.now() + timedelta(minutes=50))
    scene.statement.editions.update(made_at=timezone.now() - DAY)
    for _ in range(2):
        warn()
    assert mails()[0][1].startswith("Not ready to be published yet") or len(mails()) == 2
    assert len(mails()) == 2
    # And at the moment nothing is public
    now_is(scene.statement, timezone.now() - timedelta(minutes=1))
    settle_briefs()
    assert state(scene.statement) == StatementState.RELEASING
    for brief in scene.statement.briefs.filter(state=BriefState.FAILED):
        releasing.retry(brief, scene.manager)
        made(Brief.objects.get(pk=brief.pk), b"%PDF again")
    settle_briefs()
    assert state(scene.statement) == StatementState.PUBLISHED


@pytest.mark.parametrize("kind", ["failed", "late"])
def test_a_mail_that_could_not_be_written_comes_with_the_next_look_and_holds_up_no_other_version(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    waiting(scene)
    ready = waiting(ready_to_release())
    now_is(ready.statement, timezone.now() - timedelta(minutes=1))
    scene.statement.briefs.filter(language="fi").update(state=BriefState.FAILED)
    if kind == "late":
        warn()
        now_is(scene.statement, timezone.now() + timedelta(minutes=50))
        scene.statement.editions.update(made_at=timezone.now() - DAY)
    Mail.objects.all().delete()
    with monkeypatch.context() as broken:
        broken.setattr(notifications, kind, interrupted)
        settle_briefs()
    assert (mails(), state(ready.statement)) == ([], StatementState.PUBLISHED)
    warn()
    assert [to for to, _subject in mails()] == [scene.manager.email]


def interrupted(*_about: Any) -> None:
    raise ConnectionError("The database was restarted.")


def test_nobody_is_told_of_what_is_ready_or_just_begun(scene: Scene) -> None:
    waiting(scene, timezone.now() + timedelta(minutes=30))
    scene.statement.briefs.filter(language="fi").update(state=BriefState.RENDERING)
    warn()
    scene.statement.briefs.update(state=BriefState.READY)
    scene.statement.editions.update(made_at=timezone.now() - DAY)
    warn()
    assert mails() == []


# Races


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_publish_at_once_one_wins_and_the_other_is_told() -> None:
    scene = ready_to_release()
    managers = [scene.manager, StaffRoleFactory(dialogue=scene.dialogue).user]
    results = together(*[lambda manager=manager: release(Statement.objects.get(), manager) for manager in managers])
    [refusal] = [result for result in results if result is not None]
    assert isinstance(refusal, Refused)
    assert "is publishing this version already" in str(refusal)
    assert Brief.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_calling_back_at_the_moment_leaves_one_of_the_two() -> None:
    scene = waiting(ready_to_release())
    now_is(scene.statement, timezone.now() - timedelta(seconds=1))
    results = together(
        lambda: publish_if_ready(scene.statement.pk), lambda: recall(Statement.objects.get(), scene.manager)
    )
    published = results[0] is True
    assert isinstance(results[1], WrongState) == published
    assert state(scene.statement) == (StatementState.PUBLISHED if published else StatementState.AGREED)
    assert Brief.objects.count() == (6 if published else 0)


def test_a_worker_that_died_after_the_last_brief_delays_nothing_but_to_the_next_look(scene: Scene) -> None:
    release(scene.statement, scene.manager)
    for brief in scene.statement.briefs.all():
        assert printed(brief.pk)
    assert state(scene.statement) == StatementState.RELEASING
    settle()
    settle_briefs()
    assert state(scene.statement) == StatementState.PUBLISHED
