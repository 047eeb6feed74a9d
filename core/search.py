"""Searching names as people type them."""

from django.db.models import Func, TextField


class Fold(Func):
    """The database's own `fold`: small letters without accents, "å" and "aa" alike, so that "orebro" finds "Örebro"."""

    function = "fold"
    output_field = TextField()
