"""Who runs a dialogue. The subject is a dialogue or anything that has one."""

from typing import Any

import rules

from dialogues.enums import StaffRoleKind


def dialogue_of(subject: Any) -> Any:
    return getattr(subject, "dialogue", subject)


@rules.predicate
def manages_dialogue(user: Any, subject: Any) -> bool:
    return (
        user.is_authenticated
        and user.staff_roles.filter(dialogue=dialogue_of(subject), kind=StaffRoleKind.MANAGER).exists()
    )
