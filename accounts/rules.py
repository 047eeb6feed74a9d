"""Who must sign in with a second factor; higher floors add the roles that they know of."""

from typing import Any

import rules


@rules.predicate
def is_administrator(user: Any) -> bool:
    return user.is_authenticated and user.is_staff


rules.add_perm("accounts.needs_second_factor", is_administrator)
