from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """How far a dialogue has come."""

    PLANNED = "planned", _("Planned")
    MAPPING = "mapping", _("Mapping needs")
    AGREEING = "agreeing", _("Agreeing on a statement")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CONCLUDED = "concluded", _("Concluded")

    @classmethod
    def open_to_interest(cls) -> tuple["Phase", ...]:
        """In these a public buyer may still come in."""
        return (cls.PLANNED, cls.MAPPING, cls.AGREEING)

    @classmethod
    def open_to_needs(cls) -> tuple["Phase", ...]:
        """In these whoever takes part may begin a need."""
        return tuple(phase for phase in cls if phase != cls.CONCLUDED)

    @property
    def opens(self) -> str:
        """What outsiders and participants can do in it, in a sentence."""
        if self in self.open_to_interest():
            return gettext("Public buyers register interest, and those who take part write needs.")
        if self in self.open_to_needs():
            return gettext("Interest can no longer be registered. Those who take part write needs.")
        return gettext("Interest can no longer be registered, and no need is begun any more.")


class PartnerRole(models.TextChoices):
    INITIATOR = "initiator", _("Initiator")
    FUNDER = "funder", _("Funder")
    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")


class StaffRoleKind(models.TextChoices):
    MANAGER = "manager", _("Programme manager")
    COORDINATOR = "coordinator", _("Coordinator")


class Precision(models.TextChoices):
    """How exactly a milestone's date is known."""

    DAY = "day", _("To the day")
    MONTH = "month", _("To the month")
    UNDECIDED = "undecided", _("To be decided")


class LedgerKind(models.TextChoices):
    """What was shared with the market, or happened to what was shared."""

    BRIEF_PUBLISHED = "brief_published", _("Statement published")
    EDITION_PUBLISHED = "edition_published", _("New edition of the briefs")
    NOTICE = "notice", _("Notice")
    NOTICE_WITHDRAWN = "notice_withdrawn", _("Notice withdrawn")
    NEED_PUBLIC = "need_public", _("Need made public")
    NEED_HIDDEN = "need_hidden", _("Need no longer public")
    QUESTION_DEADLINE = "question_deadline", _("Deadline for questions")
    ANSWERS_RELEASED = "answers_released", _("Answers released")
    ANSWER_CORRECTED = "answer_corrected", _("Answer corrected")
    REQUEST_OPENED = "request_opened", _("Request for information opened")
    REQUEST_CHANGED = "request_changed", _("Request for information corrected")
    REQUEST_EXTENDED = "request_extended", _("Request for information extended")
    REQUEST_REOPENED = "request_reopened", _("Request for information reopened")
    REQUEST_CLOSED = "request_closed", _("Request for information closed")
    REQUEST_WITHDRAWN = "request_withdrawn", _("Request for information withdrawn")
    EVENT_PUBLISHED = "event_published", _("Event announced")
    EVENT_CHANGED = "event_changed", _("Event changed")
    EVENT_CANCELLED = "event_cancelled", _("Event cancelled")
    EVENT_HELD = "event_held", _("Event held")
    MATERIAL = "material", _("Material shared")
    MINUTES = "minutes", _("Minutes published")
    MINUTES_CORRECTED = "minutes_corrected", _("Minutes corrected")
    SYNTHESIS = "synthesis", _("What we heard, what we changed")
    NEWS = "news", _("News")

    @classmethod
    def takes_back(cls) -> tuple[str, ...]:
        """After one of these the page that was shared is there no more."""
        return (cls.NEED_HIDDEN,)


class LedgerFileKind(models.TextChoices):
    RECORD = "record", _("Record for the procurement file")
    PACK = "pack", _("Catch-up pack")
