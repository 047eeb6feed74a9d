"""Who may do what with the portal's own machinery."""

import rules

rules.add_perm("core.view_mails", rules.is_active & rules.is_staff)
