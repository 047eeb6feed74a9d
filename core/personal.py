"""What the tools keep of people: mails, and that a form was sent."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Q, QuerySet, When
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.enums import MailState
from core.kept import Kept, Person, Shown, Withheld, by_address, keep_hers, nobody, scrub
from core.models import Mail, Submission
from core.periods import period


def mails_until() -> Case:
    """The mail that tells a person that she is erased is the last trace of her address: it goes with the next run."""
    last = When(template__endswith="/erased", then=F("created_at"))
    return Case(last, default=period("mails").after("created_at"))


def to_her(person: Person) -> Q:
    """Also what was written about her account to an address that she had before, or never confirmed."""
    about_her = Q(about_type=ContentType.objects.get_for_model(person.user), about_id=person.user.pk)
    return by_address("to")(person) | about_her


def open_text(mail: Mail) -> str:
    """A secret text is for whoever reads the mailbox, and for nobody who merely signed in."""
    return "" if mail.is_secret else mail.text


def erased_mails(rows: QuerySet[Any], person: Person) -> None:
    """What was not sent yet is not sent any more; of what was sent the fact stays. Mails to others lose her name."""
    scrub(rows, person, "subject", "text", "error", about=("about_type", "about_id"))
    rows.filter(state__in=MailState.owed()).delete()
    rows.update(to=person.erased_address, subject="", text="", headers={}, calendar="", error="")


def forget_texts(rows: QuerySet[Any]) -> Withheld:
    rows.update(text="", headers={}, calendar="", error="")
    return {}


PERSONAL = [
    Kept(
        "mails",
        Mail,
        _("Mails to you"),
        _("So that staff see what went out, and whether it arrived."),
        format_lazy(_("{time} after it was made"), time=period("mails")),
        to_her,
        ("created_at", "subject", Shown("text", _("text"), open_text), "language", "state", "sent_at"),
        until=mails_until,
        erase=erased_mails,
    ),
    Kept(
        "mail-texts",
        Mail,
        _("Texts of mails"),
        _("So that staff can answer when somebody asks about a mail."),
        format_lazy(_("{time} after it was made"), time=period("mail-texts")),
        nobody,
        ("text",),
        until=Case(When(~Q(text=""), then=period("mail-texts").after("created_at"))),
        forget=forget_texts,
        erase=keep_hers,
    ),
    Kept(
        "sent-forms",
        Submission,
        _("Sent forms"),
        _("So that a form that is sent twice makes one thing. It does not say who sent it."),
        format_lazy(_("{time} after it was sent"), time=period("sent-forms")),
        nobody,
        ("sent_at",),
        until=period("sent-forms").after("sent_at"),
    ),
]
