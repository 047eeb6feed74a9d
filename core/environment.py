"""The environment, in which a file may stand for a value: NAME_FILE names one that has what NAME would say.

What is secret comes so where the portal runs for real: an environment is shown by many tools, and inherited. The
settings read it, so nothing here may want Django to be ready.
"""

from urllib.parse import quote, urlsplit

import environ
from environ.fileaware_mapping import FileAwareMapping


class Trimmed(FileAwareMapping):
    """Without the end of the line with which editors and shells leave a file."""

    def __getitem__(self, key: str) -> str:
        return str(super().__getitem__(key)).rstrip("\r\n")


class Environment(environ.Env):
    ENVIRON = Trimmed()


def with_password(address: str, password: str) -> str:
    """The address of a service with a password that is kept apart from it; without one as it is."""
    if not password:
        return address
    parts = urlsplit(address)
    user, host = parts.username or "", parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}").geturl()
