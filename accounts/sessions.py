"""A sign-in is over an hour after its last use, and ten hours after it began however much it was used."""

import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

BEGAN = "signed_in_at"  # in the session: seconds since 1970
STEP = timedelta(minutes=5)  # no more often is it written down that a session is used


def begin(request: Any, **_signal: Any) -> None:
    request.session[BEGAN] = time.time()


class SessionStore(db.SessionStore):
    """Django's, in the same table."""

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie may say anything, and the database takes no NUL."""
        return bool(super()._validate_session_key(key)) and "\0" not in str(key)  # type: ignore[misc]

    def get_session_cookie_age(self) -> int:
        return age(self[BEGAN]) if BEGAN in self else settings.SESSION_COOKIE_AGE

    def load(self) -> dict[str, Any]:
        """A page that is only read counts as use: the row's end is moved, and nothing else in it."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]  # unknown to the stubs
        data = self.decode(row.session_data) if row else {}
        if BEGAN in data:
            prolong(row, timezone.now() + timedelta(seconds=age(data[BEGAN])))
        return data


def age(began: float) -> int:
    """Seconds from now on until it is over, should nobody use it any more."""
    left = int(began + settings.SESSION_LONGEST_AGE - time.time())
    return max(0, min(settings.SESSION_COOKIE_AGE, left))


def prolong(row: Session, end: datetime) -> None:
    if end - row.expire_date > STEP:
        Session.objects.filter(pk=row.pk).update(expire_date=end)
