"""Following by address and by account: confirmed, changed, stopped with one click, and read as a feed."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Mail
from dialogues.enums import LedgerKind
from dialogues.ledger.topics import topic
from needs.market import need_hidden, need_shown
from suppliers.following import doors, links
from suppliers.following.subjects import of_dialogue, of_events, of_search
from suppliers.models import Follow, Follower
from suppliers.tasks import start_digest, tell_followers
from tests.factories import CpvCodeFactory, DialogueFactory, NeedFactory, UserFactory
from tests.factories.suppliers import FollowerFactory, FollowFactory
from tests.needs.roles import signed_in
from tests.published import published_statement
from tests.reading import assert_same_for_everybody, text_of
from tests.suppliers.companies.test_companies import an_hour_ago
from tests.suppliers.following.news import told

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def asked(email: str = "a@example.org", **changes: str) -> dict[str, str]:
    return {"email": email, "language": "nb", "key": str(uuid4()), "shown": an_hour_ago(), **changes}


def link_in(mail: Mail, name: str) -> str:
    [link] = re.findall(rf"http\S+/follow/{name}/\S+", mail.text)
    return "/" + link.split("/", 3)[3]


def test_whoever_asks_is_answered_the_same_and_only_the_link_begins_it() -> None:
    dialogue = DialogueFactory(title="Vans")
    known, person = FollowFactory(topic=topic(dialogue)).follower, UserFactory()
    path, answers = f"/en/follow/dialogue/?name={dialogue.slug}", []
    for email in ("a@example.org", known.email, person.email, "A@Example.org"):
        client = Client()
        answer = client.post(path, asked(email))
        answers.append((answer.status_code, answer["Location"], dict(client.cookies)))
    assert answers == [(302, "/en/follow/sent/", {})] * 4
    assert Follow.objects.confirmed().count() == 1
    assert Follower.objects.filter(email="a@example.org").count() == 1
    mail = Mail.objects.filter(to="a@example.org").latest("pk")
    assert (mail.language, mail.is_secret) == ("nb", True)
    link = link_in(mail, "confirm")
    client = Client()
    assert "We write to a@example.org." in text_of(client.get(link.replace("/nb/", "/en/", 1)).content.decode())
    assert Follow.objects.confirmed().count() == 1
    answer = client.post(link)
    assert Follow.objects.confirmed().count() == 2
    assert (client.cookies, client.post(link)["Location"]) == ({}, answer["Location"])
    own = answer["Location"].replace("/nb/", "/en/", 1)
    assert "You follow “Vans” now. You get a mail a day at most" in text_of(client.get(own).content.decode())
    assert "You follow “" not in text_of(client.get(own.partition("?")[0]).content.decode())
    client.post(link_in(Mail.objects.get(to=person.email), "confirm"))
    assert [row.topic for row in person.follower.follows.confirmed()] == [topic(dialogue)]
    assert not Follower.objects.filter(email=person.email).exists()


@pytest.mark.sent_twice("follow")
def test_the_form_sent_twice_is_one_follower_and_one_mail() -> None:
    path, sent = f"/en/follow/dialogue/?name={DialogueFactory().slug}", asked()
    for _twice in range(2):
        Client().post(path, sent)
    assert (Follow.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "challenge/?name=nope",
        "dialogue/",
        "cpv/?name=%00",
        "search/",
        "search/?search=country=XX",
        "search/?search=country%3DNO%26category%3Dtyres",
    ],
)
def test_what_is_not_there_cannot_be_followed(path: str) -> None:
    assert Client().get(f"/en/follow/{path}").status_code == 404
    assert Client().post(f"/en/follow/{path}", asked()).status_code == 404


def test_a_robot_and_another_site_are_let_fall() -> None:
    assert Client().post("/en/follow/events/", asked(company_fax="x"))["Location"] == "/en/follow/sent/"
    assert Client().post("/en/follow/events/", asked(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert Follower.objects.count() == 0


def test_one_click_stops_all_mails_without_cookie_and_reading_the_page_stops_nothing() -> None:
    address, account = FollowFactory().follower, FollowFactory(follower=FollowerFactory(user=UserFactory(), email=""))
    for follower in (address, account.follower):
        path = f"/sv/follow/unsubscribe/{links.own_token(follower.key)}/"
        client = Client(enforce_csrf_checks=True)
        assert client.get(path).status_code == 200
        assert Follower.objects.filter(pk=follower.pk, wants_mail=True).exists()
        for _twice in range(2):
            answer = client.post(path, {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"})
            assert (answer.status_code, client.cookies) == (200, {})
    assert list(Follower.objects.values_list("pk", "wants_mail")) == [(account.follower.pk, False)]
    assert Client().post(f"/en/follow/unsubscribe/{account.follower.key}:no/").status_code == 410


def test_the_page_behind_the_link_changes_the_language_and_forgets_who_follows_nothing() -> None:
    follow = FollowFactory()
    path = f"/en/follow/mine/{links.own_token(follow.follower.key)}/"
    Client().post(path, {"language": "fi"})
    follow.follower.refresh_from_db()
    assert follow.follower.language == "fi"
    Client().post(path, {"cease": FollowFactory().pk})
    Client().post(path, {"cease": "9" * 30})
    assert Follow.objects.count() == 2
    Client().post(path, {"cease": follow.pk})
    assert (Client().get(path).status_code, Follower.objects.filter(pk=follow.follower_id).exists()) == (410, False)


def test_what_is_public_no_more_is_ended_one_by_one_and_confirmed_no_more() -> None:
    person, dialogue = UserFactory(), DialogueFactory()
    follower = FollowerFactory(user=person, email="")
    for followed in ("challenge-99", "dialogue-99", "cpv-99999999", topic(dialogue)):
        FollowFactory(follower=follower, topic=followed)
    client, page = signed_in(person), "/en/workspace/follows/"
    assert text_of(client.get(page).content.decode()).count("Not public any more") == 3
    client.post(f"{page}change/", {"cease": follower.follows.get(topic="dialogue-99").pk})
    assert text_of(client.get(page).content.decode()).count("Not public any more") == 2
    own = Client().get(f"/en/follow/mine/{links.own_token(follower.key)}/").content.decode()
    assert text_of(own).count("Not public any more") == 2
    asked_for_once = FollowFactory(topic="dialogue-99", confirmed_at=None)
    confirm = f"/en/follow/confirm/{links.confirm_token(asked_for_once)}/"
    assert [Client().get(confirm).status_code, Client().post(confirm).status_code] == [410, 410]
    again = f"/en/follow/confirm/{links.confirm_token(follower.follows.get(topic='challenge-99'))}/"
    assert "You follow" not in text_of(Client().get(again, follow=True).content.decode())


def test_what_her_addresses_follow_the_account_follows_once_she_does_and_gets_one_mail_that_stops_by_any_link() -> None:
    person, dialogue = UserFactory(), DialogueFactory()
    EmailAddress.objects.create(user=person, email="other@example.org", verified=True)
    first = FollowFactory(follower__email=person.email).follower
    other = FollowFactory(follower__email="other@example.org", topic=topic(dialogue)).follower
    FollowFactory(follower=other, topic="cpv-60000000", confirmed_at=None)
    elsewhere = FollowFactory(follower__email="hers-not-shown@example.org").follower
    EmailAddress.objects.create(user=person, email=elsewhere.email, verified=False)
    for _twice in range(2):
        doors.follow(person, of_dialogue(dialogue))
    mine = Follower.objects.get(user=person)
    assert set(mine.follows.confirmed().values_list("topic", flat=True)) == {"events", topic(dialogue)}
    assert list(other.follows.values_list("topic", flat=True)) == ["cpv-60000000"]
    told(dialogue, "events")
    start_digest(), tell_followers()
    digests = Mail.objects.filter(template="suppliers/mail/digest").values_list("to", flat=True)
    assert sorted(digests) == [elsewhere.email, person.email]
    for former in (first, other):
        Follower.objects.update(wants_mail=True)
        path = f"/en/follow/unsubscribe/{links.own_token(former.key)}/"
        assert "You get no more mails" not in Client().get(path).content.decode()
        assert "You get no more mails" in Client().post(path).content.decode()
        assert not Follower.objects.get(user=person).wants_mail


def test_what_was_shared_before_the_account_takes_over_from_its_address_is_told_to_it() -> None:
    person, dialogue = UserFactory(), DialogueFactory()
    long_ago = timezone.now() - timedelta(days=60)
    FollowFactory(follower__email=person.email, topic=topic(dialogue), confirmed_at=long_ago)
    told(dialogue, "events", titles={"en": "Shared before"})
    doors.follow(person, of_events())
    EmailAddress.objects.create(user=person, email="other@example.org", verified=True)
    other = FollowFactory(follower__email="other@example.org", topic="events", confirmed_at=long_ago).follower
    FollowFactory(follower=other, topic=topic(dialogue), confirmed_at=timezone.now())
    doors.follow(person, of_events())
    since = Follow.objects.filter(follower__user=person).values_list("topic", "confirmed_at")
    assert dict(since) == {topic(dialogue): long_ago, "events": long_ago}, "the earlier day of two"
    start_digest(), tell_followers()
    assert Mail.objects.get(template="suppliers/mail/digest", to=person.email).text.count("Shared before") == 1
    assert "Shared before" in signed_in(person).get("/en/workspace/follows/").content.decode()


def test_an_account_sees_what_changed_since_it_last_looked_and_costs_the_same_with_many() -> None:
    person, dialogue = UserFactory(), DialogueFactory()
    client, page = signed_in(person), "/en/workspace/follows/"
    client.post(f"/en/workspace/follows/add/dialogue/?name={dialogue.slug}")
    client.post(f"/en/workspace/follows/add/dialogue/?name={dialogue.slug}")
    told(dialogue, titles={"en": "Old answers"})
    told(dialogue, titles={"en": "For the meeting alone"}, audience="Meeting")
    told(dialogue, titles={"fi": "Suomeksi"})
    told(titles={"en": "Of another dialogue"})
    said = text_of(client.get(page).content.decode())
    assert ("Old answers" in said, "For the meeting" in said, "Of another" in said) == (True, False, False)
    assert '<span lang="fi">Suomeksi</span>' in client.get(page).content.decode()
    client.post(f"{page}change/", {"looked": "1"})
    assert "Old answers" not in text_of(client.get(page).content.decode())
    told(dialogue, titles={"en": "New answers"})
    before = queries(client, page)
    for _more in range(3):
        doors.follow(person, of_dialogue(told().dialogue))
        told(dialogue)
    doors.follow(person, of_events())
    assert queries(client, page) == before
    assert "New answers" in text_of(client.get(page).content.decode())
    doors.follow(person, of_search("country=NO"))
    before = queries(client, page)
    for word in ("vans", "bikes"):
        doors.follow(person, of_search(f"q={word}"))
    assert queries(client, page) == before


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    return len(made)


def test_feeds_are_public_cacheable_in_each_language_and_without_what_a_meeting_alone_was_told() -> None:
    statement = published_statement()
    challenge = statement.challenge
    dialogue = challenge.dialogue
    number = told(dialogue, topic(challenge), "events").number
    told(dialogue, topic(challenge), "events", audience="Meeting")
    for path in (f"dialogues/{dialogue.slug}/feed/", f"challenges/{challenge.slug}/feed/", "events/feed/"):
        assert_same_for_everybody(f"/nb/{path}")
        answer = Client().get(f"/nb/{path}")
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
        entry, *_before = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}title", "").endswith("Varebiler")
        assert entry.findtext(f"{ATOM}id") == f"http://testserver/ledger/{dialogue.slug}/{number}"
        assert entry.find(f"{ATOM}link").attrib["href"] == f"http://testserver/nb/dialogues/{dialogue.slug}/"


def test_a_branch_and_a_search_have_feeds_of_their_own() -> None:
    challenge = published_statement(title="Electric vans").challenge
    CpvCodeFactory(code="60000000")
    about = (topic(challenge), "cpv-60000000")
    number = told(challenge.dialogue, *about, kind=LedgerKind.BRIEF_PUBLISHED).number
    told(challenge.dialogue, *about, audience="Meeting", kind=LedgerKind.BRIEF_PUBLISHED)
    last = f"http://testserver/ledger/{challenge.dialogue.slug}/{number}"
    for form in ("cpv/?name=60000000", "search/?search=q%3Dvans"):
        feed = form.replace("/", "/feed/")
        assert f"/en/follow/{feed}" in unescape(Client().get(f"/en/follow/{form}").content.decode())
        assert_same_for_everybody(f"/en/follow/{feed}")
        assert ids_of(f"/en/follow/{feed}")[0] == last
    assert [ids_of(f"/en/follow/search/feed/?search=q%3D{words}") for words in ("zzzz", "%01zzzz")] == [[], []]
    assert Client().get("/en/follow/search/feed/?search=sort%3Dtitle").status_code == 404


def ids_of(feed: str) -> list[str]:
    entries = ElementTree.fromstring(Client().get(feed).content).findall(f"{ATOM}entry")  # noqa: S314 - our own
    return [entry.findtext(f"{ATOM}id", "") for entry in entries]


def test_feed_and_digest_lead_to_the_ledger_where_the_page_is_gone() -> None:
    need = NeedFactory(is_public=True)
    FollowFactory(topic=topic(need.dialogue), follower__language="en")
    need_shown(need, None)
    path = f"/en/dialogues/{need.dialogue.slug}/"
    assert links_of(f"{path}feed/") == [f"/en/needs/{need.pk}/"]
    need_hidden(need, None)
    assert links_of(f"{path}feed/") == [f"{path}ledger/"] * 2
    start_digest(), tell_followers()
    digest = Mail.objects.get(template="suppliers/mail/digest").text
    assert (digest.count(f"http://testserver{path}ledger/"), f"/needs/{need.pk}/" in digest) == (2, False)


def links_of(feed: str) -> list[str]:
    entries = ElementTree.fromstring(Client().get(feed).content).findall(f"{ATOM}entry")  # noqa: S314 - our own
    return [entry.find(f"{ATOM}link").attrib["href"].removeprefix("http://testserver") for entry in entries]


def test_public_pages_lead_to_following_and_stay_the_same_for_everybody() -> None:
    statement = published_statement()
    slug, dialogue = statement.challenge.slug, statement.challenge.dialogue
    places = {
        f"/en/dialogues/{dialogue.slug}/": f"/en/follow/dialogue/?name={dialogue.slug}",
        "/en/events/": "/en/follow/events/?",
        "/en/follow/": f"/en/follow/dialogue/?name={dialogue.slug}",
        f"/en/challenges/?q={slug}": "/en/follow/search/?search=q%3D",
    }
    for page, link in places.items():
        assert_same_for_everybody(page)
        assert link in Client().get(page).content.decode(), page


@pytest.mark.parametrize("asked", ["view=table", "sort=title", "q=nothing&view=table", "country=NO"])
def test_a_list_of_challenges_leads_to_following_its_search_only_where_it_is_narrowed(asked: str) -> None:
    published_statement()
    links = re.findall(r'href="(/en/follow/search/[^"]*)"', Client().get(f"/en/challenges/?{asked}").content.decode())
    is_narrowed = "q=" in asked or "country=" in asked
    assert [Client().get(unescape(link)).status_code for link in links] == [200, 200] * is_narrowed
