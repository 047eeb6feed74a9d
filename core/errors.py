"""What may be told of an error to those who run the portal: its kind and where in the code it arose, never its words.

Words quote: the database the row, a mail server the address, Python the value. They are told only of a server that does
not answer, and of an error of our own that says that it `quotes_nobody`.
"""

import traceback

import psycopg
from django.db import InterfaceError, OperationalError
from redis.exceptions import ConnectionError as NoRedis
from redis.exceptions import TimeoutError as SlowRedis

IN_ITS_WORDS = OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError, NoRedis, SlowRedis


def told(error: BaseException) -> str:
    """In one line: "IntegrityError: 23505, table accounts_user, constraint accounts_user_email_key"."""
    known = facts(error)
    return f"{type(error).__name__}: {', '.join(known)}" if known else type(error).__name__


def facts(error: BaseException) -> list[str]:
    """What the machines say of themselves: names of the schema, numbers of errors, who does not answer."""
    refused = next(
        (each for each in (error, error.__cause__) if isinstance(each, psycopg.Error) and each.sqlstate), None
    )
    if refused:
        named = {"table": refused.diag.table_name, "constraint": refused.diag.constraint_name}
        return [str(refused.sqlstate), *(f"{kind} {name}" for kind, name in named.items() if name)]
    if isinstance(error, IN_ITS_WORDS) or getattr(error, "quotes_nobody", False):
        return [str(error).strip()]
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(status, int):
        return [str(status)]
    return [error.strerror] if isinstance(error, OSError) and error.errno and error.strerror else []


def trace(error: BaseException) -> str:
    """As Python shows it, with all that it came of: the lines of the code, and of each error what is told of it."""
    parts = [f"{''.join(traceback.format_tb(each.__traceback__))}{told(each)}" for each in history(error)]
    return "\n\n".join(parts)


def history(error: BaseException) -> list[BaseException]:
    """What came first is first."""
    found: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in found:
        found.insert(0, each)
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return found
