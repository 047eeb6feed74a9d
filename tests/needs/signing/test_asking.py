"""Who is asked about the next version: the bodies that the manager chooses, and all who stand under the one before."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.models import Mail
from municipalities.models import Municipality
from needs.models import Signature, Statement
from needs.signing import inviting, versions
from needs.signing.answers import answers_to
from needs.signing.asking import standing_before
from needs.signing.signatures import Word, sign, withdraw
from tests.factories import MunicipalityFactory, ParticipationFactory
from tests.needs.roles import signed_in
from tests.needs.scenes import Scene, merged, ready_to_circulate, reworded, signatory_of
from tests.published import publish

pytestmark = pytest.mark.django_db


def make_once() -> Scene:
    """Published, with the signature of the first of its bodies."""
    scene = ready_to_circulate()
    publish(scene.statement)
    return scene


@pytest.fixture
def scene(made: Scene) -> Scene:
    return made


def joined(scene: Scene, name: str) -> Municipality:
    """A body without a need in the challenge that signs what is published, and takes part no more."""
    body = MunicipalityFactory(official_name=name, country="IS")
    ParticipationFactory(dialogue=scene.dialogue, municipality=body)
    person = signatory_of(body)
    asked = inviting.ask_to_sign(scene.statement, body, person)
    sign(asked, Word("is"), person, seen=scene.statement.content_hash)
    body.participations.all().delete()
    return body


def next_version(scene: Scene) -> Statement:
    return versions.new_version(scene.challenge, scene.manager)


def told(body: Municipality) -> list[Mail]:
    """That it is asked to sign."""
    people = body.memberships.values("user__email")
    return list(Mail.objects.filter(template="needs/mail/signing_invited", to__in=people))


def test_after_a_material_change_whoever_signed_is_asked_again_though_nobody_chose_it(scene: Scene) -> None:
    late = joined(scene, "Reykjavík")
    fresh = reworded(scene, next_version(scene), "material", quorum=None)
    asked = fresh.signing_invitations.get(municipality=late)
    assert (fresh.quorum, fresh.signatures.count(), len(told(late))) == (4, 0, 1)
    person = late.memberships.get().user
    page = signed_in(person).get(f"/en/workspace/signing/{asked.pk}/")
    assert page.context["changes"] == scene.statement
    assert sign(asked, Word("is"), person, seen=fresh.content_hash).statement == fresh


def test_whoever_signed_the_version_before_is_chosen_in_the_form_already(scene: Scene) -> None:
    late, old = joined(scene, "Reykjavík"), joined(scene, "Old Akureyri")
    merged(old, MunicipalityFactory(official_name="Akureyri", country="IS"))
    next_version(scene)
    manager, address = signed_in(scene.manager), f"/en/workspace/challenges/{scene.challenge.slug}/circulate/"
    form = manager.get(address).context["form"]
    names = {body.official_name for body in form.initial["bodies"]}
    assert names == {"Oslo", "Turku / Åbo", "Örebro", "Reykjavík", "Akureyri"}
    assert form["bodies"].help_text == "Those who signed the version before are asked or told in any case."
    assert late in form.fields["bodies"].queryset


def test_what_a_signatory_has_become_a_part_of_is_asked_in_its_place(scene: Scene) -> None:
    signer, heir = Signature.objects.get().municipality, MunicipalityFactory(official_name="Great Turku")
    merged(signer, into=heir)
    others = [need for need in scene.needs if need.municipality != signer]
    fresh = reworded(replace(scene, needs=others), next_version(scene), "material")
    names = set(fresh.signing_invitations.values_list("municipality__official_name", flat=True))
    assert names == {"Great Turku", "Oslo", "Örebro"}


def test_whoever_signs_what_is_published_is_asked_about_the_next_version_too_where_one_between_was_given_up(
    scene: Scene,
) -> None:
    between = reworded(scene, next_version(scene))
    versions.abandon(between, scene.manager, "Another word was wrong.")
    before = joined(scene, "Reykjavík")
    fresh = reworded(scene, next_version(scene))
    meanwhile = joined(scene, "Akureyri")
    given = set(fresh.signatures.values_list("municipality__official_name", flat=True))
    asked = set(fresh.signing_invitations.values_list("municipality", flat=True))
    assert (given, {before.pk, meanwhile.pk} <= asked) == ({"Turku / Åbo"}, True)
    assert (len(told(before)), len(told(meanwhile))) == (1, 1)


def test_whoever_signs_what_is_published_when_the_time_to_sign_the_next_is_over_reads_when_it_can(scene: Scene) -> None:
    fresh = reworded(scene, next_version(scene), "material")
    Statement.objects.filter(pk=fresh.pk).update(deadline=datetime(2026, 1, 1, tzinfo=UTC))
    late = joined(scene, "Reykjavík")
    [mail] = told(late)
    assert mail.subject == f"To sign once it is published: {fresh.title}"
    assert "Once the statement is published, your body can sign it." in " ".join(mail.text.split())
    assert "Please answer by" not in mail.text


@pytest.mark.parametrize("given_up", [1, 2])
def test_what_was_taken_back_after_its_copies_were_given_up_is_carried_no_further(scene: Scene, given_up: int) -> None:
    signature = Signature.objects.get()
    for _version in range(given_up):
        versions.abandon(reworded(scene, next_version(scene)), scene.manager, "Another word was wrong.")
    withdraw(signature, signature.signed_by, "The council said no.")
    assert list(standing_before(next_version(scene))) == []
    fresh = Statement.objects.get(challenge=scene.challenge, state="draft")
    assert reworded(scene, fresh).signatures.count() == 0


def test_all_must_sign_counts_each_signature_that_is_carried_and_each_body_that_is_asked(scene: Scene) -> None:
    one, other, both = joined(scene, "Akranes"), joined(scene, "Selfoss"), MunicipalityFactory(country="IS")
    merged(one, both), merged(other, both)
    fresh = reworded(scene, next_version(scene), quorum=None)
    words = set(fresh.signatures.values_list("municipality", flat=True))
    asked = {body.pk for body in answers_to(fresh).missing}
    assert ({one.pk, other.pk} <= words, bool(asked), fresh.quorum) == (True, True, len(words) + len(asked))
    assert not answers_to(fresh).is_met
