"""What the register pages of Django's admin share."""

from typing import Any

from django.db import models

# An address typed without its scheme is meant as https
FORMFIELDS: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {models.URLField: {"assume_scheme": "https"}}
