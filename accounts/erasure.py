"""Erasing a person: everything that is kept of her, on her own wish, an administrator's, or because its time is up."""

import logging
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import notifications
from accounts.invitations import addresses_of, spellings
from accounts.models import User
from accounts.security_log import tell
from core.addresses import tidy
from core.kept import Person, Withheld, kinds
from core.models import Mail
from core.personal import to_her
from core.workflow import Refused

logger = logging.getLogger(__name__)


def person_of(user: User, asked_by: Any = None) -> Person:
    """The person with all addresses that are hers. Anybody may ask for a new one: it is hers once she confirmed it."""
    return Person(user, user.name, tuple(sorted(addresses_of(user))), asked_by)


def erase(user: User, by: User | None) -> None:
    """Take her out of everything, all or nothing; nothing happens to somebody who is erased already.

    What is public and what was done stays, without her name. `by` is herself, an administrator, or None for the
    portal. Raises Refused, saying what she must do first.
    """
    with transaction.atomic():
        keep_an_administrator(user)
        held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if held.erased_at:
            return
        person = person_of(held, by)
        for kept in kinds():
            kept.erase(kept.rows_of(person), person)
        User.objects.filter(pk=held.pk).update(erased_by=by)
        notifications.erased(person.user.email, person.user.language)


def of_address(address: str, asked_by: Any = None) -> Person:
    """Somebody without an account, known by her address alone: what stands for her account is in no row."""
    return Person(User(pk=0), "", tuple(sorted(spellings(address))), asked_by)


def kept_with(person: Person) -> bool:
    return any(kept.rows_of(person).exists() for kept in kinds())


def erase_address(address: str, by: User) -> None:
    """Take her who has no account out of everything, all or nothing; a mail to the address says so."""
    person = of_address(address, by)
    with transaction.atomic():
        last = Mail.objects.filter(to_her(person)).order_by("-pk").first()
        for kept in kinds():
            if kept.model is not User:
                kept.erase(kept.rows_of(person), person)
        tell(logging.INFO, "person without account erased", by=by.pk)
        notifications.erased_address(tidy(address), last.language if last else settings.LANGUAGE_CODE)


def keep_an_administrator(user: User) -> None:
    """Of two administrators who erase themselves at once the second sees that the first is gone."""
    administrators = User.objects.filter(is_superuser=True, is_active=True).select_for_update(of=("self",), no_key=True)
    if [person.pk for person in administrators.order_by("pk")] == [user.pk]:
        raise Refused(_("You are the only administrator. Make somebody else administrator first."))


def empty_account(rows: QuerySet[Any], person: Person) -> None:
    """The row that trails point at stays, and nobody can ever sign in with it."""
    user = User.objects.get(pk=person.user.pk)
    user.email, user.name, user.language = person.erased_address, "", User._meta.get_field("language").default
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = user.warned_at = None
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()


def forget_accounts(rows: QuerySet[Any]) -> Withheld:
    """One at a time: somebody who cannot be erased yet, or at all, keeps nobody else."""
    withheld: Withheld = {}
    for user in rows:
        try:
            erase(user, by=None)
        except Refused as refusal:
            reason = str(refusal)
        except Exception:
            logger.exception("Erasing account %s failed", user.pk)
            reason = _("An error stood in the way; the log has it.")
        else:
            continue
        withheld[reason] = withheld.get(reason, 0) + 1
    return withheld
