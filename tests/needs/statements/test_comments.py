"""Comments of the challenge's bodies on a draft: who may, what becomes of them, and that nothing typed is lost."""

from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from core.merging import mark
from core.models import Mail
from core.workflow import Refused
from needs.enums import StatementState
from needs.models import ClauseComment, Statement
from needs.statements import clauses, comments
from tests.acts import count_queries, done_or_refused
from tests.factories import IntentFactory, MembershipFactory, MunicipalityFactory
from tests.needs.roles import ROLES, person, signed_in
from tests.needs.scenes import Scene, ready_to_circulate

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    return ready_to_circulate()


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


@pytest.fixture
def editor(scene):
    """Of Turku, the body of the scene's second need."""
    return MembershipFactory(municipality=scene.needs[1].municipality, role="editor", user__language="fi").user


def page(scene: Scene, rest: str = "") -> str:
    return f"/en/workspace/drafts/{scene.challenge.slug}/{rest}"


def desk(scene: Scene, rest: str = "") -> str:
    return f"/en/workspace/challenges/{scene.challenge.slug}/{rest}"


def clause(scene: Scene, position: int = 2):
    return scene.statement.clauses.get(position=position)


def typed(scene: Scene, number: int, **changes: object) -> dict[str, object]:
    said = {"municipality": scene.needs[1].municipality_id, "language": "fi", "text": "", "suggestion": ""}
    return {f"clause-{number}-{name}": value for name, value in {**said, "key": uuid4(), **changes}.items()}


def say(scene: Scene, editor, position: int = 2, **said: str) -> ClauseComment:
    words = {"language": "fi", "text": "", "suggestion": "", **said}
    return comments.write(scene.statement, clause(scene, position).pk, scene.needs[1].municipality, words, editor)


# Who may


def test_people_of_the_challenge_read_the_draft_and_its_writers_comment(scene) -> None:
    need, number = scene.needs[1], clause(scene).pk
    read, sent = {}, {}
    for role in ROLES:
        client = signed_in(person(role, need))
        read[role] = client.get(page(scene)).status_code
        sent[role] = client.post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, text=role)).status_code
    may_read = {"observer": 200, "editor": 200, "signatory": 200, "manager": 200, "administrator": 200}
    assert read == {role: 302 if role == "visitor" else may_read.get(role, 404) for role in ROLES}
    refused = {"observer": 200, "manager": 200, "administrator": 200}  # the page again, and no body to write for
    writers = {"visitor": 302, "editor": 302, "signatory": 302}
    assert sent == {role: {**refused, **writers}.get(role, 404) for role in ROLES}
    assert set(ClauseComment.objects.values_list("text", flat=True)) == {"editor", "signatory"}


def test_a_body_with_an_intent_is_of_the_challenge_and_a_closed_one_is_only_read(scene) -> None:
    body = MunicipalityFactory()
    writer = MembershipFactory(municipality=body, role="signatory").user
    said = {"language": "sv", "text": "Bra", "suggestion": ""}
    with pytest.raises(PermissionDenied):
        comments.write(scene.statement, clause(scene).pk, body, said, writer)
    IntentFactory(challenge=scene.challenge, municipality=body)
    assert comments.write(scene.statement, clause(scene).pk, body, said, writer).municipality == body
    body.closed_on = timezone.localdate()
    body.save()
    with pytest.raises(PermissionDenied):
        comments.write(scene.statement, clause(scene).pk, body, said, writer)
    assert signed_in(writer).get(page(scene)).status_code == 200


def test_nobody_comments_for_another_body(scene, editor) -> None:
    number = clause(scene).pk
    data = typed(scene, number, text="As Oslo", municipality=scene.needs[0].municipality_id)
    signed_in(editor).post(page(scene, f"clauses/{number}/comment/"), data)
    with pytest.raises(PermissionDenied):
        comments.write(scene.statement, number, scene.needs[0].municipality, {"language": "fi", "text": "x"}, editor)
    assert not ClauseComment.objects.exists()


def test_other_bodies_read_a_comment_but_not_which_person_wrote_it(scene, editor) -> None:
    say(scene, editor, text="Liian aikaisin")
    other = MembershipFactory(municipality=scene.needs[0].municipality, role="observer").user
    colleague = MembershipFactory(municipality=scene.needs[1].municipality, role="observer").user
    pages = [signed_in(user).get(page(scene)).content.decode() for user in (other, colleague, scene.manager)]
    assert ["Liian aikaisin" in html and "Turku" in html for html in pages] == [True, True, True]
    assert [editor.name in html for html in pages[:2]] == [False, True]
    staff_page = signed_in(scene.manager).get(desk(scene, "comments/")).content.decode()
    assert editor.name in staff_page
    assert '<span class="meta">1</span></a>' in staff_page  # one waits, as the menu of the parts says


# Writing


@pytest.mark.sent_twice("workspace-draft-comment")
def test_a_comment_that_is_sent_twice_is_kept_once_and_managers_hear_of_it_once_a_day(scene, editor) -> None:
    client, number = signed_in(editor), clause(scene).pk
    data = typed(scene, number, text="Ensin")
    urls = {client.post(page(scene, f"clauses/{number}/comment/"), data).url for _ in range(2)}
    assert urls == {page(scene) + f"#comment-{ClauseComment.objects.get().pk}"}
    client.post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, text="Toinen"))
    assert list(Mail.objects.values_list("template", "to")) == [("needs/mail/clause_commented", scene.manager.email)]
    for comment in ClauseComment.objects.all():
        comments.settle(comment, "Thank you", scene.manager, language="en")
    say(scene, editor, text="Kolmas")
    assert Mail.objects.filter(template="needs/mail/clause_commented").count() == 2


def test_a_comment_on_a_clause_that_was_deleted_meanwhile_is_kept(scene, editor) -> None:
    client, gone = signed_in(editor), clause(scene)
    number = gone.pk
    clauses.delete(gone, scene.manager)
    too_long = client.post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, text="My words " * 1000))
    assert "My words My words" in too_long.content.decode()
    response = client.post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, text="Work of an hour"))
    assert response.url == page(scene) + "#lost"
    assert ClauseComment.objects.get().clause is None
    for address, user in [(page(scene), editor), (desk(scene, "comments/"), scene.manager)]:
        assert "Work of an hour" in signed_in(user).get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"suggestion": "x" * 5001}, "Ensure this value has at most 5000 characters (it has 5001)."),
        ({"text": "  "}, "Write a comment or a wording."),
    ],
)
def test_a_comment_that_cannot_be_kept_is_shown_again(scene, editor, wrong: dict, sentence: str) -> None:
    number = clause(scene).pk
    response = signed_in(editor).post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, **wrong))
    html = response.content.decode()
    assert (response.status_code, sentence in html, ClauseComment.objects.count()) == (200, True, 0)
    assert wrong.get("suggestion", "") in html


def test_comments_close_with_the_draft_and_what_was_typed_is_shown(scene, editor) -> None:
    number = clause(scene).pk
    Statement.objects.filter(pk=scene.statement.pk).update(state=StatementState.RELEASING, content={})
    response = signed_in(editor).post(page(scene, f"clauses/{number}/comment/"), typed(scene, number, text="Too late"))
    html = response.content.decode()
    assert "comments on it are closed" in html
    assert "Too late" in html
    assert not ClauseComment.objects.exists()


def test_nothing_that_is_written_runs_on_anybody_s_page(scene, editor) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)"> [x](javascript:alert(3)) **bold**'
    say(scene, editor, text=evil, suggestion=evil)
    fields = {name: getattr(clause(scene), name) for name in clauses.FIELDS}
    clauses.edit(clause(scene), {**fields, "text_en": evil}, [], scene.manager)
    slug = scene.challenge.slug
    addresses = ["", "comments/", f"clauses/{clause(scene).pk}/"]
    pages = [signed_in(scene.manager).get(desk(scene, rest)) for rest in addresses]
    pages += [signed_in(editor).get(page(scene, rest)) for rest in ("", "preview/")]
    comments.take_over(ClauseComment.objects.get(), mark(clause(scene).text_fi), scene.manager)
    pages.append(signed_in(editor).get(f"/fi/workspace/drafts/{slug}/preview/"))
    for response in pages:
        html = response.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript' not in html


# What the manager does


def test_a_wording_is_taken_over_with_one_click_and_says_from_whom_it_came(scene, editor) -> None:
    comment = say(scene, editor, suggestion="Parempi sanamuoto")
    client = signed_in(scene.manager)
    row = next(row for row in client.get(desk(scene, "comments/")).context["waiting"])
    for _ in range(2):
        client.post(desk(scene, f"comments/{comment.pk}/take-over/"), {"seen": row.seen})
    comment.refresh_from_db()
    assert clause(scene).text_fi == "Parempi sanamuoto"
    assert (comment.taken_over, comment.settled_by, comment.author) == (True, scene.manager, editor)
    html = client.get(desk(scene, f"clauses/{clause(scene).pk}/")).content.decode()
    assert "Wording taken over" in html
    assert editor.name in html
    mail = Mail.objects.get(template="needs/mail/clause_comment_taken_over")
    assert (mail.to, mail.language) == (editor.email, "fi")


def test_who_is_of_no_body_of_the_challenge_any_more_is_not_told_what_became_of_her_comments(scene, editor) -> None:
    first, second = say(scene, editor, suggestion="Parempi sanamuoto"), say(scene, editor, text="Miksi?")
    editor.memberships.all().delete()
    comments.take_over(first, mark(clause(scene).text_fi), scene.manager)
    comments.settle(second, "Our lawyers ask for it.", scene.manager, language="en")
    assert not Mail.objects.filter(to=editor.email).exists()


def test_a_wording_is_not_taken_over_into_a_text_that_somebody_else_wrote_meanwhile(scene, editor) -> None:
    comment = say(scene, editor, suggestion="Parempi sanamuoto")
    seen = mark(clause(scene).text_fi)
    fields = {name: getattr(clause(scene), name) for name in clauses.FIELDS}
    clauses.edit(clause(scene), {**fields, "text_fi": "Toisen työ"}, [], scene.manager)
    with pytest.raises(Refused, match="written anew meanwhile"):
        comments.take_over(comment, seen, scene.manager)
    comment.refresh_from_db()
    assert (clause(scene).text_fi, comment.settled_at, comment.taken_over) == ("Toisen työ", None, False)
    clauses.delete(clause(scene), scene.manager)
    with pytest.raises(Refused, match="no clause any more"):
        comments.take_over(ClauseComment.objects.get(), seen, scene.manager)


def test_a_comment_is_answered_once_and_its_author_hears_of_it(scene, editor) -> None:
    comment = say(scene, editor, text="Miksi?")
    client = signed_in(scene.manager)
    address, prefix = desk(scene, f"comments/{comment.pk}/settle/"), f"comment-{comment.pk}"
    form = {f"{prefix}-answer": "x" * 2001, f"{prefix}-language": "nb"}
    assert "x" * 2001 in client.post(address, form).content.decode()
    for answer in ("På grunn av loven.", "Noe annet"):
        client.post(address, {**form, f"{prefix}-answer": answer})
    comment.refresh_from_db()
    assert (comment.answer, comment.answer_language) == ("På grunn av loven.", "nb")
    assert "På grunn av loven." in Mail.objects.get(template="needs/mail/clause_comment_settled").text
    assert '<p lang="nb">På grunn av loven.</p>' in signed_in(editor).get(page(scene)).content.decode()


def test_only_managers_settle_and_take_over(scene, editor) -> None:
    comment = say(scene, editor, suggestion="Parempi")
    for deed in (
        lambda: comments.settle(comment, "x", editor, language="en"),
        lambda: comments.take_over(comment, "", editor),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert signed_in(editor).post(desk(scene, f"comments/{comment.pk}/settle/")).status_code == 404


def test_pages_ask_the_database_as_often_for_few_comments_as_for_many(scene, editor) -> None:
    manager, member = signed_in(scene.manager), signed_in(editor)
    pages: list[tuple[Client, str]] = [
        (manager, desk(scene, "comments/")),
        (manager, desk(scene)),
        (manager, desk(scene, f"clauses/{clause(scene).pk}/")),
        (member, page(scene)),
    ]
    say(scene, editor, suggestion="Yksi")
    before = [count_queries(lambda at=at, by=by: by.get(at)) for by, at in [pages[0], *pages]][1:]
    for number in range(8):
        say(scene, editor, position=1 + number % 5, text=str(number), suggestion=f"Ehdotus {number}")
        ClauseComment.objects.update(settled_at=None)
    assert [count_queries(lambda at=at, by=by: by.get(at)) for by, at in pages] == before


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_settle_a_comment_at_once_one_does() -> None:
    scene = ready_to_circulate()
    author = MembershipFactory(municipality=scene.needs[1].municipality, role="editor").user
    comment = say(scene, author, text="Miksi?")

    def settle(answer: str) -> None:
        comments.settle(ClauseComment.objects.get(pk=comment.pk), answer, scene.manager, language="en")

    assert sorted(done_or_refused(partial(settle, "One"), partial(settle, "Two"))) == ["done", "refused"]
