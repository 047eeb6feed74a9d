"""What is kept of those who act for a company."""

from django.utils.translation import gettext_lazy as _

from core.personal import Kept, by_user
from suppliers.models import Representative

PERSONAL = [
    Kept(
        "representatives",
        Representative,
        _("Companies that you act for"),
        _("So that the portal knows for whom you speak."),
        _("until the role ends"),
        by_user("user"),
        ("company",),
        is_role=True,
        related=("company",),
    )
]
