"""The link in the mail, the page that it opens, and the applicant's own page."""

from typing import Any

import pytest
from django.core import signing

from core.models import Mail
from municipalities.interest import confirming, links, similar, workflow
from municipalities.models import Applicant, Interest
from tests.factories import (
    ApplicantFactory,
    ContactFactory,
    EmailDomainFactory,
    InterestFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnerFactory,
    StaffRoleFactory,
)
from tests.municipalities.interest.applying import earlier, link_in, newest_mail, shown, visitor

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


@pytest.fixture
def kari() -> Applicant:
    """She has sent the form and looks into her mail."""
    interest = InterestFactory(state="unconfirmed", waits_since=None, people=0)
    person = ApplicantFactory(interest=interest, email="kari@oslo.example")
    confirming.send_link(person)
    return person


def manager_of(interest: Interest) -> Any:
    return StaffRoleFactory(dialogue=interest.dialogue).user


def state(applicant: Applicant) -> str:
    return Interest.objects.get(applicants=applicant).state


def test_opening_the_link_changes_nothing_and_the_button_confirms(kari: Applicant) -> None:
    link = link_in(newest_mail())
    assert link.startswith("/nb/interest/confirm/")
    for method in ("get", "head", "get"):
        assert getattr(visitor(), method)(link).status_code == 200
    assert state(kari) == "unconfirmed"
    response = visitor().post(link)
    assert (response.status_code, response["Location"]) == (302, f"/nb/interest/mine/{links.own_token(kari)}/")
    assert state(kari) == "confirmed"
    page = visitor().get(response["Location"]).content.decode()
    assert newest_mail().template == "municipalities/mail/interest_received"
    assert link_in(newest_mail()) == response["Location"]
    assert str(kari.interest) in page


def test_a_link_used_twice_says_kindly_that_all_is_well(kari: Applicant) -> None:
    link, mails = link_in(newest_mail()), Mail.objects.count()
    visitor().post(link)
    for method in ("get", "post"):
        response = getattr(visitor(), method)(link.replace("/nb/", "/en/"))
        assert response.status_code == 200
        assert "You have confirmed already" in response.content.decode()
    assert Mail.objects.count() == mails + 1
    assert Interest.objects.get().trail.count() == 1


@pytest.mark.parametrize("way", ["cut", "changed", "other purpose", "made up", "null byte"])
def test_a_link_that_was_tampered_with_is_no_page(kari: Applicant, way: str) -> None:
    token = links.confirm_token(kari)
    turned = {
        "cut": token[:-4],
        "changed": "A" + token[1:],
        "other purpose": links.own_token(kari),
        "made up": signing.dumps([kari.pk, 1]),
        "null byte": f"{token}%00",
    }[way]
    for method in ("get", "post"):
        response = getattr(visitor(), method)(f"/en/interest/confirm/{turned}/")
        assert response.status_code == 404
        assert "Ask for a new link" in response.content.decode()
    assert state(kari) == "unconfirmed"


def test_a_link_runs_out_after_seven_days(kari: Applicant) -> None:
    for age, status in [(7 * DAY - 60, 200), (7 * DAY + 60, 410)]:
        with earlier(age):
            token = links.confirm_token(kari)
        assert visitor().get(f"/en/interest/confirm/{token}/").status_code == status
    assert visitor().post(f"/en/interest/confirm/{token}/").status_code == 410
    assert state(kari) == "unconfirmed"


def test_only_the_newest_link_works(kari: Applicant) -> None:
    old = link_in(newest_mail())
    confirming.send_links_again("Kari@oslo.example")
    new = link_in(newest_mail())
    assert old != new
    assert visitor().post(old).status_code == 410
    assert visitor().post(new).status_code == 302
    assert visitor().get(old).status_code == 200, "confirmed meanwhile: that is what she is told"


def test_what_is_forgotten_says_what_to_do(kari: Applicant) -> None:
    link = link_in(newest_mail())
    Interest.objects.all().delete()
    response = visitor().get(link.replace("/nb/", "/en/"))
    assert response.status_code == 410
    assert "register again" in response.content.decode()


def test_asking_for_the_link_again_never_tells_whether_the_address_is_known(kari: Applicant) -> None:
    answers = []
    for email, mails in [("kari@oslo.example", 2), ("nobody@oslo.example", 2)]:
        response = visitor().post("/en/interest/again/", {"email": email, "shown": shown()})
        answers.append((response.status_code, response["Location"], response.content))
        assert Mail.objects.count() == mails
    assert answers[0] == answers[1]


def test_links_are_sent_again_three_times_an_hour(kari: Applicant) -> None:
    email = f"{shown()[-8:].lower()}@flood.example"
    form = {"email": email, "shown": shown()}
    assert [visitor().post("/en/interest/again/", form).status_code for _time in range(4)] == [302] * 3 + [429]


def first_of_same_body(applicant: Applicant, email: str) -> Interest:
    """Somebody else wrote for the same body before, and staff have asked her back."""
    own = applicant.interest
    first = InterestFactory(dialogue=own.dialogue, municipality=own.municipality, state="asked", people=0)
    person = ApplicantFactory(interest=first, name="Ola Hemmelig", email=email, buys="Hemmelige planer")
    said = {"from_state": "confirmed", "to_state": "asked", "language": "nb", "applicant": person}
    first.trail.create(action="ask", reason="Hvorfor nettopp dere?", **said)
    return first


def test_the_second_of_a_body_joins_the_first(kari: Applicant) -> None:
    first = InterestFactory(dialogue=kari.interest.dialogue, municipality=kari.interest.municipality, people=0)
    ApplicantFactory(interest=first, email="ola@oslo.example")
    own = kari.interest
    visitor().post(link_in(newest_mail()))
    own.refresh_from_db()
    assert (own.state, own.merged_into) == ("merged", first)
    assert first.people.count() == 2
    assert [step.action for step in first.trail.all()] == ["joined"]
    page = visitor().get(f"/en/interest/mine/{links.own_token(kari)}/").content.decode()
    assert "1 more person" in page
    assert first.people.exclude(pk=kari.pk).get().name not in page


@pytest.mark.parametrize(
    ("domain", "email"),
    [
        ("kommune.example", "ola@kommune.example"),  # hers is outside
        ("oslo.example", "ola@private.example"),  # that of who was first is
        ("", "ola@kommune.example"),  # none is known, and they write from two
    ],
)
def test_an_applicant_with_an_address_outside_the_body_s_domains_sees_nothing_of_those_who_wrote_before(
    kari: Applicant, domain: str, email: str
) -> None:
    first = first_of_same_body(kari, email)
    if domain:
        EmailDomainFactory(municipality=first.municipality, domain=domain)
    body = first.municipality
    visitor().post(link_in(newest_mail()))
    own = Interest.objects.get(applicants=kari)
    assert (own.state, own.municipality, own.body_name, own.body_kind) == (
        "confirmed",
        None,
        body.official_name,
        body.kind,
    )
    assert [step.action for step in own.trail.all()] == ["confirm", "apart"]
    assert (first.people.count(), first.trail.count()) == (1, 1)
    page = visitor().get(f"/en/interest/mine/{links.own_token(kari)}/").content.decode()
    for hidden in ("Hemmelig", "Hvorfor", "more person", "We have a question"):
        assert hidden not in page
    workflow.hold(first, manager_of(first), "Vent litt.", "nb")
    assert Mail.objects.filter(template="municipalities/mail/interest_on_hold").get().to == email


def test_two_with_mailboxes_that_anybody_gets_are_not_colleagues(kari: Applicant) -> None:
    first = first_of_same_body(kari, "ola@gmail.com")
    Applicant.objects.filter(pk=kari.pk).update(email="kari@gmail.com")
    assert confirming.confirm(Applicant.objects.get(pk=kari.pk)) == confirming.Outcome.WAITS
    assert first.people.count() == 1


def test_staff_join_who_waits_by_herself_and_she_reads_on_from_there(kari: Applicant) -> None:
    first = first_of_same_body(kari, "ola@private.example")
    confirming.confirm(kari)
    own = Interest.objects.get(applicants=kari)
    manager = manager_of(first)
    assert list(similar.interests(own, manager)) == [first]
    workflow.merge(own, first, manager)
    assert "1 more person" in visitor().get(f"/en/interest/mine/{links.own_token(kari)}/").content.decode()


def test_who_registers_twice_is_one_person(kari: Applicant) -> None:
    first = InterestFactory(dialogue=kari.interest.dialogue, municipality=kari.interest.municipality, people=0)
    ApplicantFactory(interest=first, email="KARI@oslo.example", buys="First text")
    visitor().post(link_in(newest_mail()))
    assert [person.buys for person in first.people] == ["First text"]
    page = visitor().get(f"/en/interest/mine/{links.own_token(kari)}/").content.decode()
    assert "First text" in page
    assert "Varer levert" in page


def test_described_bodies_of_the_same_name_stay_two_for_staff_to_join() -> None:
    first = InterestFactory(municipality=None)
    second = InterestFactory(municipality=None, dialogue=first.dialogue, state="unconfirmed", people=0)
    person = ApplicantFactory(interest=second, confirmed_at=None)
    assert confirming.confirm(person) == confirming.Outcome.WAITS
    assert Interest.objects.waiting().count() == 2


def test_a_decided_interest_is_not_joined(kari: Applicant) -> None:
    InterestFactory(dialogue=kari.interest.dialogue, municipality=kari.interest.municipality, state="declined")
    assert confirming.confirm(kari) == confirming.Outcome.WAITS


def test_a_body_that_takes_part_by_now_is_told_whom_to_ask_and_nothing_is_kept(kari: Applicant) -> None:
    body, dialogue = kari.interest.municipality, kari.interest.dialogue
    ParticipationFactory(dialogue=dialogue, municipality=body)
    ContactFactory(dialogue=dialogue, role="Coordinator", organisation="DFØ")
    PartnerFactory(dialogue=dialogue, name="LUP", country=body.country)
    member = MembershipFactory(municipality=body, user__name="Ola Hemmelig").user
    coordinator = StaffRoleFactory(dialogue=dialogue, country=body.country).user
    response = visitor().post(link_in(newest_mail()))
    assert response["Location"] == f"/nb/interest/in/{dialogue.slug}/{body.pk}/"
    page = visitor().get(response["Location"]).content.decode()
    assert all(text in page for text in ("DFØ", "LUP"))
    for person in (member, coordinator):
        assert person.name not in page
        assert person.email not in page
    assert (Interest.objects.count(), Applicant.objects.count()) == (0, 0)
    assert newest_mail().template == "municipalities/mail/interest_takes_part"


def test_who_takes_part_is_no_page_where_the_body_does_not() -> None:
    interest = InterestFactory()
    place = f"/en/interest/in/{interest.dialogue.slug}/{interest.municipality.pk}/"
    assert visitor().get(place).status_code == 404


# Her own page


def own(applicant: Applicant, part: str = "") -> str:
    return f"/en/interest/mine/{links.own_token(applicant)}/{part}"


def test_the_own_page_answers_what_staff_asked() -> None:
    person = ApplicantFactory(interest=InterestFactory(state="asked", people=0), language="fi")
    assert visitor().post(own(person), {"text": ""}).status_code == 200
    assert visitor().post(own(person), {"text": "Kyllä."}).status_code == 302
    interest = Interest.objects.get()
    step = interest.trail.get()
    assert (interest.state, step.reason, step.language, step.applicant) == ("confirmed", "Kyllä.", "fi", person)
    response = visitor().post(own(person), {"text": "Twice"})
    assert response.status_code == 200
    assert Interest.objects.get().trail.count() == 1


def test_the_last_who_withdraws_takes_the_interest_along() -> None:
    interest = InterestFactory(people=2)
    first, second = interest.applicants.all()
    assert visitor().get(own(first, "withdraw/")).status_code == 200
    assert visitor().post(own(first, "withdraw/")).status_code == 302
    assert (state(first), interest.people.get()) == ("confirmed", second)
    assert "You have withdrawn" in visitor().get(own(first)).content.decode()
    assert "withdrawn already" in visitor().post(own(first, "withdraw/")).content.decode()
    visitor().post(own(second, "withdraw/"))
    assert state(second) == "withdrawn"
    assert [mail.to for mail in Mail.objects.order_by("pk")] == [first.email, second.email]
    assert all(f"/interest/in/{interest.dialogue.slug}/" in mail.text for mail in Mail.objects.all())


@pytest.mark.parametrize("decided", ["accepted", "declined", "withdrawn", "merged"])
def test_what_is_decided_cannot_be_withdrawn_or_answered(decided: str) -> None:
    person = ApplicantFactory(interest=InterestFactory(state=decided, people=0))
    assert visitor().post(own(person, "withdraw/")).status_code == 200
    assert visitor().post(own(person), {"text": "But"}).status_code == 200
    assert (state(person), Mail.objects.count()) == (decided, 0)


def test_a_withdrawn_person_who_registers_again_is_back() -> None:
    interest = InterestFactory(people=2)
    gone = interest.applicants.first()
    visitor().post(own(gone, "withdraw/"))
    anew = InterestFactory(
        dialogue=interest.dialogue, municipality=interest.municipality, state="unconfirmed", people=0
    )
    confirming.confirm(ApplicantFactory(interest=anew, email=gone.email))
    assert gone.email in [person.email for person in interest.people]


def test_links_of_one_person_open_nothing_of_another() -> None:
    person = ApplicantFactory()
    for token in ("x", links.confirm_token(person), links.own_token(person)[:-3]):
        assert visitor().get(f"/en/interest/mine/{token}/").status_code == 404
        assert visitor().post(f"/en/interest/mine/{token}/withdraw/").status_code == 404


def test_an_unconfirmed_person_has_no_page() -> None:
    person = ApplicantFactory(interest=InterestFactory(state="unconfirmed", people=0))
    assert visitor().get(own(person)).status_code == 404


def test_confirming_asks_few_questions_of_the_database(kari: Applicant, django_assert_max_num_queries) -> None:
    for _number in range(3):
        ApplicantFactory()
    with django_assert_max_num_queries(25):
        confirming.confirm(Applicant.objects.get(pk=kari.pk))
