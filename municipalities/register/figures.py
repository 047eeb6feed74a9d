"""Further files beside a register: inhabitants, coordinates, and which municipality became which."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from core.imports import FileRefused
from municipalities.register.entries import DIGITS
from municipalities.register.tables import Row, Shape, read

CODE = ["code"]
INHABITANTS = Shape({"code": CODE, "inhabitants": ["inhabitants", "population"]}, ("code", "inhabitants"))
COORDINATES = Shape(
    {"code": CODE, "latitude": ["latitude"], "longitude": ["longitude"]}, ("code", "latitude", "longitude")
)
# Also as Statistics Norway lists changes
MERGERS = Shape({"old": ["old_code", "oldcode"], "new": ["new_code", "newcode"]}, ("old", "new"), encoding="cp1252")
MOST_INHABITANTS = 10_000_000
Value = TypeVar("Value")


@dataclass(frozen=True)
class Figures:
    """By code: inhabitants, latitude and longitude, and the codes that an old one went into."""

    inhabitants: dict[str, int] = field(default_factory=dict)
    coordinates: dict[str, tuple[float, float]] = field(default_factory=dict)
    mergers: dict[str, list[str]] = field(default_factory=dict)


def inhabitants(data: bytes, country: str) -> dict[str, int]:
    return by_code(read(data, INHABITANTS), country, count)


def coordinates(data: bytes, country: str) -> dict[str, tuple[float, float]]:
    return by_code(read(data, COORDINATES), country, place)


def mergers(data: bytes, country: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in read(data, MERGERS):
        found.setdefault(row["old"].zfill(DIGITS[country]), []).append(row["new"].zfill(DIGITS[country]))
    return found


def by_code(rows: list[Row], country: str, value: Callable[[Row], Value]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    problems = []
    for row in rows:
        code = row["code"].zfill(DIGITS[country])
        if code in found:
            problems.append(f"Line {row.line}: the code {code} stands in the file twice.")
        try:
            found[code] = value(row)
        except ValueError as error:
            problems.append(f"Line {row.line}: {error}.")
    if problems:
        raise FileRefused(*problems)
    return found


def count(row: Row) -> int:
    text = row["inhabitants"].replace(" ", "")
    if not text.isascii() or not text.isdigit() or int(text) > MOST_INHABITANTS:
        raise ValueError(f"{row['inhabitants']!r} is no number of inhabitants")
    return int(text)


def place(row: Row) -> tuple[float, float]:
    """Degrees, north and east; the Nordic countries lie between 54 and 84 north, 75 west and 32 east."""
    try:
        latitude, longitude = (float(row[name].replace(",", ".")) for name in ("latitude", "longitude"))
    except ValueError:
        raise ValueError(f"{row['latitude']!r}, {row['longitude']!r} are no degrees") from None
    if not (54 <= latitude <= 84 and -75 <= longitude <= 32):
        raise ValueError(f"{latitude}, {longitude} is not in the Nordic countries")
    return latitude, longitude
