"""Who runs a dialogue. The subject is a dialogue or anything that has one."""

from typing import Any

import rules

from accounts.rules import is_administrator
from dialogues.enums import StaffRoleKind


def dialogue_of(subject: Any) -> Any:
    return getattr(subject, "dialogue", subject)


@rules.predicate
def manages_dialogue(user: Any, subject: Any) -> bool:
    return (
        user.is_authenticated
        and user.staff_roles.filter(dialogue=dialogue_of(subject), kind=StaffRoleKind.MANAGER).exists()
    )


@rules.predicate
def runs_a_dialogue(user: Any) -> bool:
    """As a programme manager or a coordinator, of whichever dialogue."""
    return user.is_authenticated and user.staff_roles.exists()


rules.set_perm("accounts.needs_second_factor", is_administrator | runs_a_dialogue)


@rules.predicate
def manages_some_dialogue(user: Any) -> bool:
    return user.is_authenticated and any(role.kind == StaffRoleKind.MANAGER for role in user.staff_roles.all())


rules.add_perm("dialogues.list_staff", manages_some_dialogue)
rules.add_perm("dialogues.appoint_staff", rules.is_superuser)
rules.add_perm("dialogues.list_dialogues", manages_some_dialogue | rules.is_superuser)
rules.add_perm("dialogues.keep_dialogue", manages_dialogue | rules.is_superuser)
rules.add_perm("dialogues.list_ledgers", manages_some_dialogue | rules.is_superuser)
rules.add_perm("dialogues.keep_ledger", manages_dialogue | rules.is_superuser)
rules.add_perm("dialogues.list_news", manages_some_dialogue | rules.is_superuser)
rules.add_perm("dialogues.write_news", manages_dialogue | rules.is_superuser)
