from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    """Whether answers are taken is told by the database's clock and not by this: `closed` is written a little later."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", pgettext_lazy("state of a request for information", "Opens by itself")
    OPEN = "open", pgettext_lazy("state of a request for information", "Open")
    CLOSED = "closed", pgettext_lazy("state of a request for information", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a request for information", "Withdrawn")

    @classmethod
    def public(cls) -> tuple["RequestState", ...]:
        return (*cls.valid(), cls.WITHDRAWN)

    @classmethod
    def valid(cls) -> tuple["RequestState", ...]:
        """Public, and not taken back: answers are taken until the deadline, and read after it."""
        return (cls.OPEN, cls.CLOSED)


class Readers(models.TextChoices):
    """Who among the public buyers reads the answers after the deadline. Suppliers are told before they answer."""

    MANAGERS = "managers", _("The programme managers of the dialogue only")
    SIGNATORIES = "signatories", _("The programme managers, and the public buyers that signed a joint statement")
    PARTICIPANTS = "participants", _("The programme managers, and all public buyers that take part in the dialogue")


class ConfidentialReaders(models.TextChoices):
    """Who of these reads what a company marked as confidential. Suppliers are told before they answer."""

    MANAGERS = "managers", _("The programme managers of the dialogue only")
    READERS = "readers", _("Everybody who reads the answers")


class QuestionKind(models.TextChoices):
    """What is asked for."""

    TEXT = "text", _("Text")
    NUMBER = "number", pgettext_lazy("what a question asks for", "Number")
    CHOICE = "choice", _("One of several options")
    SEVERAL = "several", _("Any of several options")
    DATE = "date", _("Date")
    FILE = "file", _("Files")
    TABLE = "table", _("Table")

    @classmethod
    def with_options(cls) -> tuple["QuestionKind", ...]:
        """Kinds that need lines: the options, or the columns of a table."""
        return (cls.CHOICE, cls.SEVERAL, cls.TABLE)
