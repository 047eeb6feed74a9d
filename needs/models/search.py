"""What of a need is searched. The database keeps it: see the triggers of migration 0002."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from needs.models.need import Need


class SearchText(models.Model):
    """A need's words, each stemmed as its own language does.

    `words` has the texts in all languages, titles weighted above the rest, and a token for the body
    ("body:12"), the category ("category:3") and each code ("cpv:60160000"). `title` is one title without accents:
    the English one, or else the original.
    """

    need = models.OneToOneField(Need, models.CASCADE, primary_key=True, related_name="search")
    title = models.TextField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="need_words"),
            models.Index(fields=["title", "-need"], name="need_by_title"),
            GinIndex(fields=["title"], name="need_title_near", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.title
