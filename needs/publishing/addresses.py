"""Where a brief is fetched: under its language, its version and, after the first, its edition."""

from django.urls import reverse
from django.utils import translation

from needs.models import Brief, Edition


def brief_address(brief: Brief, slug: str, number: int, edition: Edition) -> str:
    with translation.override(brief.language):
        if edition.is_first:
            return reverse("brief", args=[slug, number])
        return reverse("brief-edition", args=[slug, number, edition.number])
