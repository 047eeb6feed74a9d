"""Home, the way to the reader's language, health, errors, and what every page has in its head."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone

from core.models import Mail
from core.tasks import HEARTBEAT, heartbeat
from dialogue_portal import views
from dialogue_portal.celery import begin
from tests.factories import DialogueFactory, EventFactory, NewsFactory, ParticipationFactory, UserFactory
from tests.factories.requests import InformationRequestFactory, opened
from tests.published import add_need, published_statement
from tests.reading import assert_same_for_everybody, read, text_of, title_of

LANGUAGES = [code for code, _ in settings.LANGUAGES]


# Home


@pytest.mark.django_db
def test_home_is_the_same_for_everybody() -> None:
    assert_same_for_everybody("/en/")


@pytest.mark.django_db
def test_home_is_there_before_the_first_dialogue() -> None:
    page = read("/en/")
    assert "What Nordic municipalities need, before they buy" in page
    assert "The first dialogue is being prepared." in page
    assert "No event is planned right now." in page
    assert "public buyers" not in page


@pytest.mark.django_db
def test_home_tells_numbers_challenges_dialogues_events_and_who_takes_part() -> None:
    dialogue = DialogueFactory(title="Deliveries 2019")
    published_statement(challenge__dialogue=dialogue, title="Vans without emissions")
    ParticipationFactory(dialogue=dialogue, municipality__official_name="Oslo", municipality__population=693_494)
    soon = timezone.now() + timedelta(days=3)
    EventFactory(dialogue=dialogue, title="Market day", starts_at=soon, ends_at=soon + timedelta(hours=2))
    opened(InformationRequestFactory(title="How quiet are your vans?", dialogue=dialogue))
    page = read("/en/")
    assert "1 public buyer 1 country 693,494 inhabitants 3 needs joined" in page
    assert "Latest challenges All challenges Vans without emissions 300 deliveries, 2021" in page
    assert "How far we are Deliveries 2019 Market dialogue" in page
    assert "What comes next Market day" in page
    assert "Requests for information How quiet are your vans? Answers until" in page
    assert "Who takes part All participants Map of the participants 1 public buyer in Norway" in page
    assert "Greenland is drawn at a smaller scale. Not on the map: Oslo Norway Oslo" in page


@pytest.mark.django_db
def test_how_many_needs_are_joined_moves_with_what_is_published_alone() -> None:
    challenge = published_statement().challenge
    ParticipationFactory(dialogue=challenge.dialogue)
    add_need(challenge)
    assert "3 needs joined" in read("/en/")
    challenge.sources.all().delete()
    assert "3 needs joined" in read("/en/")


@pytest.mark.django_db
def test_queries_of_home_do_not_grow(client: Client, django_assert_num_queries) -> None:
    for _round in range(3):
        published_statement()
        ParticipationFactory()
        EventFactory()
        NewsFactory(published_at=timezone.now())
        opened(InformationRequestFactory())
        with django_assert_num_queries(7):
            client.get("/en/")


# Languages


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("fi", "/fi/"),
        ("is-IS,is;q=0.9,en;q=0.8", "/is/"),
        ("nn,nb;q=0.8", "/nb/"),
        ("de", "/en/"),
        ("", "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(asked: str, given: str) -> None:
    response = Client().get("/", headers={"Accept-Language": asked})
    assert (response.status_code, response.headers["Location"]) == (302, given)
    assert response.headers["Vary"] == "Accept-Language"
    assert response.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_language_and_where_it_is_in_the_others(language: str) -> None:
    html = Client().get(f"/{language}/events/?page=1").content.decode()
    assert f'<html lang="{language}"' in html
    links = dict(re.findall(r'<link rel="alternate"\s+hreflang="([\w-]+)"\s+href="(.*?)"', html))
    assert links == {code: f"http://testserver/{code}/events/?page=1" for code in LANGUAGES} | {
        "x-default": "http://testserver/"
    }
    assert f'<link rel="canonical" href="http://testserver/{language}/events/">' in html


@pytest.mark.django_db
def test_the_language_menu_stays_on_the_page() -> None:
    html = Client().get("/en/participants/").content.decode()
    menu = html[html.index("<details") : html.index("</details>")]
    assert re.findall(r'href="(.*?)"', menu) == [f"/{code}/participants/" for code in LANGUAGES]
    assert re.findall(r'aria-current="true">(.*?)<', menu) == ["English"]


@pytest.mark.django_db
def test_every_public_page_has_a_title_and_a_description_of_its_own() -> None:
    published_statement(challenge__slug="vans", challenge__dialogue__slug="deliveries")
    EventFactory(slug="day")
    pages = ["", "dialogues/", "dialogues/deliveries/", "challenges/", "challenges/vans/", "events/", "events/day/"]
    paths = [f"/en/{page}" for page in [*pages, "participants/"]]
    titles = {title_of(path) for path in paths}
    found = [re.search(r'name="description"\s+content="\s*(.+?)\s*"', page_html(path)) for path in paths]
    assert len(titles) == len(paths)
    assert len({match[1] for match in found if match}) == len(paths)


def page_html(path: str) -> str:
    return Client().get(path).content.decode()


@pytest.mark.django_db
def test_no_page_has_a_style_or_a_script_of_its_own() -> None:
    published_statement(challenge__slug="vans", challenge__dialogue__slug="deliveries")
    for path in ("/en/", "/en/challenges/", "/en/challenges/vans/", "/en/dialogues/deliveries/", "/en/account/login/"):
        html = page_html(path)
        assert re.findall(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", html) == []
        assert re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver)[^"]*"', html.replace('rel="', "")) == []


# The demo bar


@pytest.mark.django_db
def test_the_demo_says_that_it_is_one_and_how_to_sign_in(settings) -> None:
    assert "This is a demo." not in read("/en/")
    settings.DEMO = True
    assert "This is a demo. Sign in as manager@example.org with the password nordic-demo ." in read("/en/")


# Signing in


@pytest.mark.django_db
def test_the_sign_in_page_has_its_errors_on_top_and_at_the_field() -> None:
    html = Client().post("/en/account/login/", {"login": "", "password": ""}).content.decode()
    assert 'class="ds-error-summary"' in html
    assert 'href="#id_login"' in html
    assert 'aria-invalid="true"' in html
    assert "placeholder" not in html


@pytest.mark.django_db
def test_nobody_makes_an_account_unasked() -> None:
    assert "No account yet? A company registers itself." in read("/en/account/signup/")


@pytest.mark.django_db
def test_signing_in_and_out() -> None:
    user, client = UserFactory(), Client()
    client.post("/en/account/login/", {"login": user.email, "password": "correct-horse-battery"})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "Do you want to sign out?" in text_of(client.get("/en/account/logout/").content.decode())
    assert client.post("/en/account/logout/").headers["Location"] == "/en/"


@pytest.mark.django_db
def test_a_wrong_password_is_told_in_the_readers_language() -> None:
    user = UserFactory()
    told = {
        language: text_of(
            Client().post(f"/{language}/account/login/", {"login": user.email, "password": "wrong"}).content.decode()
        )
        for language in ("en", "is")
    }
    assert "The e-mail address or the password is not right." in told["en"]
    assert "Forgotten your password?" in told["en"]
    assert "password" not in told["is"]


@pytest.mark.django_db
def test_who_forgot_her_password_gets_a_link() -> None:
    user = UserFactory()
    Client().post("/en/account/password/reset/", {"email": user.email})
    mail = Mail.objects.get()
    link = re.search(r"http://testserver(/en/account/password/reset/key/\S+)", mail.text)
    assert mail.subject == "Choose a new password"
    assert link
    assert "Choose a new password" in text_of(Client().get(link[1], follow=True).content.decode())


@pytest.mark.django_db
def test_an_address_without_account_is_told_so_by_mail_only() -> None:
    response = Client().post("/en/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "If we know this address, a link is on its way to it." in text_of(response.content.decode())
    assert [mail.subject for mail in Mail.objects.all()] == ["There is no account with this address"]


# Health


def test_alive_is_said_without_asking_anything() -> None:
    response = Client().get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_database_redis_and_a_worker_answer() -> None:
    for queue in ["periodic", "mail", "render"]:
        heartbeat(queue)
    response = Client().get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "migrations": "ok", "redis": "ok", "worker": "ok"}


@pytest.mark.django_db
def test_not_ready_before_every_migration_is_applied() -> None:
    last = MigrationRecorder.Migration.objects.filter(app="events").latest("pk")
    last.delete()
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == f"1 not applied, the first is events.{last.name}"


@pytest.mark.fault
@pytest.mark.django_db
def test_not_ready_says_what_gave_no_sign_of_life_as_when_beat_died() -> None:
    cache.clear()
    heartbeat("mail")
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] == "no heartbeat: periodic, render"


def test_a_worker_at_a_long_job_is_alive_for_as_long_as_that_may_take() -> None:
    job = SimpleNamespace(request=SimpleNamespace(delivery_info={"routing_key": "render"}), time_limit=300)
    begin(task=job)
    with redis.Redis.from_url(settings.REDIS_URL) as server:
        assert 300 < server.ttl(cache.make_key(HEARTBEAT + "render")) <= 390


@pytest.mark.fault
@pytest.mark.django_db
def test_a_redis_that_is_away_is_said_without_its_address(settings, caplog) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["redis"] == "ConnectionError"
    assert "127.0.0.1:1" in caplog.text


def test_whoever_finds_a_hole_is_told_whom_to_write_to() -> None:
    response = Client().get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert timedelta(days=27) < expires - datetime.now(UTC) < timedelta(days=32)
    assert fields == {
        "Contact": "mailto:dialogue@example.org",
        "Preferred-Languages": "en, nb, sv, da, fi, is",
        "Canonical": "http://testserver/.well-known/security.txt",
    }


# What went wrong


@pytest.mark.django_db
def test_the_accessibility_statement_has_the_parts_of_the_model_of_the_european_commission(settings) -> None:
    settings.CONTACT_EMAIL = "access@example.org"
    html = Client().get("/en/accessibility/").content.decode()
    parts = [part.strip() for part in re.findall(r"<h[23][^>]*>([^<]+)</h[23]>", html)]
    assert parts[:8] == [
        "Compliance status",
        "Content that is not accessible",
        "Contrary to the requirements",
        "Disproportionate burden",
        "Outside the scope of the law",
        "Preparation of this statement",
        "Feedback and contact",
        "Enforcement: if our answer does not help",
    ]
    assert "partially conformant" in html
    assert "by our own assessment" in html
    assert 'href="mailto:access@example.org"' in html
    for country, authority in {
        "Denmark": "digst.dk",
        "Finland": "saavutettavuusvaatimukset.fi",
        "Norway": "uutilsynet.no",
        "Sweden": "digg.se",
    }.items():
        assert country in html
        assert authority in html


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address() -> None:
    response = Client().get("/en/nothing/")
    assert response.status_code == 404
    assert response.cookies == {}
    assert "There is no such page" in text_of(response.content.decode())
    assert '<html lang="fi"' in Client().get("/fi/nothing/").content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_not_taken_and_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "Go back, load the page anew and send the form again." in text_of(response.content.decode())


def test_a_database_that_is_away_closes_the_portal_for_a_moment() -> None:
    try:
        raise OperationalError
    except OperationalError:
        response = views.server_error(RequestFactory().get("/en/"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Closed for a moment" in text_of(response.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.forbidden, 403, "You may not see this page"),
        (views.too_many_requests, 429, "Too many tries"),
    ],
)
def test_every_refusal_has_its_page(view, status: int, words: str) -> None:
    response = view(RequestFactory().get("/en/"), None)
    assert response.status_code == status
    assert words in text_of(response.content.decode())


@pytest.mark.django_db
def test_a_form_with_more_than_a_form_may_have_is_told_so(client: Client) -> None:
    far_too_long = client.post("/fi/account/login/", {"login": "x" * 3 * 1024 * 1024})
    assert (far_too_long.status_code, far_too_long.headers["Cache-Control"]) == (413, "no-store")
    assert "20 M" in text_of(far_too_long.content.decode())
    assert client.get("/nb/too-large/").status_code == 413


@pytest.mark.parametrize("name", ["403", "404", "413", "429", "500", "503", "csrf"])
def test_the_pages_of_errors_need_no_request_and_no_database(name: str) -> None:
    assert "Nordic dialogue portal" in render_to_string(f"errors/{name}.html")
