"""What we heard, what we changed: written without names, published in all languages at one moment, never changed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.workflow import Refused, WrongState
from dialogues.models import LedgerEntry
from needs.enums import StatementState
from suppliers.models import Synthesis, SynthesisVersion
from suppliers.reading import notes
from suppliers.requests import opening
from suppliers.synthesis import writing
from suppliers.synthesis.beside import tagged
from suppliers.synthesis.checking import NotReady, all_fields, problems
from tests.acts import done_or_refused
from tests.factories import ChallengeFactory, StatementFactory
from tests.factories.accounts import UserFactory, give_second_factor
from tests.factories.reading import answered, synthesis
from tests.factories.requests import EASTER, in_hours
from tests.factories.suppliers import CompanyFactory, RepresentativeFactory

pytestmark = pytest.mark.django_db


def draft_of(made: Synthesis) -> SynthesisVersion:
    return made.versions.get(state="draft")


def published(made: Synthesis, by: Any) -> SynthesisVersion:
    return writing.publish(made, writing.seen_of(draft_of(made)), by)


def found(made: Synthesis) -> list[tuple[str, str]]:
    return [(problem.field, problem.sentence) for problem in problems(draft_of(made))]


def test_it_is_written_of_the_answers_after_the_deadline_and_begun_once() -> None:
    early = answered(1, hours=1)
    with pytest.raises(Refused, match="after the deadline"):
        writing.begin(early.request, None, early.manager)
    scene = answered(1)
    with pytest.raises(PermissionDenied):
        writing.begin(scene.request, None, UserFactory())
    made = writing.begin(scene.request, None, scene.manager)
    assert writing.begin(scene.request, None, scene.manager) == made
    assert made.versions.count() == 1
    missing = [field for field, _sentence in found(made)]
    assert missing == all_fields()
    assert len(missing) == 18


NAMED = [
    ("heard_en", "As nordvarp a  said, it is hard.", "Nordvarp A"),
    ("heard_nb", "NORDVARP A: vanskelig.", "Nordvarp A"),
    ("changed_fi", "Katso https://www.varp.example/hinnat", "varp.example"),
    ("heard_is", "Ase Thorsdottir sagði það.", "Åse Þórsdóttir"),
    ("heard_sv", "Skriv till ase@varp.example om det.", "ase@varp.example"),
    ("heard_da", "Søværnets Elbiler har det.", "Sovarnets Elbiler"),
    ("heard_nb", "Nordvarps biler lader om natten.", "Nordvarp"),
    ("title_fi", "Kuljetusvarpin vastaus", "Kuljetusvarpi"),
    ("heard_en", "Two of the larger companies said so.", "two of the larger companies"),
    ("heard_da", "2 leverandører kan det.", "2 leverandorer"),
    ("heard_sv", "Två stora företag kan det.", "tva stora foretag"),
    ("heard_fi", "Kaksi yritystä pystyy.", "kaksi yritysta"),
    ("heard_is", "Tvö fyrirtæki geta það.", "tvo fyrirtaki"),
    ("heard_nb", "Bare to leverandører kan det.", "to leverandorer"),
]
HARMLESS = {
    "heard_en": "Three companies told us, and 12 suppliers agreed. We listened to suppliers. A company may ask.",
    "heard_nb": "En leverandør kan tilby mer enn ett kjøretøy. Fire selskaper sa det, og 1,5 timer er nok.",
    "heard_sv": "Ett företag får svara på nytt. Nordvarpssidan av saken.",
}


@pytest.mark.parametrize(("field", "text", "what"), NAMED)
def test_who_could_be_known_by_it_keeps_it_back_and_the_place_is_told(field: str, text: str, what: str) -> None:
    scene = answered(1)
    company = scene.responses[0].company
    type(company).objects.filter(pk=company.pk).update(website="https://www.varp.example")
    RepresentativeFactory(company=company, user=UserFactory(name="Åse Þórsdóttir"))
    CompanyFactory(name="Sovarnets Elbiler ApS")
    CompanyFactory(name="Kuljetusvarpi Oy")
    made = synthesis(scene, **{field: text})
    told = found(made)
    assert {place for place, _sentence in told} == {field}
    assert any(f"“{what}”" in sentence for _place, sentence in told)
    with pytest.raises(NotReady):
        published(made, scene.manager)
    assert not LedgerEntry.objects.exists()


def test_what_names_nobody_is_published() -> None:
    scene = answered(1)
    made = synthesis(scene, **HARMLESS)
    CompanyFactory(name="Ber AS", state="unchecked")  # of no dialogue, and not confirmed: keeps nothing back
    assert found(made) == []


def test_it_is_public_in_all_languages_at_one_moment_and_in_the_ledger(client: Client) -> None:
    scene = answered(3)
    made = synthesis(scene, heard_nb="Lading er *vanskelig*.")
    address = f"/dialogues/{scene.request.dialogue.slug}/heard/{made.key}/"
    assert client.get(f"/en{address}").status_code == 404
    with pytest.raises(PermissionDenied):
        published(made, UserFactory())
    version = published(made, scene.manager)
    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.subject, entry.at, entry.role) == (
        "synthesis", made, version.published_at, "programme manager",
    )  # fmt: skip
    assert entry.languages == ["da", "en", "fi", "is", "nb", "sv"]
    assert entry.get_absolute_url().endswith(address)
    assert entry.details == {"version": 1, "corrects": None}
    for code in entry.languages:
        shown = client.get(f"/{code}{address}").content.decode()
        assert "What the market told" in shown
        assert not any(response.company.name in shown for response in scene.responses)
    assert "Lading er <em>vanskelig</em>." in client.get(f"/nb{address}").content.decode()
    on_the_dialogue = client.get(f"/en/dialogues/{scene.request.dialogue.slug}/").content.decode()
    assert address in on_the_dialogue


def test_what_is_published_stands_in_the_database_and_a_correction_keeps_the_old_text(client: Client) -> None:
    scene = answered(3)
    made = synthesis(scene)
    first = published(made, scene.manager)
    rows = SynthesisVersion.objects.filter(pk=first.pk)
    changes = (
        lambda: rows.update(heard_en="Else."),
        lambda: rows.update(state="draft"),
        lambda: rows.delete(),
        lambda: Synthesis.objects.filter(pk=made.pk).update(published_at=None),
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            change()
    with pytest.raises(WrongState):
        writing.discard(made, scene.manager)
    second = writing.correct(made, scene.manager)
    assert writing.correct(made, scene.manager) == second
    assert second.heard_en == "Charging is the hard part."
    with writing.open_draft(made, scene.manager) as draft:
        writing.write(draft, {"heard_en": "Charging is **not** the hard part."}, scene.manager)
    published(made, scene.manager)
    states = list(made.versions.order_by("number").values_list("number", "state"))
    assert states == [(1, "superseded"), (2, "published")]
    assert LedgerEntry.objects.order_by("-number")[0].details == {"version": 2, "corrects": 1}
    shown = client.get(made.get_absolute_url()).content.decode()
    assert "<strong>not</strong>" in shown
    assert "Charging is the hard part." in shown
    assert "corrected since" in shown


def test_a_manager_who_represents_a_company_that_answers_finds_neither_the_desk_nor_an_act_on_it(
    client: Client,
) -> None:
    scene = answered(3)
    made = synthesis(scene)
    admin = UserFactory(is_superuser=True, is_staff=True)
    give_second_factor(admin)
    desk = reverse("workspace-synthesis", args=[made.key])
    begin = reverse("workspace-synthesis-begin", args=[scene.request.slug])
    for user in (scene.manager, admin):
        client.force_login(user)
        assert client.get(desk).status_code == 200
        RepresentativeFactory(company=scene.responses[1].company, user=user)
        assert [client.get(page).status_code for page in (desk, begin)] == [404, 404]
        acts = [desk, begin, *(f"{desk}{act}/" for act in ("publish", "correct", "discard", "version"))]
        assert [client.post(act).status_code for act in acts] == [404] * 6
    with pytest.raises(PermissionDenied):
        published(made, scene.manager)
    assert made.versions.get().state == "draft"


def test_while_a_request_is_reopened_no_synthesis_of_it_is_published_or_corrected() -> None:
    scene = answered(3)
    public, draft = synthesis(scene), synthesis(scene, challenge=ChallengeFactory(dialogue=scene.request.dialogue))
    published(public, scene.manager)
    opening.reopen(scene.request, in_hours(1), EASTER, scene.manager)
    told = LedgerEntry.objects.count()
    with pytest.raises(Refused, match="takes answers again"):
        published(draft, scene.manager)
    with pytest.raises(Refused, match="takes answers again"):
        writing.correct(public, scene.manager)
    assert [made.versions.get().state for made in (public, draft)] == ["published", "draft"]
    assert LedgerEntry.objects.count() == told


def test_words_that_somebody_changed_meanwhile_are_not_published() -> None:
    scene = answered(3)
    made = synthesis(scene)
    seen = writing.seen_of(draft_of(made))
    with writing.open_draft(made, scene.manager) as draft:
        writing.write(draft, {"heard_en": "Changed by a colleague."}, scene.manager)
    with pytest.raises(Refused, match="meanwhile"):
        writing.publish(made, seen, scene.manager)
    assert draft_of(made).heard_en == "Changed by a colleague."


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_and_one_who_writes_everything_is_seen_once() -> None:
    scene = answered(3)
    made = synthesis(scene)
    seen = writing.seen_of(draft_of(made))

    def publish() -> None:
        writing.publish(Synthesis.objects.get(pk=made.pk), seen, scene.manager)

    def write() -> None:
        with writing.open_draft(made, scene.manager) as draft:
            writing.write(draft, {"changed_en": "Nothing."}, scene.manager)

    *publishing, written = done_or_refused(publish, publish, write)
    assert LedgerEntry.objects.count() == publishing.count("done") == (written == "refused")
    assert made.versions.get().state == ("published" if written == "refused" else "draft")


def test_the_next_version_of_the_statement_is_begun_from_it_and_told_once_it_is_public(client: Client) -> None:
    scene = answered(3)
    statement = StatementFactory(challenge__dialogue=scene.request.dialogue)
    made = synthesis(scene)
    with pytest.raises(Refused, match="whole dialogue"):
        writing.begin_statement(made, scene.manager)
    Synthesis.objects.filter(pk=made.pk).update(challenge=statement.challenge)
    made.refresh_from_db()
    published(made, scene.manager)
    type(statement).objects.filter(pk=statement.pk).update(state=StatementState.ABANDONED)
    begun = writing.begin_statement(made, scene.manager)
    assert (begun.number, made.led_to) == (2, begun)
    assert "led to version 2" not in client.get(made.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="already"):
        writing.begin_statement(made, scene.manager)


def test_the_desk_shows_tagged_answers_and_tells_a_number_from_three_companies_on(client: Client) -> None:
    scene = answered(3)
    made = synthesis(scene, heard_nb="")
    tag, rare = (notes.make_tag(scene.request, name, scene.manager) for name in ("Charging", "Rare"))
    for response in scene.responses:
        notes.tag_answer(tag, response, scene.questions[1], scene.manager)
    notes.tag_answer(rare, scene.responses[0], scene.questions[0], scene.manager)
    rows = tagged(made, scene.manager)
    assert [(row.tag, row.companies, row.may_be_told) for row in rows] == [(tag, 3, True), (rare, 1, False)]
    client.force_login(scene.manager)
    address = reverse("workspace-synthesis", args=[made.key])
    with CaptureQueriesContext(connection) as few:
        shown = client.get(address).content.decode()
    assert "3 companies. The text may say so." in shown
    assert "Not written yet: what we heard" in shown
    for question in scene.questions[2:]:
        for response in scene.responses:
            notes.tag_answer(tag, response, question, scene.manager)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)
    sent = {"seen": "", **dict.fromkeys(all_fields(), "Text")}
    assert client.post(address, sent).status_code == 302
    assert draft_of(made).heard_nb == "Text"
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
