from needs.curation import acts
from needs.enums import BriefState
from needs.models import ClauseComment, SavedView, SigningInvitation
from needs.publishing import editions
from needs.signing.versions import new_version
from tests.access.intake import INTAKE
from tests.access.people import body as taking_part
from tests.access.world import (
    ADMINISTRATOR,
    BODY,
    EVERYBODY,
    MANAGERS,
    NOBODY,
    SIGNED_IN,
    STAFF,
    WRITERS,
    Access,
    World,
)
from tests.factories import (
    BriefFactory,
    ChallengeFactory,
    ClauseFactory,
    NeedFactory,
    ParticipationFactory,
    SignatureFactory,
    UserFactory,
)
from tests.needs.scenes import circulated, signed
from tests.published import made, publish

# The administrator may all that the rules give to anybody
MANAGER = frozenset({"manager"}) | ADMINISTRATOR
RUNNING = STAFF | ADMINISTRATOR
OWNING = WRITERS | ADMINISTRATOR


def need(world: World) -> list[int]:
    return [world.need.pk]


def public_need(world: World) -> list[int]:
    return [NeedFactory(dialogue=world.dialogue, is_public=True).pk]


def chosen(world: World) -> dict[str, int]:
    return {"need": world.need.pk}


def pair(world: World) -> list[int]:
    """A need beside another of the same body."""
    return [world.need.pk, NeedFactory(dialogue=world.dialogue, municipality=world.body).pk]


def view(_world: World) -> dict[str, str]:
    return {"name": "Vans", "query": "q=van"}


def somebody_s_view(_world: World) -> list[int]:
    return [SavedView.objects.create(owner=UserFactory(), name="Vans").pk]


def desk(world: World) -> list[str]:
    return [world.challenge.slug]


def clause(world: World) -> list[str | int]:
    return [world.challenge.slug, ClauseFactory(statement=world.scene.statement).pk]


def act(world: World) -> list[int]:
    need = NeedFactory(dialogue=world.dialogue, municipality=world.body)
    challenge = ChallengeFactory(dialogue=world.dialogue)
    made = acts.add(challenge, [need], world.scene.manager)
    assert made is not None
    return [made.pk]


def failed(world: World) -> list[str]:
    BriefFactory(statement=world.scene.statement, language="en", state=BriefState.FAILED)
    return [world.challenge.slug, "en"]


def version(world: World) -> list[str | int]:
    """The challenge's published version."""
    statement = publish(world.scene.statement)
    return [world.challenge.slug, statement.number]


def revised(world: World) -> list[str]:
    """A challenge whose draft revises a published version."""
    new_version(publish(world.scene.statement).challenge, world.scene.manager)
    return [world.challenge.slug]


def second_edition(world: World) -> list[str | int]:
    """What a body's joining made, as it is when its briefs are ready."""
    slug, number = version(world)
    SignatureFactory(statement=world.scene.statement)
    edition = editions.owe(world.scene.statement)
    assert edition is not None
    for brief in edition.briefs.all():
        made(brief, b"%PDF of a second edition")
    assert editions.publish_later_edition(edition.pk)
    return [slug, number, 2]


def in_challenge(world: World) -> list[int | str]:
    """The need's body in the challenge, of which something can be read."""
    return [world.body.pk, version(world)[0]]


def demand_of(world: World) -> list[str]:
    return [world.dialogue.slug]


def own_demand(world: World) -> list[int]:
    """Of a body that takes part, so that staff know it."""
    ParticipationFactory(dialogue=world.dialogue, municipality=world.body)
    return [world.body.pk]


def demand_file(world: World) -> list[str]:
    version(world)
    return [world.dialogue.slug, "csv"]


def versions(world: World) -> list[str | int]:
    """A challenge with two public versions."""
    draft = new_version(publish(world.scene.statement).challenge, world.scene.manager)
    draft.clauses.filter(position=1).update(text_en="It says something else now")
    publish(draft)
    return [world.challenge.slug, 1, 2]


def comment(world: World) -> list[str | int]:
    clause = world.scene.statement.clauses.first()
    said = {"statement": world.scene.statement, "municipality": world.body, "language": "fi", "text": "Hyvä"}
    return [world.challenge.slug, ClauseComment.objects.create(clause=clause, **said).pk]


def circulated_desk(world: World) -> list[str | int]:
    """A challenge with a circulated version."""
    circulated(world.scene)
    return [world.challenge.slug, 1]


def newest_desk(world: World) -> list[str | int]:
    return circulated_desk(world)[:1]


def invitation(world: World) -> SigningInvitation:
    circulated(world.scene)
    return world.scene.statement.signing_invitations.get(municipality=world.body)


def asked(world: World) -> list[int]:
    return [invitation(world).pk]


def given(world: World) -> list[int]:
    """An invitation whose body has signed."""
    pk = invitation(world).pk
    signed(world.scene, 1)
    return [pk]


def receipt(world: World) -> list[int]:
    circulated(world.scene)
    return [signed(world.scene, 1).pk]


def reminded(world: World) -> list[str | int]:
    return [world.challenge.slug, 1, invitation(world).pk]


def joining(world: World) -> list[str | int]:
    """A body that takes part, and a published version that it did not sign."""
    slug, number = version(world)
    ParticipationFactory(dialogue=world.dialogue, municipality=world.body)
    return [slug, number, world.body.pk]


MEMBERS = BODY | {"member elsewhere"} | ADMINISTRATOR
SIGNING = frozenset({"signatory"}) | ADMINISTRATOR

ACCESS = {
    "dialogue-demand": Access(read=EVERYBODY, args=demand_of),
    "dialogue-demand-file": Access(read=EVERYBODY, args=demand_file),
    "workspace-demand": Access(read=RUNNING | {"coordinator elsewhere"}, args=demand_of),
    "workspace-body-demand": Access(read=BODY | RUNNING, args=own_demand),
    "workspace-needs": Access(read=SIGNED_IN),
    "workspace-need-selection": Access(read=SIGNED_IN),
    "workspace-join": Access(read=MANAGER, send=MANAGER, data=chosen),
    "workspace-add": Access(read=MANAGER, send=MANAGER, data=chosen),
    "workspace-move": Access(read=MANAGER, send=MANAGER, data=chosen),
    "workspace-remove": Access(read=MANAGER, send=MANAGER, data=chosen),
    "workspace-split": Access(read=MANAGER, send=MANAGER, data=chosen),
    "workspace-accept": Access(read=RUNNING, send=RUNNING, data=chosen),
    "workspace-decline": Access(read=RUNNING, send=RUNNING, data=chosen),
    "workspace-desk-news": Access(read=SIGNED_IN),
    "workspace-acts": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-act-undo": Access(read=NOBODY, send=MANAGER, args=act),
    "workspace-need": Access(read=BODY | RUNNING, args=need),
    "workspace-need-accept": Access(read=NOBODY, send=RUNNING, args=need),
    **INTAKE,
    "workspace-need-similar-hide": Access(read=NOBODY, send=BODY | RUNNING, args=pair),
    "workspace-need-similar-show": Access(read=NOBODY, send=BODY | RUNNING, args=need),
    "workspace-need-view-save": Access(read=NOBODY, send=SIGNED_IN, data=view),
    "workspace-need-view-delete": Access(read=NOBODY, args=somebody_s_view),
    "workspace-rates": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-rates-add": Access(read=MANAGERS | ADMINISTRATOR, send=MANAGERS | ADMINISTRATOR),
    "workspace-challenges": Access(read=MANAGERS | ADMINISTRATOR),
    "workspace-challenge": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-clause-add": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-clause": Access(read=MANAGER, send=MANAGER, args=clause),
    "workspace-clause-split": Access(read=MANAGER, send=MANAGER, args=clause),
    "workspace-clause-delete": Access(read=MANAGER, send=MANAGER, args=clause),
    "workspace-clause-move": Access(read=NOBODY, send=MANAGER, args=clause),
    "workspace-challenge-needs": Access(read=MANAGER, args=desk),
    "workspace-challenge-demand": Access(read=MANAGER, args=desk),
    "workspace-challenge-preview-brief": Access(read=MANAGER, args=desk),
    "workspace-challenge-comments": Access(read=MANAGER, args=desk),
    "workspace-comment-take-over": Access(read=NOBODY, send=MANAGER, args=comment),
    "workspace-comment-settle": Access(read=MANAGER, send=MANAGER, args=comment),
    "workspace-draft": Access(read=BODY | MANAGER, args=desk),
    "workspace-preview": Access(read=BODY | MANAGER, args=desk),
    "workspace-draft-changes": Access(read=BODY | MANAGER, args=versions),
    "workspace-draft-comment": Access(read=BODY | MANAGER, send=BODY | MANAGER, args=clause),
    "challenge-changes": Access(read=EVERYBODY, args=versions),
    "workspace-challenge-changes": Access(read=MANAGER, send=MANAGER, args=revised),
    "workspace-challenge-publish": Access(read=MANAGER, args=desk),
    "workspace-challenge-circulate": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-challenge-abandon": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-challenge-signing": Access(read=MANAGER, args=newest_desk),
    "workspace-challenge-board": Access(read=MANAGER, args=circulated_desk),
    "workspace-challenge-content": Access(read=MANAGER, args=circulated_desk),
    "workspace-challenge-invite": Access(read=MANAGER, send=MANAGER, args=circulated_desk),
    "workspace-challenge-extend": Access(read=MANAGER, send=MANAGER, args=circulated_desk),
    "workspace-challenge-revise": Access(read=MANAGER, send=MANAGER, args=circulated_desk),
    "workspace-challenge-remind-missing": Access(read=NOBODY, send=MANAGER, args=circulated_desk),
    "workspace-challenge-remind": Access(read=NOBODY, send=MANAGER, args=reminded),
    "workspace-signings": Access(read=MEMBERS),
    "workspace-signing": Access(read=BODY | MANAGER, send=SIGNING, args=asked),
    "workspace-signing-confirm": Access(read=SIGNING, send=SIGNING, args=asked),
    "workspace-signing-withdraw": Access(read=SIGNING, send=SIGNING, args=given),
    "workspace-signing-content": Access(read=BODY | MANAGER, args=asked),
    "workspace-receipt": Access(read=BODY | MANAGER, args=receipt),
    "workspace-signing-ask": Access(read=NOBODY, send=OWNING, args=joining),
    "workspace-challenge-release": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-challenge-moment": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-challenge-recall": Access(read=MANAGER, send=MANAGER, args=desk),
    "workspace-brief-retry": Access(read=NOBODY, send=MANAGER, args=failed),
    "workspace-body-challenges": Access(read=BODY | RUNNING, args=taking_part),
    "workspace-intent": Access(read=OWNING | MANAGER, send=OWNING | MANAGER, args=in_challenge),
    "workspace-version-add": Access(read=NOBODY, send=MANAGER, args=desk),
    "needs": Access(read=EVERYBODY),
    "need": Access(read=EVERYBODY, args=public_need),
    "challenges": Access(read=EVERYBODY),
    "outcome": Access(read=EVERYBODY, args=lambda world: [world.dialogue.slug]),
    "challenge": Access(read=EVERYBODY, args=lambda world: version(world)[:1]),
    "statement": Access(read=EVERYBODY, args=version),
    "statement-content": Access(read=EVERYBODY, args=version),
    "brief": Access(read=EVERYBODY, args=version),
    "brief-edition": Access(read=EVERYBODY, args=second_edition),
}
