"""The form with which a public buyer registers interest: for everybody, without account, cookie or script."""

import pytest
from django.conf import settings

from core.models import Mail, Submission
from dialogues.models import Dialogue
from municipalities.models import Applicant, Interest, Municipality
from tests.factories import ContactFactory, DialogueFactory, MunicipalityFactory, ParticipationFactory, ThemeFactory
from tests.municipalities.interest.applying import address, filled, newest_mail, shown, visitor

pytestmark = pytest.mark.django_db

LETTERS = "Åsa-Björk Ðóra Þórðardóttir Ŋuorgu Čáhci Õnne Ærø Ýr Œ 👩🏽‍🌾"


@pytest.fixture
def dialogue() -> Dialogue:
    return DialogueFactory(phase="mapping")


@pytest.fixture
def oslo() -> Municipality:
    return MunicipalityFactory(official_name="Oslo")


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_one_open_dialogue_is_not_asked_for(dialogue: Dialogue) -> None:
    DialogueFactory(phase="concluded")
    response = visitor().get("/en/interest/")
    assert (response.status_code, response["Location"]) == (302, address(dialogue))


def test_a_body_that_was_chosen_from_the_list_stands_in_the_form(dialogue: Dialogue, oslo: Municipality) -> None:
    response = visitor().get(f"/en/interest/?body={oslo.pk}")
    assert response["Location"] == f"{address(dialogue)}?body={oslo.pk}"
    assert 'value="Oslo"' in visitor().get(response["Location"]).content.decode()
    for strange in ("x", "9" * 30, "\x00", "-1"):
        assert visitor().get(address(dialogue), {"body": strange}).status_code == 200


def test_of_several_open_dialogues_one_is_chosen() -> None:
    open_ones = [DialogueFactory(phase=phase) for phase in ("planned", "mapping", "agreeing")]
    for phase in ("market_dialogue", "follow_up", "concluded"):
        DialogueFactory(phase=phase)
    response = visitor().get("/en/interest/")
    assert set(response.context["dialogues"]) == set(open_ones)


def test_a_dialogue_that_takes_in_nobody_says_so() -> None:
    closed = DialogueFactory(phase="follow_up")
    assert visitor().get(address(closed)).status_code == 410
    assert visitor().post(address(closed), filled()).status_code == 410
    assert "No dialogue takes in" in visitor().get("/en/interest/").content.decode()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_form_is_shown_without_cookie_and_kept_by_no_cache(dialogue: Dialogue, language: str) -> None:
    response = visitor().get(address(dialogue, language))
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


def test_a_chosen_body_is_kept_unseen_until_its_sender_confirms(dialogue: Dialogue, oslo: Municipality) -> None:
    theme = ThemeFactory(dialogue=dialogue)
    response = visitor().post(address(dialogue), filled(oslo, themes=[theme.pk]))
    assert (response.status_code, response["Location"]) == (302, "/en/interest/sent/")
    assert not response.cookies
    interest = Interest.objects.get()
    assert (interest.municipality, interest.country, interest.state) == (oslo, "NO", "unconfirmed")
    person = interest.applicants.get()
    assert (person.name, person.email, person.language) == ("Kari Nordmann", newest_mail().to, "nb")
    assert list(person.themes.all()) == [theme]
    assert (newest_mail().language, newest_mail().is_secret) == ("nb", True)


def test_a_body_that_the_register_lacks_is_described(dialogue: Dialogue) -> None:
    described = {"body_name": "Nordre Vannverk", "country": "NO", "body_kind": "company", "body_note": "Eies av to."}
    visitor().post(address(dialogue), filled(municipality="nothing like it", **described))
    interest = Interest.objects.get()
    assert {name: getattr(interest, name) for name in described} == described
    assert interest.municipality is None


def test_without_a_body_nothing_is_taken_and_nothing_is_lost(dialogue: Dialogue) -> None:
    response = visitor().post(address(dialogue), filled(job_title="Innkjøper"))
    assert errors(response) == {"municipality": ["Choose it from the register, or describe it below."]}
    page = response.content.decode()
    assert all(text in page for text in ("Kari Nordmann", "@oslo.example", "Innkjøper", "Varer levert"))
    assert Interest.objects.count() == 0


def test_half_a_description_says_what_is_missing(dialogue: Dialogue) -> None:
    response = visitor().post(address(dialogue), filled(body_name="Nordre Vannverk"))
    assert set(errors(response)) == {"country", "body_kind"}
    assert errors(visitor().post(address(dialogue), filled(country="NO", body_kind="company"))) == {
        "body_name": ["Write its name."]
    }


def test_chosen_and_described_is_one_too_many(dialogue: Dialogue, oslo: Municipality) -> None:
    response = visitor().post(address(dialogue), filled(oslo, body_name="Nordre Vannverk"))
    assert set(errors(response)) == {"body_name"}


def test_a_body_that_takes_part_already_is_told_whom_to_ask(dialogue: Dialogue, oslo: Municipality) -> None:
    ContactFactory(dialogue=dialogue, role="Coordinator", organisation="DFØ")
    ParticipationFactory(dialogue=dialogue, municipality=oslo)
    response = visitor().post(address(dialogue), filled(oslo))
    assert set(errors(response)) == {"municipality"}
    assert "DFØ" in response.content.decode()
    assert (Interest.objects.count(), Mail.objects.count()) == (0, 0)


@pytest.mark.sent_twice("interest-form")
def test_sent_twice_it_is_one_interest_and_one_mail(dialogue: Dialogue, oslo: Municipality) -> None:
    form, client = filled(oslo), visitor()
    answers = {client.post(address(dialogue), form)["Location"] for _time in range(2)}
    assert answers == {"/en/interest/sent/"}
    assert (Interest.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "trapped",
    [{"company_fax": "buy pills"}, {"shown": ""}, {"shown": "made up"}],
    ids=["honeypot", "no time", "time made up"],
)
def test_what_falls_into_the_trap_gets_the_same_answer_and_is_not_kept(
    dialogue: Dialogue, oslo: Municipality, trapped: dict
) -> None:
    response = visitor().post(address(dialogue), filled(oslo, **trapped))
    assert (response.status_code, response["Location"]) == (302, "/en/interest/sent/")
    assert (Interest.objects.count(), Mail.objects.count(), Submission.objects.count()) == (0, 0, 0)


def test_what_comes_as_quickly_as_from_a_robot_is_asked_for_again_and_nothing_is_lost(
    dialogue: Dialogue, oslo: Municipality
) -> None:
    client, form = visitor(), filled(oslo, shown=shown(seconds_ago=0))
    page = client.post(address(dialogue), form).content.decode()
    assert "That was very quick" in page
    assert form["shown"] in page
    assert form["email"] in page
    assert Interest.objects.count() == 0
    form["shown"] = shown()  # the same, a minute later
    assert client.post(address(dialogue), form)["Location"] == "/en/interest/sent/"
    assert Interest.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": settings.SITE_URL}, 302),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 302),
    ],
)
def test_a_form_on_another_site_cannot_send_it(
    dialogue: Dialogue, oslo: Municipality, headers: dict, status: int
) -> None:
    assert visitor().post(address(dialogue), filled(oslo), headers=headers).status_code == status
    assert Interest.objects.count() == (status == 302)


def test_too_many_from_a_network_wait_and_keep_what_they_typed(dialogue: Dialogue, oslo: Municipality) -> None:
    client = visitor()
    for number in range(30):
        assert client.post(address(dialogue), filled(oslo, email=f"{number}@flood.example")).status_code == 302
    response = client.post(address(dialogue), filled(oslo, email="31@flood.example", buys="Our long text"))
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "Our long text" in response.content.decode()
    assert Interest.objects.count() == 30
    assert visitor().post(address(dialogue), filled(oslo, email="32@flood.example")).status_code == 302


def test_too_many_for_an_address_wait_whatever_is_known_of_it(dialogue: Dialogue, oslo: Municipality) -> None:
    email = f"{shown()[-8:]}@flood.example"
    answers = [visitor().post(address(dialogue), filled(oslo, email=email)).status_code for _time in range(6)]
    assert answers == [302] * 5 + [429]
    assert Mail.objects.filter(to=email.lower()).count() == 5


def test_names_may_have_every_letter_there_is(dialogue: Dialogue, oslo: Municipality) -> None:
    visitor().post(address(dialogue), filled(oslo, name=LETTERS, buys=f"{LETTERS} שלום"))
    person = Applicant.objects.get()
    assert (person.name, person.buys) == (LETTERS, f"{LETTERS} שלום")


def test_marks_that_turn_the_text_around_are_taken_out_of_names(dialogue: Dialogue, oslo: Municipality) -> None:
    visitor().post(address(dialogue), filled(oslo, name="Kari \u202eevil\u202c\r\nBcc: all"))
    assert Applicant.objects.get().name == "Kari evil Bcc: all"
    assert set(errors(visitor().post(address(dialogue), filled(oslo, name="\u202e\u200b")))) == {"name"}


@pytest.mark.parametrize("field", ["name", "job_title", "buys", "body_name", "body_note", "email", "municipality"])
def test_ten_thousand_characters_are_too_many_and_null_bytes_are_none(dialogue: Dialogue, field: str) -> None:
    for text in ("å" * 10_000, "a\x00b"):
        form = filled(body_name="Vannverk", country="NO", body_kind="company") | {field: text}
        if field == "municipality":
            form["body_name"] = ""
        response = visitor().post(address(dialogue), form)
        assert response.status_code == 200
        assert errors(response)


def test_without_consent_nothing_is_stored(dialogue: Dialogue, oslo: Municipality) -> None:
    form = filled(oslo)
    del form["consent"]
    assert errors(visitor().post(address(dialogue), form)) == {
        "consent": ["Without your consent we may not store your interest."]
    }
    assert Interest.objects.count() == 0


def test_a_theme_of_another_dialogue_is_refused(dialogue: Dialogue, oslo: Municipality) -> None:
    ThemeFactory(dialogue=dialogue)
    assert "themes" in errors(visitor().post(address(dialogue), filled(oslo, themes=[ThemeFactory().pk])))
