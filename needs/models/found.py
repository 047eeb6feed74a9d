"""What everybody may find: published challenges and public needs. Triggers write it: see migrations 0015 and 0021."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from needs.models.challenge import Challenge
from needs.models.need import Need


class Found(models.Model):
    """A row for each thing that is public, and for nothing else: so no search or count can tell of the rest.

    `words` as in `SearchText`; `facets` are tokens like "country:NO", one for each value that it is found under.
    """

    words = SearchVectorField()
    facets = ArrayField(models.TextField())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return " ".join(self.facets)


def subject(model: Any) -> Any:
    """The row goes with its subject, in the database: triggers write it, and Django would delete it too early."""
    return models.OneToOneField(
        model, models.DO_NOTHING, primary_key=True, related_name="found", db_constraint=False, editable=False
    )


class PublicChallenge(Found):
    """A challenge's published statement in all languages; years are those of which a figure is shown."""

    challenge = subject(Challenge)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="challenge_words"),
            GinIndex(fields=["facets"], name="challenge_facets"),
        ]


class PublicNeed(Found):
    """A need that its owner made public; years are those of the lines that may be shown."""

    need = subject(Need)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="public_need_words"),
            GinIndex(fields=["facets"], name="public_need_facets"),
        ]


class FoundCount(models.Model):
    """How many rows of a whole list have a token, and with the empty token how many there are."""

    of_table = models.CharField(max_length=63)
    token = models.TextField(blank=True)
    rows = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of_table", "token"], name="one_count_of_a_token")]

    def __str__(self) -> str:
        return f"{self.of_table} {self.token}: {self.rows}"
