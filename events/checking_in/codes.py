"""What the picture on a badge says: an address of the workspace, good for nothing but checking in.

A badge hangs in sight of all, so it can not have the registration's key, which changes and cancels it.
"""

from hashlib import sha256

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Concat, Substr

from core.mail import address
from core.qr import qr_code
from events.models import Registration

PREFIX, LENGTH = "badge:", 16


class Sha256(Func):
    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = CharField()


# The same in the database
CODE = Substr(Sha256(Concat(Value(PREFIX), F("key"), output_field=CharField())), 1, LENGTH)


def code_of(registration: Registration) -> str:
    return sha256(f"{PREFIX}{registration.key}".encode()).hexdigest()[:LENGTH]


def picture_of(registration: Registration, language: str) -> str:
    """The way to checking her in, for staff's telephones; `language` is theirs."""
    slug = registration.event.slug
    return qr_code(address("workspace-event-check-in-one", slug, code_of(registration), language=language))
