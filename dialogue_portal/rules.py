"""What administrators do that belongs to no single floor."""

import rules

from accounts.rules import is_administrator

rules.add_perm("dialogue_portal.keep_retention", is_administrator)
