"""Whether anything has changed of the rows that a page is made of: one query in place of all that make the page.

PostgreSQL writes a row anew at each change: `ctid` says where the row stands, and `xmin` which transaction wrote it
there. Both of all rows together are what they were only as long as no row was added, changed or taken away.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connection, models


@dataclass(frozen=True)
class Rows:
    """The rows of a model for which `where`, in SQL, is true; `page` in it is the row that the page is of.

    `now` is a condition in SQL of one of these rows whose truth changes with the time.
    """

    model: type[models.Model]
    where: str
    now: str = ""

    @property
    def sql(self) -> str:
        now = f", {self.now}" if self.now else ""
        return (
            f"(SELECT string_agg(concat(rows.xmin, rows.ctid{now}), ' ' ORDER BY rows.id)"  # noqa: S608 (no input)
            f" FROM {self.model._meta.db_table} AS rows WHERE {self.where})"
        )


@dataclass(frozen=True)
class PageRows:
    """All that a kind of page is made of. `page`, in SQL with one parameter, finds the row that such a page is of."""

    page: str
    made_of: tuple[Rows, ...]

    @cached_property
    def sql(self) -> str:
        states = ", ".join(rows.sql for rows in self.made_of)
        return f"WITH page AS ({self.page}) SELECT ARRAY[{states}]::text FROM page"  # noqa: S608 (no input)

    def state(self, parameter: Any) -> str | None:
        """A digest, the same for as long as nothing has changed; None if there is no such page."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [parameter])
            found = cursor.fetchone()
        return found and sha256(found[0].encode()).hexdigest()
