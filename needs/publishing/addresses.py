"""Where a brief is fetched: under its language, its version and, after the first, its edition; and where before."""

from django.urls import reverse
from django.utils import translation

from needs.models import Brief, Edition


def preview_address(brief: Brief, slug: str) -> str:
    """Where the managers of its dialogue read a brief before it is public."""
    with translation.override(brief.language):
        return reverse("workspace-challenge-preview-brief", args=[slug])


def brief_address(brief: Brief, slug: str, number: int, edition: Edition) -> str:
    with translation.override(brief.language):
        if edition.is_first:
            return reverse("brief", args=[slug, number])
        return reverse("brief-edition", args=[slug, number, edition.number])
