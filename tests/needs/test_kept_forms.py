"""Who was signed out while she wrote finds it again on every page where much is written."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse

from core.kept_forms import KEPT
from needs.models import Need
from tests.factories import (
    BoardNoteFactory,
    CategoryFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    SessionFactory,
    StaffRoleFactory,
)
from tests.factories.requests import EASTER, InformationRequestFactory, in_hours, opened
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, circulated, ready_to_circulate, signatory_of

pytestmark = pytest.mark.django_db


def statement(scene: Scene) -> tuple[Any, str, dict]:
    return scene.manager, reverse("workspace-challenge", args=[scene.challenge.slug]), {"summary_sv": "Skrivet i natt"}


def clause(scene: Scene) -> tuple[Any, str, dict]:
    url = reverse("workspace-clause", args=[scene.challenge.slug, scene.statement.clauses.first().pk])
    return scene.manager, url, {"text_fi": "Yöllä kirjoitettu"}


def new_clause(scene: Scene) -> tuple[Any, str, dict]:
    url = reverse("workspace-clause-add", args=[scene.challenge.slug])
    return scene.manager, url, {"kind": "outcome", "text_en": "Written at night"}


def split(scene: Scene) -> tuple[Any, str, dict]:
    clause = scene.statement.clauses.first()
    texts = {f"text_{code}": "One.\n\n---\n\nTwo." for code in ("en", "nb", "sv", "da", "fi", "is")}
    return scene.manager, reverse("workspace-clause-split", args=[scene.challenge.slug, clause.pk]), texts


def demand(scene: Scene) -> tuple[Any, str, dict]:
    need = scene.needs[0]
    Need.objects.filter(pk=need.pk).update(state="draft")
    person = MembershipFactory(municipality=need.municipality, role="editor").user
    return person, reverse("workspace-need-demand", args=[need.pk]), {"row-0-quantity": "77", "row-1-year": "2029"}


def event() -> tuple[Any, Any]:
    held = EventFactory(state="published")
    return StaffRoleFactory(dialogue=held.dialogue).user, held


def event_change(_scene: Scene) -> tuple[Any, str, dict]:
    manager, changed = event()
    return manager, reverse("workspace-event-change", args=[changed.slug]), {"venue": "The old customs house"}


def event_minutes(_scene: Scene) -> tuple[Any, str, dict]:
    manager, held = event()
    return manager, reverse("workspace-event-minutes", args=[held.slug]), {"text_is": "Skrifað um nótt"}


def session(_scene: Scene) -> tuple[Any, str, dict]:
    manager, held = event()
    url = reverse("workspace-session", args=[held.slug, SessionFactory(event=held).pk])
    return manager, url, {"title_da": "Frokost"}


def new_need(scene: Scene) -> tuple[Any, str, dict]:
    body = scene.needs[0].municipality
    ParticipationFactory(municipality=body, dialogue=scene.challenge.dialogue)
    person = MembershipFactory(municipality=body, role="editor").user
    typed = {"title": "Skrevet i natt", "category": scene.needs[0].category.slug, "language": "nb"}
    return person, reverse("workspace-need-new", args=[body.pk]), typed


def word(scene: Scene) -> tuple[Any, str, dict]:
    circulated(scene)
    body = scene.needs[0].municipality
    invitation = scene.statement.signing_invitations.get(municipality=body)
    typed = {"decision": "decline", "reason": "Written at night"}
    return signatory_of(body), reverse("workspace-signing", args=[invitation.pk]), typed


def decline(scene: Scene) -> tuple[Any, str, dict]:
    """Of the two that were ticked one is left out."""
    one, other = scene.needs[:2]
    Need.objects.filter(pk__in=(one.pk, other.pk)).update(state="submitted")
    url = reverse("workspace-decline", query=[("need", one.pk), ("need", other.pk)])
    return scene.manager, url, {"reason": "Written at night", "need": [str(other.pk)]}


def notes(_scene: Scene) -> tuple[Any, str, dict]:
    note = BoardNoteFactory()
    body = ParticipationFactory(dialogue=note.board.event.dialogue).municipality
    typed = {"title": "Written at night", "body": str(body.pk), "category": str(CategoryFactory().pk)}
    url = reverse("workspace-board-need", args=[note.board.pk], query={"note": note.pk})
    return StaffRoleFactory(dialogue=note.board.event.dialogue).user, url, typed | {"note": [str(note.pk)]}


def reopening(_scene: Scene) -> tuple[Any, str, dict]:
    over = opened(InformationRequestFactory(), hours=-1)
    times = {"on": in_hours(72).date().isoformat(), "time": "12:00"}
    url = reverse("workspace-request-reopen", args=[over.slug])
    return StaffRoleFactory(dialogue=over.dialogue).user, url, EASTER | times


def filled(response: Any) -> dict[str, Any]:
    """What the form that is shown would send."""
    form = response.context["form"]
    rows = getattr(form, "rows", [form])
    typed = {bound.html_name: bound.value() for row in rows for bound in row}
    extra = {"rows": str(len(rows)), "seen": form.seen} if rows != [form] else {}
    return {name: as_sent(value) for name, value in {**typed, **extra}.items() if value not in (None, False)}


def values(response: Any, names: Any) -> dict[str, Any]:
    form = response.context["form"]
    there = {bound.html_name: bound.value() for row in getattr(form, "rows", [form]) for bound in row}
    there |= {"note": [note.pk for note in response.context.get("notes", [])]}
    return {name: as_sent(there[name]) for name in names}


def as_sent(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


PAGES = [statement, clause, new_clause, split, demand, event_change, event_minutes, session, new_need, word]
PAGES += [decline, notes, reopening]


@pytest.mark.parametrize("page", PAGES)
def test_what_was_typed_is_there_again_after_the_sign_in_until_it_is_stored(page: Callable) -> None:
    person, url, typed = page(ready_to_circulate())
    client = signed_in(person)
    form = filled(client.get(url)) | typed
    client.logout()
    answer = client.post(url, form, headers={"Referer": f"http://testserver{url}"})
    assert answer.url == f"{reverse('account_login')}?next={quote(url)}"
    client.force_login(person)
    shown = client.get(url)
    assert (shown.context["is_kept"], values(shown, typed)) == (True, typed)
    assert "You were signed out when you saved." in shown.content.decode()
    assert client.post(url, typed | filled(shown)).status_code == 302
    assert KEPT not in client.session
    if page not in (new_clause, split, new_need, decline, notes, reopening):
        again = client.get(url)
        assert (again.context["is_kept"], values(again, typed)) == (False, typed)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (clause, "This clause was deleted meanwhile. Save to add it as a new one."),
        (split, "You were signed out when you saved."),
    ],
)
def test_what_was_typed_for_a_clause_that_was_deleted_meanwhile_is_there(page: Callable, sentence: str) -> None:
    scene = ready_to_circulate()
    person, url, typed = page(scene)
    client = signed_in(person)
    form = filled(client.get(url)) | typed
    client.logout()
    client.post(url, form)
    scene.statement.clauses.first().delete()
    client.force_login(person)
    shown = client.get(url)
    assert values(shown, typed) == typed
    assert sentence in shown.content.decode()
    assert Client().get(url).status_code == 302


def test_a_comment_is_at_its_clause_and_on_its_need_again() -> None:
    scene = ready_to_circulate()
    need, clause = scene.needs[0], scene.statement.clauses.first()
    client = signed_in(MembershipFactory(municipality=need.municipality, role="editor").user)
    person = client.get("/en/workspace/").context["user"]
    draft = reverse("workspace-draft", args=[scene.challenge.slug])
    prefix = f"clause-{clause.pk}"
    said = {"municipality": need.municipality.pk, "language": "nb", "key": uuid4()}
    places = {
        draft: (
            reverse("workspace-draft-comment", args=[scene.challenge.slug, clause.pk]),
            {f"{prefix}-{name}": value for name, value in {**said, "text": "Skrevet i natt"}.items()},
        ),
        need.get_absolute_url(): (
            reverse("workspace-need-comment", args=[need.pk]),
            {"text": "Skrevet i natt", "key": uuid4()},
        ),
    }
    for page, (url, typed) in places.items():
        client.logout()
        assert client.post(url, typed, headers={"Referer": f"http://testserver{page}"}).status_code == 302
        client.force_login(person)
        shown = client.get(page)
        assert shown.context["is_kept"]
        assert "Skrevet i natt" in shown.content.decode()
        assert "Skrevet i natt" in client.get(page.replace("/en/", "/fi/")).content.decode()
        assert client.post(url, typed).status_code == 302
        assert KEPT not in client.session


def test_what_was_typed_for_chosen_needs_is_not_shown_for_others() -> None:
    scene = ready_to_circulate()
    person, url, typed = decline(scene)
    client = Client()
    client.post(url, typed)
    client.force_login(person)
    other = client.get(reverse("workspace-decline", query={"need": scene.needs[0].pk}))
    assert (other.context["is_kept"], other.context["form"]["reason"].value()) == (False, None)


def test_acts_with_a_reason_and_titles_in_all_languages_keep_what_is_typed() -> None:
    pages = {
        "workspace-move": [],
        "workspace-board-comment": [1],
        "workspace-material-add": ["a"],
        "workspace-material-titles": ["a", 1],
        "workspace-event-call-off": ["a"],
        "workspace-request-correct": ["a"],
        "workspace-company-close": [uuid4()],
        "workspace-company-check-close": [uuid4()],
    }
    views = {name: resolve(reverse(name, args=args)).func for name, args in pages.items()}
    assert [name for name, view in views.items() if not getattr(view, "keeps_typed", False)] == []


def test_several_values_of_one_name_are_kept() -> None:
    client, url = Client(), reverse("workspace-clause-add", args=[ready_to_circulate().challenge.slug])
    client.post(url, {"need": ["1", "2"]})
    assert client.session[KEPT]["typed"] == {"need": ["1", "2"]}
