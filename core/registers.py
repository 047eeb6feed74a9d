"""What the register pages of Django's admin share."""

from django.db import models

# An address typed without its scheme is meant as https
FORMFIELDS = {models.URLField: {"assume_scheme": "https"}}
