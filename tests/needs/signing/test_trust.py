"""What was circulated, signed or published: the database refuses to change it, and the audit finds what was forced."""

from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.workflow import Refused
from municipalities.enums import MembershipRole
from municipalities.models import Membership
from needs.models import Reservation, Signature, SigningInvitation, Statement
from needs.publishing.releasing import publish_if_ready, release
from needs.signing import receipts
from needs.signing.signatures import Word, sign, withdraw
from needs.statements import clauses
from tests.acts import begun, together
from tests.needs.scenes import Scene, circulated, ready_to_circulate, signatory_of, signed
from tests.published import printed


def published() -> Scene:
    """With a reservation, a receipt as it is really made, and six briefs."""
    scene = circulated(ready_to_circulate(), quorum=1)
    key = scene.statement.content["clauses"][0]["key"]
    signature = signed(scene, 0, Word("nb", reservations={key: "Ikke alt."}))
    receipts.make(signature.receipt.pk)
    scene.statement.refresh_from_db()
    release(scene.statement, scene.manager)
    for brief in scene.statement.briefs.all():
        assert printed(brief.pk)
    assert publish_if_ready(scene.statement.pk)
    return scene


TAMPERING = [
    "UPDATE needs_statement SET content = jsonb_set(content, '{title,en}', '\"Other\"')",
    "UPDATE needs_statement SET content_hash = repeat('0', 64)",
    "UPDATE needs_statement SET title_fi = 'Toinen'",
    "UPDATE needs_statement SET number = 7",
    "UPDATE needs_statement SET quorum = 1, circulated_at = now()",
    "UPDATE needs_statement SET state = 'draft'",
    "UPDATE needs_statement SET published_at = now()",
    "DELETE FROM needs_statement",
    "UPDATE needs_clause SET text_en = 'Other'",
    "UPDATE needs_clause SET target_share = 1",
    "DELETE FROM needs_clause",
    (
        "INSERT INTO needs_clause (statement_id, position, kind, key, text, target_scope, change) VALUES"
        " ((SELECT id FROM needs_statement), 9, 'target', gen_random_uuid(), '', '', '')"
    ),
    "UPDATE needs_signature SET mandate = 'Other'",
    "UPDATE needs_signature SET decision = 'decline'",
    "UPDATE needs_signature SET content_hash = repeat('0', 64)",
    "DELETE FROM needs_signature",
    "UPDATE needs_reservation SET text = 'Nothing'",
    "DELETE FROM needs_reservation",
    (
        "INSERT INTO needs_reservation (signature_id, clause_key, clause_number, language, text) VALUES"
        " ((SELECT id FROM needs_signature), gen_random_uuid(), 2, 'nb', 'Later')"
    ),
    "DELETE FROM needs_signinginvitation",
    "UPDATE needs_signinginvitation SET municipality_id = municipality_id + 1",
    "UPDATE needs_statementtransition SET actor_id = NULL",
    "UPDATE needs_statementtransition SET at = now()",
    "DELETE FROM needs_statementtransition",
    "UPDATE needs_brief SET sha256 = repeat('0', 64)",
    "UPDATE needs_brief SET file = 'other.pdf'",
    "DELETE FROM needs_brief",
    "UPDATE needs_edition SET supporters = '{}'",
    "DELETE FROM needs_edition",
    "UPDATE needs_receipt SET sha256 = ''",
]


@contextmanager
def past_the_database():
    """As somebody who may do everything to the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor
        cursor.execute("SET session_replication_role = origin")


def audited() -> list[str]:
    said = StringIO()
    try:
        call_command("audit", stdout=StringIO(), stderr=said)
    except CommandError as error:
        return [*said.getvalue().strip().splitlines(), str(error)]
    return []


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_published_changes_and_what_is_forced_is_found() -> None:
    scene = published()
    for sql in TAMPERING:
        with pytest.raises(DatabaseError, match="does not change any more"), connection.cursor() as cursor:
            cursor.execute(sql)
    assert audited() == []
    withdraw(Signature.objects.get(), Signature.objects.get().signed_by, "Still possible.")
    Path(scene.statement.briefs.first().file.path).write_bytes(b"%PDF another")
    with past_the_database() as cursor:
        cursor.execute("UPDATE needs_statement SET content = jsonb_set(content, '{summary,en}', '\"Other\"')")
        cursor.execute("UPDATE needs_clause SET text_en = 'Other' WHERE position = 2")
        cursor.execute("UPDATE needs_signature SET content_hash = repeat('0', 64)")
        cursor.execute("UPDATE needs_reservation SET clause_number = 9")
    found = audited()
    parts = ["does not have the checksum", "its clauses are not those", "under another text", "on no clause"]
    for part in parts:
        assert any(part in sentence for sentence in found), part
    assert any(sentence.startswith("brief ") for sentence in found)
    assert found[-1].endswith("things do not fit.")


@pytest.mark.django_db
def test_a_draft_is_free_and_may_be_thrown_away() -> None:
    scene = ready_to_circulate()
    scene.statement.clauses.filter(position=1).update(text_en="Other")
    scene.statement.delete()
    assert not Statement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_signature_and_the_end_of_the_role_at_the_same_second_have_one_right_order() -> None:
    scene = circulated(ready_to_circulate(), quorum=1)
    asked = scene.statement.signing_invitations.get(municipality=scene.needs[0].municipality)
    person = signatory_of(asked.municipality)

    def give() -> Signature:
        fresh = SigningInvitation.objects.get(pk=asked.pk)
        return sign(fresh, Word("en"), person, seen=scene.statement.content_hash)

    with transaction.atomic():
        Membership.objects.filter(user=person).update(role=MembershipRole.EDITOR)
        giving = begun(give)
        assert not giving.done(), "the role is still seen, and its end is waited for"
    with pytest.raises(Refused, match="your role was changed meanwhile"):
        giving.result()
    assert not Signature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_manager_who_circulates_while_another_edits_freezes_what_is_there_and_the_other_is_told() -> None:
    scene = ready_to_circulate()
    clause = scene.statement.clauses.get(position=1)

    def edit() -> None:
        fields = {name: getattr(clause, name) for name in clauses.FIELDS}
        clauses.edit(clause, {**fields, **dict.fromkeys(clauses.TEXTS, "At the last moment")}, [], scene.manager)

    edited, _circulated = together(edit, lambda: circulated(scene))
    statement = Statement.objects.get()
    text = statement.content["clauses"][0]["text"]["en"]
    if edited is None:
        assert text == "At the last moment"
    else:
        assert "no longer a draft" in str(edited)
        assert text != "At the last moment"
    assert text == statement.clauses.get(position=1).text_en


@pytest.mark.django_db
def test_the_database_takes_no_signature_of_somebody_without_the_role_or_under_another_text() -> None:
    scene = circulated(ready_to_circulate())
    body = scene.needs[0].municipality
    person = signatory_of(body)
    wrong = [
        {"signed_by": scene.manager, "content_hash": scene.statement.content_hash},
        {"signed_by": person, "content_hash": "0" * 64},
        {"signed_by": None, "content_hash": scene.statement.content_hash, "signed_at": timezone.now()},
    ]
    for fields in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            Signature.objects.create(statement=scene.statement, municipality=body, **fields)
    assert not Reservation.objects.exists()


@pytest.mark.django_db
def test_a_missing_file_is_found() -> None:
    scene = published()
    Path(scene.statement.briefs.last().file.path).unlink()
    assert "is not on the storage" in audited()[0]
