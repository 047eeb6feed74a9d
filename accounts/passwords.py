"""What a password must be."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Django's, with a sentence that is there in all languages of the portal."""

    def get_error_message(self) -> str:
        return _("This password is too short: it must have at least %(least)s characters.") % {"least": self.min_length}
