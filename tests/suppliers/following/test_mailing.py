"""News go out in batches: each follower once, in her language, urgent ones at once, and whoever dies loses nothing."""

import os
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import outbox
from core.enums import MailPriority, MailState
from core.mail import keep
from core.models import Mail
from dialogues.enums import LedgerKind
from dialogues.ledger.topics import topic
from needs.models import PublicChallenge
from suppliers.enums import MailingKind, MailingState
from suppliers.following import mailing
from suppliers.following.links import own_token
from suppliers.models import Follow, Follower, Mailing
from suppliers.tasks import start_digest, tell_followers
from tests.acts import together
from tests.factories import DialogueFactory, StaffRoleFactory, UserFactory
from tests.factories.suppliers import FollowerFactory, FollowFactory
from tests.needs.roles import signed_in
from tests.published import published_statement
from tests.reading import text_of
from tests.running import kill, wait_until, worker
from tests.suppliers.following.news import told

MANY = 60


def followers(number: int, name: str = "events") -> None:
    made = Follower.objects.bulk_create(Follower(email=f"{n}@example.org", language="en") for n in range(number))
    Follow.objects.bulk_create(Follow(follower=row, topic=name, confirmed_at=row.created_at) for row in made)


@pytest.mark.django_db
def test_a_day_has_one_digest_in_each_reader_s_language_with_what_she_follows() -> None:
    statement = published_statement()
    dialogue, name = statement.challenge.dialogue, topic(statement.challenge)
    norwegian = FollowFactory(topic=name, follower__language="nb").follower
    FollowFactory(follower=norwegian, topic=topic(dialogue))
    account = FollowFactory(topic="cpv-60000000", follower=FollowerFactory(user=UserFactory(), email="", language="en"))
    FollowFactory(topic=name, confirmed_at=None)
    FollowFactory(topic=name, follower__wants_mail=False)
    FollowFactory(topic=name, confirmed_at=timezone.now() + timedelta(hours=1))
    FollowFactory(topic="cpv-90000000")
    told(dialogue, name, "cpv-60160000", "cpv-60000000", kind=LedgerKind.BRIEF_PUBLISHED)
    told(dialogue, titles={"en": "Only the dialogue"})
    told(dialogue, name, audience="Meeting")
    start_digest(), tell_followers(), start_digest(), tell_followers()
    mails = {mail.to: mail for mail in Mail.objects.filter(template="suppliers/mail/digest")}
    assert set(mails) == {norwegian.email, account.follower.user.email}
    assert mails[norwegian.email].text.count("Varebiler") == 1
    assert "Only the dialogue" in mails[norwegian.email].text
    assert (mails[norwegian.email].language, mails[norwegian.email].priority) == ("nb", MailPriority.BULK)
    one = mails[account.follower.user.email]
    assert (one.text.count("Vans"), "Only the dialogue" in one.text) == (1, False)
    assert f"http://testserver/en/dialogues/{dialogue.slug}/" in one.text
    assert one.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    click = one.headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert Client().post(click, {"List-Unsubscribe": "One-Click"}).status_code == 200
    told(dialogue, "cpv-60000000")
    start_digest()
    assert Mailing.objects.count() == 1  # the day has had its digest; what came later waits for tomorrow's
    mailing.claim_day(timezone.now().date() + timedelta(days=1))
    tell_followers()
    assert Mail.objects.filter(to=account.follower.user.email).count() == 1


@pytest.mark.django_db
def test_what_is_urgent_goes_at_once_and_alone_and_before_the_digest() -> None:
    followers(1)
    told(None, "events", titles={"en": "The plain one"})
    start_digest()
    told(None, "events", kind=LedgerKind.EVENT_CANCELLED, urgent=True, titles={"en": "The meeting"})
    tell_followers()
    first, second = Mail.objects.order_by("pk")
    assert (first.subject, first.priority) == ("Event cancelled: The meeting", MailPriority.URGENT)
    assert (second.priority, "The meeting" in second.text) == (MailPriority.BULK, False)
    assert [mail.pk for mail in outbox.take()] == [first.pk]


@pytest.mark.django_db
def test_a_saved_search_tells_of_new_challenges_that_the_public_search_finds() -> None:
    statement = published_statement(title="Electric vans")
    follow = FollowFactory(topic="", query="q=vans")
    FollowFactory(topic="", query="q=zzzz")
    assert PublicChallenge.objects.filter(pk=statement.challenge_id).exists()
    told(statement.challenge.dialogue, topic(statement.challenge), kind=LedgerKind.BRIEF_PUBLISHED)
    told(statement.challenge.dialogue, topic(statement.challenge), kind=LedgerKind.NOTICE)
    start_digest(), tell_followers()
    digests = Mail.objects.filter(template="suppliers/mail/digest")
    assert list(digests.values_list("to", flat=True)) == [follow.follower.email]


@pytest.mark.django_db
def test_a_search_by_what_there_is_no_more_tells_of_nothing_and_is_ended_where_the_others_are() -> None:
    statement = published_statement(title="Electric vans")
    lost = FollowFactory(topic="", query="category=tyres")
    FollowFactory(follower=lost.follower, topic="", query="q=vans&category=tyres")
    FollowFactory(topic="", query="q=vans&dialogue=gone&dialogue=" + statement.challenge.dialogue.slug)
    told(statement.challenge.dialogue, topic(statement.challenge), kind=LedgerKind.BRIEF_PUBLISHED)
    start_digest(), tell_followers()
    digests = Mail.objects.filter(template="suppliers/mail/digest")
    assert digests.exclude(to=lost.follower.email).count() == digests.count() == 1
    page = f"/en/follow/mine/{own_token(lost.follower.key)}/"
    said = text_of(Client().get(page).content.decode())
    assert "Finds nothing any more: tyres" in said
    assert "Finds nothing any more: vans, tyres" in said
    Client().post(page, {"cease": lost.pk})
    assert [row.query for row in lost.follower.follows.all()] == ["q=vans&category=tyres"]


@pytest.mark.django_db
def test_staff_see_how_far_it_is_and_of_other_dialogues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "BATCH", 2)
    followers(5)
    entry = told(None, "events")
    one = mailing.claim_day()
    mailing.write_batch(one, mailing.news_of(one), mailing.Letters(one))
    page = "/en/workspace/mailings/"
    said = text_of(signed_in(StaffRoleFactory(dialogue=entry.dialogue).user).get(page).content.decode())
    assert ("2 of 5" in said, "being written" in said, "Vans" in said) == (True, True, True)
    assert "Vans" not in text_of(signed_in(StaffRoleFactory().user).get(page).content.decode())
    Mailing.objects.update(leased_until=timezone.now())
    tell_followers()
    one.refresh_from_db()
    assert (one.written, one.state) == (5, MailingState.FINISHED)
    assert Mail.objects.filter(about_id=one.pk).count() == 5


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_followers_of_a_batch() -> None:
    dialogue = DialogueFactory()
    counts = []
    for number, name in ((1, "cpv-10000000"), (30, "cpv-20000000")):
        Follower.objects.all().delete()
        followers(number, name)
        told(dialogue, name)
        one = mailing.claim(MailingKind.DAILY, mailing.untold(), timezone.now().date() + timedelta(days=number))
        news, letters = mailing.news_of(one), mailing.Letters(one)
        with CaptureQueriesContext(connection) as made:
            mailing.write_batch(one, news, letters)
        counts.append(len(made))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_mailing_write_each_mail_once() -> None:
    followers(MANY)
    told(None, "events")
    one = mailing.claim_day()

    def work() -> None:
        mine = Mailing.objects.get(pk=one.pk)
        news, letters = mailing.news_of(mine), mailing.Letters(mine)
        with suppress(mailing.Overtaken):
            while mailing.write_batch(mine, news, letters):
                pass

    mailing.BATCH, before = 5, mailing.BATCH
    try:
        assert together(work, work, work) == [None] * 3
    finally:
        mailing.BATCH = before
    assert Counter(Mail.objects.values_list("to", flat=True)) == {f"{n}@example.org": 1 for n in range(MANY)}


@pytest.mark.fault
@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_mailing_writes_each_mail_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILING_LEASE_SECONDS", "2")
    monkeypatch.setenv("EMAIL_URL", "dummymail://")
    followers(20_000 if os.environ.get("MANY_FOLLOWERS") else 3_000)
    told(None, "events")
    one = mailing.claim_day()
    written = Mail.objects.filter(about_id=one.pk)
    with worker(tmp_path, queues="mail,periodic", beat=True) as first:
        wait_until(written.exists, tmp_path)
        kill(first)
    one.refresh_from_db()
    assert 0 < one.written == written.count() < one.followers

    def is_finished() -> bool:
        tell_followers()
        return Mailing.objects.filter(state=MailingState.FINISHED).exists()

    wait_until(is_finished, tmp_path)
    one.refresh_from_db()
    assert (one.written, written.count(), written.values("to").distinct().count()) == (one.followers,) * 3


@pytest.mark.django_db
def test_the_mail_server_s_limit_holds_across_workers_and_what_somebody_waits_for_goes_first(settings) -> None:
    settings.MAILS_PER_MINUTE = 60
    for number, priority in enumerate([MailPriority.BULK, MailPriority.BULK, MailPriority.SINGLE]):
        said = {"template": "x", "is_secret": False, "about": None, "priority": priority}
        keep(f"{number}@example.org", "en", "S", "T", **said)
    assert [mail.to for mail in outbox.take()] == ["2@example.org"]
    with pytest.raises(outbox.TooSoon) as pace:
        outbox.take()
    assert 0 < pace.value.seconds <= 1
    assert Mail.objects.filter(state=MailState.QUEUED, attempts=0).count() == 2
    stop = outbox.time.monotonic() + 1.5
    assert [mail.to for mail in outbox.next_ones(stop)] == ["0@example.org"]
    assert outbox.next_ones(stop) == []
