from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @classmethod
    def open(cls) -> tuple["NeedState", ...]:
        """States from which its owner may still withdraw a need."""
        return (cls.DRAFT, cls.SUBMITTED, cls.RETURNED, cls.ACCEPTED)

    @classmethod
    def written(cls) -> tuple["NeedState", ...]:
        """States in which its owner writes it; staff read it as it was submitted."""
        return (cls.DRAFT, cls.RETURNED)

    @classmethod
    def answered(cls) -> tuple["NeedState", ...]:
        """States that staff brought it to by their answer."""
        return (cls.ACCEPTED, cls.DECLINED)


class Certainty(models.TextChoices):
    """How sure a municipality is of a demand line."""

    INDICATIVE = "indicative", _("Indicative")
    PLANNED = "planned", _("Planned")
    BUDGETED = "budgeted", _("Budgeted")
    DECIDED = "decided", _("Decided")


class StatementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CIRCULATED = "circulated", _("Circulated")
    AGREED = "agreed", _("Agreed")
    RELEASING = "releasing", _("Being published")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    ABANDONED = "abandoned", _("Abandoned")

    @classmethod
    def unpublished(cls) -> tuple["StatementState", ...]:
        """States on the way to publication; a challenge has at most one statement in them."""
        return (cls.DRAFT, cls.CIRCULATED, cls.AGREED, cls.RELEASING)

    @classmethod
    def frozen(cls) -> tuple["StatementState", ...]:
        """States on the way to publication in which the text stands and the needs stay."""
        return (cls.CIRCULATED, cls.AGREED, cls.RELEASING)

    @classmethod
    def public(cls) -> tuple["StatementState", ...]:
        return (cls.PUBLISHED, cls.SUPERSEDED)

    @classmethod
    def alive(cls) -> tuple["StatementState", ...]:
        """What is on its way, and what is published."""
        return (*cls.unpublished(), cls.PUBLISHED)


class ClauseKind(models.TextChoices):
    """The kinds of clause, in the order in which a statement has them."""

    BACKGROUND = "background", _("Background")
    OUTCOME = "outcome", _("Outcome")
    REQUIREMENT = "requirement", _("Requirement")
    TARGET = "target", _("Target")
    COMMITMENT = "commitment", _("Commitment")


class BriefState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RENDERING = "rendering", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class ClauseChange(models.TextChoices):
    """What a changed clause means for those who signed the version before."""

    MATERIAL = "material", _("Material: all sign again")
    EDITORIAL = "editorial", _("Editorial: signatures are carried over")


class Decision(models.TextChoices):
    """What a municipality says to a statement."""

    APPROVE = "approve", _("Signs")
    DECLINE = "decline", _("Declines")


class ProposalState(models.TextChoices):
    """Of a need that staff propose to a body."""

    PROPOSED = "proposed", _("Proposed to you")
    ACCEPTED = "accepted", _("Taken over")
    THROWN_AWAY = "thrown_away", _("Thrown away")


class ActKind(models.TextChoices):
    """What a manager does with needs at the curation desk."""

    ACCEPT = "accept", _("Accepted")
    DECLINE = "decline", _("Declined")
    JOIN = "join", _("Joined into a new challenge")
    ADD = "add", _("Added to a challenge")
    REMOVE = "remove", _("Removed from a challenge")
    MOVE = "move", _("Moved to another challenge")
    SPLIT = "split", _("Demand split between two challenges")


class IntentStep(models.TextChoices):
    """How far a municipality goes in a challenge: the ladder, from its foot up."""

    OBSERVING = "observing", _("Observing")
    SHARES_NEED = "shares_need", _("Shares the need")
    SIGNED = "signed", _("Signed")
    BUYS_JOINTLY = "buys_jointly", _("Will buy jointly")
    BUYS_ALONE = "buys_alone", _("Will buy on its own")
    NOTICE_PUBLISHED = "notice_published", _("Notice published")
    CONTRACT_AWARDED = "contract_awarded", _("Contract awarded")
