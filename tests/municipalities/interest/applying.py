"""How tests fill in the form of interest: somebody from a network of her own, who took her time."""

import re
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.core import signing
from django.test import Client

from core.models import Mail
from core.open_forms import stamp
from dialogues.models import Dialogue
from municipalities.models import Municipality

real_time = signing.time.time


def visitor() -> Client:
    """From a network that nobody else comes from."""
    first, second, third = uuid4().bytes[:3]
    return Client(REMOTE_ADDR=f"{first % 100 + 20}.{second}.{third}.7")


def earlier(seconds: float) -> Any:
    """What is signed within was signed that long ago."""
    return patch("django.core.signing.time.time", lambda: real_time() - seconds)


def shown(seconds_ago: float = 60) -> str:
    with earlier(seconds_ago):
        return stamp()


def filled(body: Municipality | None = None, **changes: Any) -> dict[str, Any]:
    """The form as a patient person sends it; with `body`, chosen from the register."""
    chosen = {"municipality": str(body), "municipality_pk": body.pk, "municipality_for": str(body)} if body else {}
    return {
        "key": str(uuid4()),
        "shown": shown(),
        "name": "Kari Nordmann",
        "email": f"kari-{uuid4().hex[:12]}@oslo.example",  # limits count addresses, also from test to test
        "language": "nb",
        "buys": "Varer levert med varebil.",
        "consent": "on",
        **chosen,
        **changes,
    }


def address(dialogue: Dialogue, language: str = "en") -> str:
    return f"/{language}/interest/in/{dialogue.slug}/"


def link_in(mail: Mail) -> str:
    """The path of the first link in a mail that is not home."""
    return re.search(r"http://[^/\s]+(/\w\w/interest/\S+)", mail.text)[1]  # type: ignore[index]


def newest_mail() -> Mail:
    return Mail.objects.order_by("-pk")[0]
