"""Addresses that titles make."""

import pytest

from core.slugs import free_slug, slug_of
from needs.models import Challenge
from tests.factories import ChallengeFactory


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kjøretøy på Ålesunds byggeplasser", "kjoretoy-pa-alesunds"),
        ("Þjónusta við Ærø", "thjonusta-vid-aero"),
        ("Quiet nights in town", "quiet-nights-in-town"),
        ("Quiet nights in towns", "quiet-nights-in"),
        ("Donaudampfschifffahrtsgesellschaft", "donaudampfschifffahr"),
        ("مرحبا!", "challenge"),
    ],
)
def test_a_title_is_written_without_accents_and_cut_behind_a_whole_word(title: str, slug: str) -> None:
    assert slug_of(title, 20, "challenge") == slug


@pytest.mark.django_db
def test_an_address_that_is_taken_or_reserved_gets_the_next_number() -> None:
    for slug in ("vans", "vans-2", "vans-at-night"):
        ChallengeFactory(slug=slug)
    rows = Challenge.objects.all()
    assert [free_slug(wanted, rows, ["add"]) for wanted in ("ships", "vans", "add")] == ["ships", "vans-3", "add-2"]
