"""What is kept of a person who has an account."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import erasure, idle
from accounts.models import User
from core.kept import Kept, Person, Shown, by_user, scrub
from core.periods import period

LONG_AS_ACCOUNT = _("as long as the account")


def until() -> Case:
    """Only an account that nothing depends on is ever due, and never before its warning has been out for its time."""
    warned = When(warned_at__gte=idle.last_seen(), then=period("accounts-warned").after("warned_at"))
    earliest = Case(warned, default=period("accounts-warned").after(Now()))
    unused = Greatest(period("accounts").after(idle.last_seen()), earliest)
    return Case(When(Q(erased_at__isnull=True) & idle.without_role(), then=unused))


def session_keys(person: Person) -> QuerySet[Any]:
    return UserSession.objects.filter(user=person.user).values("session_key")


def erase_sessions(rows: QuerySet[Any], person: Person) -> None:
    """Also those that the list of sessions does not know."""
    rows.delete()
    hers = [
        row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(person.user.pk)
    ]
    Session.objects.filter(pk__in=hers).delete()


def erase_log(rows: QuerySet[Any], person: Person) -> None:
    """What she did in the registers stays; what was done to her row names nobody."""
    her_row = Q(content_type=ContentType.objects.get_for_model(User), object_id=person.user.pk)
    hers = LogEntry.objects.filter(her_row | Q(user=person.user))
    scrub(hers, person, "object_repr", "change_message", about=("content_type", "object_id"))


def kind_of(authenticator: Authenticator) -> str:
    kinds = {"totp": _("Authenticator app"), "webauthn": _("Passkey"), "recovery_codes": _("Recovery codes")}
    return str(kinds[authenticator.type])


# From what hangs on the account to the account itself: erasing follows this order
PERSONAL = [
    Kept(
        "sessions",
        Session,
        _("Sign-ins that hold"),
        _("So that you stay signed in."),
        _("until they run out or you sign out"),
        lambda person: Q(session_key__in=session_keys(person)),
        (Shown("expire_date", _("runs out")),),
        until=F("expire_date"),
        erase=erase_sessions,
    ),
    Kept(
        "devices",
        UserSession,
        _("Devices that you signed in with"),
        _("So that you see where you are signed in, and can sign out there."),
        _("until the sign-in runs out or you sign out"),
        by_user("user"),
        (
            Shown("created_at", _("signed in")),
            Shown("last_seen_at", _("last seen")),
            Shown("ip", _("network address")),
            Shown("user_agent", _("browser")),
        ),
        until=Coalesce(
            Subquery(Session.objects.filter(session_key=OuterRef("session_key")).values("expire_date")),
            F("last_seen_at"),
        ),
    ),
    Kept(
        "authenticators",
        Authenticator,
        _("Passkeys, code apps and recovery codes"),
        _("So that nobody else signs in as you. Their secrets are shown to nobody."),
        LONG_AS_ACCOUNT,
        by_user("user"),
        (
            Shown("type", _("kind"), kind_of),
            Shown("name", _("name"), str),
            Shown("created_at", _("made")),
            Shown("last_used_at", _("last used")),
        ),
    ),
    Kept(
        "outside-accounts",
        SocialAccount,
        _("Accounts elsewhere that you sign in with"),
        _("So that you can sign in with your organisation's account."),
        LONG_AS_ACCOUNT,
        by_user("user"),
        (
            Shown("provider", _("where")),
            Shown("uid", _("your number there")),
            Shown("date_joined", _("first sign-in")),
            Shown("last_login", _("last sign-in")),
            Shown("extra_data", _("what it told us")),
        ),
    ),
    Kept(
        "addresses",
        EmailAddress,
        _("E-mail addresses"),
        _("So that you can sign in, and mails reach you."),
        LONG_AS_ACCOUNT,
        by_user("user"),
        (
            Shown("email", _("e-mail address")),
            Shown("verified", _("confirmed")),
            Shown("primary", _("where mails go")),
        ),
    ),
    Kept(
        "admin-log",
        LogEntry,
        _("What you changed in the registers"),
        _("So that a mistake in the registers can be traced."),
        format_lazy(_("{time} after the change"), time=period("admin-log")),
        by_user("user"),
        (
            Shown("action_time", _("when")),
            Shown("content_type", _("register")),
            Shown("object_repr", _("row")),
            Shown("change_message", _("what"), LogEntry.get_change_message),
        ),
        until=period("admin-log").after("action_time"),
        erase=erase_log,
        related=("content_type",),
    ),
    Kept(
        "account",
        User,
        _("Account"),
        _("So that the portal knows who you are, what you may do, and in which language to write to you."),
        format_lazy(
            _("{time} after the last sign-in of somebody without a role, who is warned {warned} before"),
            time=period("accounts"),
            warned=period("accounts-warned"),
        ),
        lambda person: Q(pk=person.user.pk),
        (
            "email",
            "name",
            "language",
            "is_active",
            "is_staff",
            "joined_at",
            Shown("last_login", _("last sign-in")),
            "warned_at",
        ),
        until=until,
        forget=erasure.forget_accounts,
        erase=erasure.empty_account,
        warn=idle.warn,
        batch=1,  # an erasure goes through all tables: a run that is cut off has not erased in vain
    ),
]
