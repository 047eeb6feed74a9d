"""How a company comes in, who acts for it, and that no company learns of another."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.erasure import erase, erase_address
from accounts.invitations import token
from accounts.models import User
from accounts.tasks import expire_invitations
from core.models import Mail
from core.open_forms import SALT
from core.workflow import Refused
from suppliers.companies import checking, invitations, numbers, registering, representing
from suppliers.companies.acting import companies_of
from suppliers.following import links
from suppliers.models import Company, CompanyInvitation, CompanyJoin, Representative, RepresentativeChange
from suppliers.tasks import forget_unopened_companies
from tests.factories import CompanyFactory, RepresentativeFactory, StaffRoleFactory, UserFactory
from tests.factories.suppliers import CompanyInvitationFactory, FollowFactory, norwegian_number
from tests.needs.roles import signed_in
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def typed(**changes: str) -> dict[str, str]:
    number = norwegian_number(77)
    shown = signing.dumps(None, salt=SALT)
    facts = {"name": "Vans  AS", "country": "NO", "organisation_number": f"{number[:3]} {number[3:6]}-{number[6:]}"}
    rest = {"size_class": "small", "website": "vans.example.com", "key": str(uuid4()), "shown": shown}
    return {**facts, **rest, **changes}


def letter(to: str) -> Mail:
    return Mail.objects.filter(to=to).latest("pk")


# Numbers


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        ("NO", " no 123 456 785 MVA", "123456785"),
        ("SE", "SE212000-0142-01", "2120000142"),
        ("SE", "212000-0142", "2120000142"),
        ("DK", "DK-12 34 56 74", "12345674"),
        ("GL", "GL12345674", "12345674"),
        ("FI", "FI1234567-1", "12345671"),
        ("AX", "1234567-1", "12345671"),
        ("IS", "kt. 530269-7609", "5302697609"),
        ("FO", "623.857", "623857"),
    ],
)
def test_a_number_is_kept_in_one_way_however_it_is_written(country: str, written: str, kept: str) -> None:
    assert numbers.normal(country, written) == kept


@pytest.mark.parametrize(
    ("country", "written", "said"),
    [
        ("NO", "123 456 784", "A digit is wrong: the number does not add up. One from Norway looks like 123 456 785."),
        ("FI", "12-1", "This is no organisation number from Finland. One looks like 1234567-1."),
        ("DK", "=1+1", "This is no organisation number from Denmark. One looks like 12 34 56 74."),
        ("SE", "811218-9876", "This is a personal identity number. The portal keeps none: leave the field empty."),
        ("IS", "120174-3399", "This is a personal identity number. The portal keeps none: leave the field empty."),
    ],
)
def test_a_wrong_number_is_told_with_a_good_one(country: str, written: str, said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        numbers.normal(country, written)
    assert refusal.value.messages == [said]


# Coming in


def test_who_is_signed_in_registers_a_company_once_and_works_for_it_at_once() -> None:
    client, data = signed_in(UserFactory()), typed()
    answers = [client.post("/en/workspace/companies/new/", data) for _twice in range(2)]
    company = Company.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/en/workspace/companies/{company.key}/"] * 2
    assert (company.name, company.organisation_number, company.website, company.size_class, company.state) == (
        "Vans AS",
        norwegian_number(77),
        "https://vans.example.com",
        "small",
        "unchecked",
    )
    assert "Vans AS is registered. You represent it." in text_of(client.get(answers[0]["Location"]).content.decode())


def test_only_where_a_number_may_be_a_person_s_identity_number_a_company_comes_in_without_one() -> None:
    client = signed_in(UserFactory())
    refused = client.post("/en/workspace/companies/new/", typed(organisation_number=" "))
    assert list(refused.context["form"].errors) == ["organisation_number"]
    staff = StaffRoleFactory().user
    for name in ("Åse Cykel", "Dag Cykel"):
        client.post("/en/workspace/companies/new/", typed(name=name, country="SE", organisation_number=""))
        company = Company.objects.get(name=name)
        assert (company.organisation_number, checking.confirmed_twin(company)) == (None, None)
        checking.confirm(company, staff)
    page = client.get(company.get_absolute_url()).content.decode()
    assert "Organisation number Not stated" in text_of(page)
    form = client.get(f"{company.get_absolute_url()}edit/").context["form"]
    facts = typed(name="Dag Cyklar", country="SE", organisation_number="", seen=form["seen"].value())
    client.post(f"{company.get_absolute_url()}edit/", facts)
    company.refresh_from_db()
    assert (company.name, company.state) == ("Dag Cyklar", "confirmed")


def test_the_same_number_registered_again_makes_another_company_and_tells_nothing() -> None:
    first = CompanyFactory(organisation_number=norwegian_number(77), name="Secret Vans")
    answer = signed_in(UserFactory()).post("/en/workspace/companies/new/", typed(), follow=True)
    assert Company.objects.exclude(pk=first.pk).get().organisation_number == first.organisation_number
    assert first.name not in answer.content.decode()


def test_the_open_form_answers_the_same_for_every_address_and_the_link_makes_account_and_company() -> None:
    known = UserFactory()
    answers = []
    for email in (known.email, "new@example.org"):
        data = typed(person="Åse", email=email, language="sv", shown=an_hour_ago())
        answer = Client().post("/en/companies/register/", data)
        answers.append((answer.status_code, answer["Location"], dict(answer.cookies)))
    assert answers == [(302, "/en/companies/sent/", {})] * 2
    assert set(Company.objects.values_list("state", flat=True)) == {"unconfirmed"}
    [link] = re.findall(r"http\S+/account/companies/\S+", letter("new@example.org").text)
    client = Client()
    path = "/" + link.split("/", 3)[3]
    assert "You have no account yet" in text_of(client.get(path.replace("/sv/", "/en/", 1)).content.decode())
    answer = client.post(path, {"name": "Åse", "language": "sv", "password": "fyra gröna cyklar"})
    person = User.objects.get(email="new@example.org")
    company = person.representations.get().company
    assert (company.state, answer["Location"]) == ("unchecked", f"/sv/workspace/companies/{company.key}/")
    assert client.get(answer["Location"]).status_code == 200
    knowns = CompanyInvitation.objects.get(email=known.email)
    client = signed_in(known)
    client.post(f"/en/account/companies/{token(knowns)}/")
    assert known.representations.get().company == knowns.company


def an_hour_ago() -> str:
    class Then(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(timezone.now().timestamp()) - 3600)

    return Then(salt=SALT).sign_object(None)


@pytest.mark.sent_twice("company-register")
def test_the_open_form_sent_twice_makes_one_company_and_one_mail() -> None:
    sent = typed(person="Åse", email="new@example.org", language="sv", shown=an_hour_ago())
    for _twice in range(2):
        Client().post("/en/companies/register/", sent)
    assert (Company.objects.count(), Mail.objects.count()) == (1, 1)


def test_no_link_tells_how_many_companies_or_follows_there_are() -> None:
    invitation, follow = CompanyInvitationFactory(), FollowFactory()
    told = [
        json.loads(signing.b64_decode(link.split(":")[0].encode()))
        for link in (token(invitation), links.confirm_token(follow))
    ]
    assert told == [[invitation.key, invitation.links_sent], [follow.follower.key, follow.topic, follow.query]]
    assert links.follow_of(links.confirm_token(follow)) == follow


UNOPENED = {"name": "Vans", "country": "NO", "organisation_number": "1", "website": "", "size_class": ""}


def test_a_registration_that_nobody_opens_in_time_is_gone() -> None:
    registering.apply(UNOPENED, email="x@example.org", person="X", language="en")
    forget_unopened_companies()
    assert Company.objects.count() == 1
    CompanyInvitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    forget_unopened_companies()
    assert (Company.objects.count(), CompanyInvitation.objects.count()) == (0, 0)


def test_a_registration_that_nobody_opened_goes_with_the_address_that_is_erased() -> None:
    for name in ("anna", "berg"):
        registering.apply({**UNOPENED, "name": name}, email=f"{name}@example.org", person=name, language="en")
    erase_address("anna@example.org", UserFactory())
    forget_unopened_companies()
    assert list(Company.objects.values_list("name", "invitations__email")) == [("berg", "berg@example.org")]


# Facts


def test_two_who_edit_at_once_lose_nothing_and_a_new_number_is_looked_at_anew() -> None:
    one = RepresentativeFactory()
    path = f"/en/workspace/companies/{one.company.key}/edit/"
    client = signed_in(one.user)
    seen = client.get(path).context["form"]["seen"].value()
    facts = {"name": one.company.name, "country": "NO", "organisation_number": one.company.organisation_number}
    client.post(path, {**facts, "website": "https://a.example.com", "seen": seen})
    client.post(path, {**facts, "size_class": "micro", "website": "", "seen": seen})
    one.company.refresh_from_db()
    assert (one.company.website, one.company.size_class) == ("https://a.example.com", "micro")
    answer = client.post(path, {**facts, "website": "https://b.example.com", "seen": seen})
    assert "Somebody else changed this while you wrote." in answer.content.decode()
    now = answer.context["form"]["seen"].value()
    client.post(path, {**facts, "organisation_number": norwegian_number(5000), "seen": now})
    one.company.refresh_from_db()
    assert (one.company.state, one.company.organisation_number) == ("unchecked", norwegian_number(5000))


# People


def test_an_invitation_is_sent_again_with_a_new_link_and_taken_back() -> None:
    one = RepresentativeFactory()
    invitation = CompanyInvitationFactory(company=one.company, email="b@example.org")
    client, path = signed_in(one.user), f"/en/workspace/companies/{one.company.key}/invited/{invitation.key}/"
    before = token(invitation)
    for _time in range(2):  # the form of one page, sent twice
        client.post(f"{path}again/", {"links": "1"})
    invitation.refresh_from_db()
    assert (invitation.links_sent, Mail.objects.filter(to="b@example.org").count()) == (2, 1)
    assert "Open the link in the newest mail." in opened(before)
    assert "Accept and sign in" in opened(token(invitation))
    client.post(f"{path}revoke/")
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    assert "Accept and sign in" not in opened(token(invitation))


def test_a_company_and_a_person_invite_ten_in_a_day_and_write_to_each_address_twice() -> None:
    one, other = RepresentativeFactory(), RepresentativeFactory()
    path = f"/en/workspace/companies/{one.company.key}/people/invite/"
    for number in range(8):
        invitations.invite(one.company, f"{number}@example.org", "", "en", by=one.user)
    again = CompanyInvitation.objects.get(email="0@example.org")
    invitations.send_again(again, one.user)
    with pytest.raises(Refused, match="within the last day"):
        invitations.send_again(again, one.user)
    invitations.revoke(again, one.user)
    with pytest.raises(Refused, match="within the last day"):
        invitations.invite(one.company, "0@example.org", "", "en", by=one.user)
    invitations.invite(other.company, "0@example.org", "", "en", by=other.user)  # nobody else learns of it
    invitations.invite(one.company, "8@example.org", "", "en", by=one.user)
    client = signed_in(one.user)
    asked = {"email": "late@example.org", "name": "Late", "language": "sv", "key": str(uuid4())}
    for _time in range(3):
        page = client.post(path, asked | {"key": str(uuid4())}).content.decode()
        assert "More than ten invitations in a day are not sent." in text_of(page)
    assert all(f'value="{asked[name]}"' in page for name in ("email", "name", "language"))
    assert (Mail.objects.count(), CompanyInvitation.objects.count()) == (11, 10)
    client.post(f"/en/workspace/companies/{one.company.key}/invited/{again.key}/again/")
    assert Mail.objects.count() == 11


def test_a_person_writes_twice_a_day_to_an_address_whichever_of_her_companies_sends_it() -> None:
    one = RepresentativeFactory()
    second, third = (RepresentativeFactory(user=one.user, company=CompanyFactory()).company for _company in range(2))
    for company in (one.company, second):
        invitations.invite(company, "a@example.org", "", "en", by=one.user)
    with pytest.raises(Refused, match="within the last day"):
        invitations.invite(third, "a@example.org", "", "en", by=one.user)
    assert Mail.objects.count() == 2


def test_a_person_registers_five_companies_in_a_day_and_loses_nothing_that_she_typed() -> None:
    client, path = signed_in(UserFactory()), "/en/workspace/companies/new/"
    for _company in range(5):
        assert client.post(path, typed()).status_code == 302
    page = client.post(path, typed(name="Sixth AS")).content.decode()
    assert "You have registered five companies within a day." in text_of(page)
    assert all(f'value="{kept}"' in page for kept in ("Sixth AS", "vans.example.com"))
    assert Company.objects.count() == 5


def test_a_company_that_nobody_has_checked_invites_one_colleague() -> None:
    one = RepresentativeFactory(company__state="unchecked")
    invitations.revoke(invitations.invite(one.company, "a@example.org", "", "en", by=one.user), one.user)
    with pytest.raises(Refused, match="not checked yet"):
        invitations.invite(one.company, "b@example.org", "", "en", by=one.user)
    Company.objects.filter(pk=one.company_id).update(state="confirmed")
    invitations.invite(one.company, "b@example.org", "", "en", by=one.user)
    assert list(Mail.objects.order_by("pk").values_list("to", flat=True)) == ["a@example.org", "b@example.org"]


def opened(link: str) -> str:
    return text_of(Client().get(f"/en/account/companies/{link}/").content.decode())


@pytest.mark.parametrize("way", ["removed", "leaves"])
def test_with_a_representative_who_goes_her_open_invitations_end(way: str) -> None:
    here = RepresentativeFactory()
    going = RepresentativeFactory(company=here.company)
    hers = CompanyInvitationFactory(company=here.company, invited_by=going.user)
    other = CompanyInvitationFactory(company=here.company, invited_by=here.user)
    if way == "removed":
        representing.remove(going, here.user)
    else:
        representing.leave(going)
    assert dict(CompanyInvitation.objects.values_list("pk", "state")) == {hers.pk: "expired", other.pk: "sent"}
    assert [step.action for step in hers.trail.all()] == ["expire"]
    with pytest.raises(Refused):
        invitations.accept(hers, UserFactory(email=hers.email))


def test_an_invitation_opens_nothing_once_whoever_made_it_may_invite_no_longer_and_is_over_within_an_hour() -> None:
    void, waiting = CompanyInvitationFactory(), CompanyInvitationFactory()
    opened_before = CompanyInvitation.objects.get(pk=void.pk)
    assert not opened_before.is_void
    User.objects.filter(pk=void.invited_by_id).update(is_active=False)
    assert Client().get(f"/en/account/companies/{token(void)}/").status_code == 410
    with pytest.raises(Refused):  # she opened the link just before
        invitations.accept(opened_before, UserFactory(email=void.email))
    expire_invitations()
    assert dict(CompanyInvitation.objects.values_list("pk", "state")) == {void.pk: "expired", waiting.pk: "sent"}


def test_a_colleague_is_invited_comes_in_leaves_and_the_last_one_stays() -> None:
    one = RepresentativeFactory()
    client, path = signed_in(one.user), f"/en/workspace/companies/{one.company.key}/people/"
    asked = {"email": "b@example.org", "name": "B", "language": "en", "key": str(uuid4())}
    client.post(f"{path}invite/", asked)
    invitation = CompanyInvitation.objects.get()
    assert "You are invited to represent" in letter("b@example.org").subject
    other = UserFactory(email="b@example.org")
    signed_in(other).post(f"/en/account/companies/{token(invitation)}/")
    with pytest.raises(Refused):
        invitations.invite(one.company, "b@example.org", "", "en", by=one.user)
    client.post(f"{path}{one.key}/end/", {"reason": ""})
    assert client.get(path).status_code == 404
    assert [row.user for row in one.company.people] == [other]
    answer = signed_in(other).post(f"{path}{other.representations.get().key}/end/")
    assert "Nobody else represents the company." in text_of(answer.content.decode())
    told = RepresentativeChange.objects.order_by("pk").values_list("user", "to_value", "actor")
    assert list(told) == [(other.pk, "representative", one.user.pk), (one.user.pk, "", one.user.pk)]


def test_the_last_one_whose_account_is_not_off_stays_and_so_does_she_in_her_erasure() -> None:
    last = RepresentativeFactory()
    off = RepresentativeFactory(company=last.company, user__is_active=False)
    for leaves in (lambda: representing.leave(last), lambda: erase(last.user, last.user)):
        with pytest.raises(Refused, match="Nobody else represents the company"):
            leaves()
    representing.remove(off, last.user)
    assert [row.user for row in last.company.people] == [last.user]


def test_whose_account_is_off_leaves_as_long_as_anybody_is_left() -> None:
    one = RepresentativeFactory(user__is_active=False)
    other = RepresentativeFactory(company=one.company, user__is_active=False)
    representing.leave(one)
    with pytest.raises(Refused, match="Nobody else represents the company"):
        representing.leave(other)


def test_companies_of_a_person_stand_in_the_order_of_the_readers_language() -> None:
    user = UserFactory()
    for name in ("Åkeri", "Ämne", "Vagn"):
        RepresentativeFactory(user=user, company__name=name)
    for language, ordered in {"sv": ["Vagn", "Åkeri", "Ämne"], "nb": ["Vagn", "Ämne", "Åkeri"]}.items():
        with translation.override(language):
            assert [company.name for company in companies_of(user)] == ordered


def test_pages_of_people_cost_the_same_with_one_and_with_many() -> None:
    one = RepresentativeFactory()
    representing.written(one, "", "representative", one.user, "")
    client, counts = signed_in(one.user), []
    paths = [f"/en/workspace/companies/{one.company.key}/{page}" for page in ("", "people/", "people/history/")]
    for _more in range(2):
        counts.append([number_of_queries(client, path) for path in paths])
        for _row in range(3):
            other = RepresentativeFactory(company=one.company)
            representing.written(other, "", "representative", one.user, "")
            CompanyInvitationFactory(company=one.company)
    assert counts[0] == counts[1]


def number_of_queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


# Staff


@pytest.mark.sent_twice("workspace-company-join")
def test_of_two_of_one_number_one_is_confirmed_and_the_other_joined_once_its_people_say_so() -> None:
    manager = StaffRoleFactory().user
    old, new = RepresentativeFactory(), RepresentativeFactory(company__state="unchecked", company__name="Again AS")
    Company.objects.filter(pk=new.company_id).update(organisation_number=old.company.organisation_number)
    twin = Company.objects.get(pk=new.company_id)
    with pytest.raises(Refused, match="Another company is confirmed with this number"):
        checking.confirm(twin, manager)
    client = signed_in(manager)
    client.post(f"/en/workspace/companies/{twin.key}/check/join/")
    client.post(f"/en/workspace/companies/{twin.key}/check/join/")
    join = CompanyJoin.objects.get()
    assert letter(old.user.email).subject == f"Did your colleagues register {old.company} a second time?"
    assert Mail.objects.filter(to=new.user.email).count() == 0
    with pytest.raises(PermissionDenied):
        checking.answer(join, new.user, agreed=True)
    signed_in(old.user).post(f"/en/workspace/companies/{old.company.key}/same/{join.key}/", {"answer": "yes"})
    twin.refresh_from_db()
    assert (twin.state, twin.joined_into) == ("closed", old.company)
    assert {row.user for row in old.company.people} == {old.user, new.user}
    assert signed_in(new.user).get(f"/en/workspace/companies/{twin.key}/").status_code == 404
    assert letter(new.user.email).subject == f"You now represent {old.company} together"
    with pytest.raises(Refused):
        checking.answer(CompanyJoin.objects.get(), old.user, agreed=False)


def test_whoever_proposed_to_join_two_is_told_who_says_that_they_are_no_colleagues() -> None:
    manager = StaffRoleFactory().user
    old, new = RepresentativeFactory(user__name="Olga"), RepresentativeFactory(company__state="unchecked")
    Company.objects.filter(pk=new.company_id).update(organisation_number=old.company.organisation_number)
    checking.propose_join(Company.objects.get(pk=new.company_id), manager)
    checking.answer(CompanyJoin.objects.get(), old.user, agreed=False)
    told = letter(manager.email)
    assert told.subject == f"{new.company} is not joined with the company of the same number"
    assert f"Olga of the confirmed company says that the people of {new.company} are not colleagues." in told.text
    assert f"/workspace/companies/{new.company.key}/check/" in told.text


def test_who_handles_no_companies_any_more_is_not_told_what_became_of_her_proposal() -> None:
    role = StaffRoleFactory()
    old, new = RepresentativeFactory(), RepresentativeFactory(company__state="unchecked")
    Company.objects.filter(pk=new.company_id).update(organisation_number=old.company.organisation_number)
    checking.propose_join(Company.objects.get(pk=new.company_id), role.user)
    role.delete()
    checking.answer(CompanyJoin.objects.get(), old.user, agreed=False)
    assert not Mail.objects.filter(to=role.user.email).exists()


def test_where_the_company_that_another_was_to_be_joined_with_closes_a_join_with_the_next_one_can_be_proposed() -> None:
    manager = StaffRoleFactory().user
    first, again = CompanyFactory(), CompanyFactory(state="unchecked")
    Company.objects.filter(pk=again.pk).update(organisation_number=first.organisation_number)
    again.refresh_from_db()
    asked = checking.propose_join(again, manager)
    checking.close(first, manager, "It is no company.")
    asked.refresh_from_db()
    assert asked.state == "refused"
    with pytest.raises(Refused, match="no confirmed company of this number"):
        checking.propose_join(again, manager)
    following = CompanyFactory()
    Company.objects.filter(pk=following.pk).update(organisation_number=first.organisation_number)
    assert checking.propose_join(again, manager).into == following


def test_where_the_company_that_another_was_to_be_joined_with_is_joined_itself_nobody_is_asked_any_more() -> None:
    manager, old = StaffRoleFactory().user, RepresentativeFactory()
    doubted, again = CompanyFactory(), CompanyFactory(state="unchecked")
    number = {"organisation_number": doubted.organisation_number}
    Company.objects.filter(pk=again.pk).update(**number)
    asked = checking.propose_join(Company.objects.get(pk=again.pk), manager)
    Company.objects.filter(pk=doubted.pk).update(state="unchecked")
    Company.objects.filter(pk=old.company_id).update(**number)
    join = checking.propose_join(Company.objects.get(pk=doubted.pk), manager)
    checking.answer(CompanyJoin.objects.get(pk=join.pk), old.user, agreed=True)
    asked.refresh_from_db()
    assert asked.state == "refused"


def test_staff_confirm_and_close_and_tell_the_people_why() -> None:
    one = RepresentativeFactory(company__state="unchecked")
    client = signed_in(StaffRoleFactory().user)
    path = f"/en/workspace/companies/{one.company.key}/check/"
    client.post(f"{path}confirm/")
    assert letter(one.user.email).subject == f"{one.company} is confirmed in the Nordic dialogue portal"
    assert client.post(f"{path}close/", {"reason": ""}).status_code == 200
    client.post(f"{path}close/", {"reason": "It is no company."})
    assert "Reason: It is no company." in letter(one.user.email).text
    assert (Representative.objects.active().count(), Company.objects.get().state) == (0, "closed")


def test_staff_s_list_costs_the_same_with_one_and_with_many_and_a_coordinator_sees_her_country() -> None:
    manager, coordinator = StaffRoleFactory(), StaffRoleFactory(country="SE")
    RepresentativeFactory()
    client, path = signed_in(manager.user), "/en/workspace/companies/"
    before = number_of_queries(client, path)
    for _row in range(3):
        RepresentativeFactory()
    assert number_of_queries(client, path) == before
    CompanyFactory(country="SE", organisation_number="2120000142", name="Cyklar AB")
    page = text_of(signed_in(coordinator.user).get(path).content.decode())
    assert ("1 company" in page, "Cyklar AB" in page, "212000-0142" in page) == (True, True, True)
    assert "Cyklar AB" in text_of(client.get(f"{path}?q=212000-0142").content.decode())
