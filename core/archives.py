"""Zip archives that people send: how much is in one is asked before its list is read, and nothing is believed of it.

Of an archive that is taken every reader finds the same list: it stands at the end, without a comment behind it and
without a second one of ZIP64.
"""

import struct
import zlib
from copy import copy
from io import SEEK_END
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_OF_A_LIST = 1024 * 1024
# The mark, the number of parts, the length of the list, where it begins, the length of the comment
END = struct.Struct("<4s6xHLLH")
LOCATOR_SIZE = 20  # of what leads to the list of ZIP64; it stands right before the end
DAMAGED = (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, UnicodeDecodeError, zlib.error, LZMAError)


class TooMuch(Exception):
    """More parts than may be, or more bytes once they are unpacked."""


def open_archive(file: Any, most_parts: int, most_unpacked: int) -> ZipFile:
    """Raises TooMuch, before anything is made of the list where that is too long, or one of DAMAGED."""
    number = number_of_parts(file)
    if number > most_parts:
        raise TooMuch
    archive = ZipFile(file)
    if len(archive.infolist()) != number:
        raise BadZipFile("The list is not as long as it says.")
    if sum(part.file_size for part in archive.infolist()) > most_unpacked:
        raise TooMuch
    return archive


def number_of_parts(file: Any) -> int:
    length = file.seek(0, SEEK_END)
    file.seek(max(length - END.size - LOCATOR_SIZE, 0))
    tail = file.read()
    mark, number, size, start, comment = END.unpack(tail[-END.size :].rjust(END.size, b"\0"))
    if mark != b"PK\x05\x06" or comment:
        raise BadZipFile("It does not end as an archive does.")
    if tail.startswith(b"PK\x06\x07") or size > MOST_OF_A_LIST:
        raise TooMuch
    if start + size != length - END.size:
        raise BadZipFile("Its list is not where it says.")
    return int(number)


def unpacked(archive: ZipFile, part: ZipInfo) -> bytes:
    """All of a part. Raises BadZipFile where that is not as long as the list says: other readers do not ask it."""
    longer = copy(part)
    longer.file_size += 1  # or else Python stops where the list says
    with archive.open(longer) as file:
        content = file.read(longer.file_size)
    if len(content) != part.file_size:
        raise BadZipFile("A part is not as long as the list says.")
    return content
