"""The pages of a need's steps, its comments, and its translations."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Mail
from needs.enums import NeedState
from needs.intake.translations import Standing, outdated, overview
from needs.models import Need, NeedComment, NeedTranslation
from tests.acts import count_queries, together
from tests.factories import AttachmentFactory, MembershipFactory, NeedFactory, ParticipationFactory, StaffRoleFactory
from tests.needs.roles import person, signed_in
from tests.needs.test_need_views import said

pytestmark = pytest.mark.django_db


def at(name: str, need: Need, *args: object) -> str:
    return reverse(f"workspace-need-{name}", args=[need.pk, *args])


def fresh(need: Need) -> Need:
    return Need.objects.get(pk=need.pk)


def test_what_is_missing_is_a_list_that_leads_to_its_place_and_is_not_submitted() -> None:
    need = NeedFactory(state=NeedState.DRAFT, outcome_nb="", demand=None, outcome_en="Only in a translation")
    ParticipationFactory(municipality=need.municipality, dialogue=need.dialogue)
    need.demand_lines.all().delete()
    client = signed_in(person("editor", need))
    page = client.get(at("submit", need))
    places = [(row.section.slug, row.url) for row in page.context["missing"]]
    assert places == [("outcome", at("write", need, "outcome")), ("demand", f"{need.get_absolute_url()}demand/")]
    answer = client.post(at("submit", need))
    assert said(answer)[0].startswith("Something is missing. Describe the outcome that you want.")
    assert (answer.url, fresh(need).state, Mail.objects.count()) == (at("submit", need), NeedState.DRAFT, 0)


def test_a_need_goes_from_draft_to_public_with_an_answer_between() -> None:
    need = NeedFactory(state=NeedState.DRAFT)
    ParticipationFactory(municipality=need.municipality, dialogue=need.dialogue)
    editor, manager = (signed_in(person(role, need)) for role in ("editor", "manager"))
    assert editor.post(at("submit", need)).url == need.get_absolute_url()
    assert editor.post(at("submit", need)).url == need.get_absolute_url()  # sent twice, submitted once
    assert manager.post(at("return", need), {"reason": " "}).context["form"].errors["reason"]
    manager.post(at("return", need), {"reason": "Hvor mange?"})
    assert "Hvor mange?" in editor.get(need.get_absolute_url()).content.decode()
    editor.post(at("submit", need))
    manager.post(at("decline", need), {"reason": "Ikke vårt tema."})
    manager.post(at("reopen", need))
    manager.post(at("accept", need))
    editor.post(at("show", need))
    assert (fresh(need).state, fresh(need).is_public) == (NeedState.ACCEPTED, True)
    editor.post(at("hide", need))
    trail = [step.action for step in need.trail.all()]
    assert trail == ["submit", "return", "submit", "decline", "reopen", "accept", "show", "hide"]
    late = manager.post(at("decline", need), {"reason": "Too late"})
    assert late.context["form"]["reason"].value() == "Too late"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_at_once_one_does_and_one_mail_goes_out() -> None:
    need = NeedFactory(state=NeedState.DRAFT)
    ParticipationFactory(municipality=need.municipality, dialogue=need.dialogue)
    StaffRoleFactory(dialogue=need.dialogue)
    clients = [signed_in(person(role, need)) for role in ("editor", "signatory")]
    calls = [lambda client=client: client.post(at("submit", need)).status_code for client in clients]
    assert together(*calls) == [302, 302]
    assert (need.trail.count(), Mail.objects.count()) == (1, 1)


def test_the_need_page_offers_each_reader_what_she_may_do() -> None:
    def offered(role: str, state: str) -> set[str]:
        need = NeedFactory(state=state)
        context = signed_in(person(role, need)).get(need.get_absolute_url()).context
        names = ("write", "withdraw", "show", "accept", "return", "reopen", "translate", "comment")
        return {name for name in names if context[f"may_{name}"]}

    assert offered("observer", "returned") == set()
    assert offered("editor", "draft") == {"write", "withdraw", "translate"}
    assert offered("editor", "accepted") == {"withdraw", "show", "translate", "comment"}
    assert offered("coordinator", "submitted") == {"accept", "return", "translate", "comment"}
    assert offered("manager", "accepted") == {"return", "reopen", "translate", "comment"}
    assert offered("manager", "declined") == {"reopen", "comment"}


# Comments


def test_a_comment_is_said_once_and_reaches_the_other_side_in_its_language() -> None:
    need = NeedFactory(state=NeedState.SUBMITTED)
    editor = MembershipFactory(municipality=need.municipality, role="editor", user__language="fi").user
    manager = StaffRoleFactory(dialogue=need.dialogue, user__language="sv").user
    form = {"key": uuid4(), "text": "Hvor mange <b>biler</b>?"}
    assert {signed_in(manager).post(at("comment", need), form).url for _ in range(2)} == {
        f"{need.get_absolute_url()}#comment-{NeedComment.objects.get().pk}"
    }
    signed_in(editor).post(f"/nb/workspace/needs/{need.pk}/comments/", {"key": uuid4(), "text": "Ti."})
    comments = [(one.author, one.as_staff, one.language) for one in need.comments.all()]
    assert comments == [(manager, True, "en"), (editor, False, "nb")]
    assert [(mail.to, mail.language) for mail in Mail.objects.order_by("pk")] == [
        (editor.email, "fi"),
        (manager.email, "sv"),
    ]
    page = signed_in(editor).get(f"/en/workspace/needs/{need.pk}/").content.decode()
    assert "Hvor mange &lt;b&gt;biler&lt;/b&gt;?" in page
    assert '<div lang="nb"><p>Ti.</p>' in page


def test_an_empty_or_endless_comment_is_not_said_and_stays_in_the_form() -> None:
    need = NeedFactory()
    client = signed_in(person("manager", need))
    for text in ("", "x" * 5001):
        answer = client.post(at("comment", need), {"key": uuid4(), "text": text})
        assert answer.context["comment_form"].errors["text"]
        assert answer.context["comment_form"]["text"].value() == text
    assert not NeedComment.objects.exists()


def test_the_page_of_a_need_asks_the_database_as_often_with_much_on_it_as_with_little() -> None:
    need = NeedFactory()
    client = signed_in(person("manager", need))

    def fill() -> None:
        language = ("sv", "da")[need.translations.count()]
        NeedTranslation.objects.create(need=need, language=language, written_by=person("editor", need))
        need.trail.create(action="show", actor=person("editor", need))
        AttachmentFactory(need=need)
        for _ in range(3):
            NeedComment.objects.create(need=need, author=person("editor", need), language="en", text="Well")

    fill()
    client.get(need.get_absolute_url())
    before = count_queries(lambda: client.get(need.get_absolute_url()))
    fill()
    assert count_queries(lambda: client.get(need.get_absolute_url())) == before


# Translations


def standings(need: Need) -> dict[str, Standing]:
    return {row.code: row.standing for row in overview(fresh(need))}


def translation(client: Client, need: Need, language: str, **texts: str) -> dict[str, str]:
    form = client.get(at("translate", need, language)).context["form"]
    return {field.html_name: str(field.value() or "") for field in form} | texts


def test_a_translation_is_missing_partial_current_and_outdated_when_the_original_changes() -> None:
    need = NeedFactory(state=NeedState.RETURNED)
    assert standings(need) == dict.fromkeys(["sv", "da", "fi", "is"], Standing.MISSING) | {"en": Standing.CURRENT}
    manager, editor = person("manager", need), signed_in(person("editor", need))
    client = signed_in(manager)
    client.post(at("translate", need, "sv"), translation(client, need, "sv", title="Behov på svenska"))
    assert standings(need)["sv"] == Standing.PARTIAL
    texts = {"situation": "Diesel idag.", "outcome": "Inga utsläpp."}
    client.post(at("translate", need, "sv"), translation(client, need, "sv", **texts))
    assert (standings(need)["sv"], need.translations.get().written_by) == (Standing.CURRENT, manager)
    assert (fresh(need).title_sv, fresh(need).situation_nb) == ("Behov på svenska", need.situation_nb)
    late = translation(client, need, "sv", title="Bättre svenska")
    form = editor.get(at("write", need, "today")).context["form"]
    editor.post(at("write", need, "today"), {"situation": "Nytt.", "seen": form["seen"].value(), "then": "on"})
    assert standings(need)["sv"] == Standing.OUTDATED
    start = client.get("/en/workspace/").text
    assert '/en/workspace/needs/?language=outdated"' in start
    assert list(client.get("/en/workspace/needs/?language=outdated").context["page"]) == [need]
    client.post(at("translate", need, "sv"), late)  # of the original as it was
    assert (standings(need)["sv"], fresh(need).title_sv) == (Standing.OUTDATED, "Bättre svenska")
    client.post(at("translate", need, "sv"), translation(client, need, "sv", title="Nu"))
    assert (standings(need)["sv"], Need.objects.filter(outdated()).exists()) == (Standing.CURRENT, False)
    client.post(at("translate", need, "sv"), translation(client, need, "sv", title="", situation="", outcome=""))
    assert (standings(need)["sv"], need.translations.exists()) == (Standing.MISSING, False)


def test_two_translators_see_both_texts() -> None:
    need = NeedFactory()
    one, other = (signed_in(person(role, need)) for role in ("manager", "editor"))
    form = translation(one, need, "da", title="Den ene")
    other.post(at("translate", need, "da"), translation(other, need, "da", title="Den anden"))
    field = one.post(at("translate", need, "da"), form).context["form"]["title"]
    assert (field.value(), field.theirs, fresh(need).title_da) == ("Den ene", "Den anden", "Den anden")


def test_the_original_is_no_translation_and_what_is_over_is_translated_no_more() -> None:
    need = NeedFactory()
    client = signed_in(person("manager", need))
    assert [client.get(f"{need.get_absolute_url()}translations/{code}/").status_code for code in ("nb", "de")] == [
        404,
        404,
    ]
    form = translation(client, need, "da", title="For sent")
    Need.objects.update(state=NeedState.WITHDRAWN)
    page = client.post(at("translate", need, "da"), form)
    assert "not translated any more" in page.context["form"].non_field_errors()[0]
    assert page.context["form"]["title"].value() == "For sent"
