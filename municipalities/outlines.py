"""The Nordic countries on a plane: areas are true to each other; Greenland has a frame and a scale of its own."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt

from django.conf import settings

from core.enums import Country
from core.topojson import Point, Ring, outlines

WIDTH, HEIGHT = 640.0, 475.0
PATH_SCALE = 10  # units of a path in a pixel
ATLAS = settings.BASE_DIR / "node_modules/world-atlas/countries-50m.json"
NAMES = {
    "Norway": Country.NORWAY,
    "Sweden": Country.SWEDEN,
    "Denmark": Country.DENMARK,
    "Finland": Country.FINLAND,
    "Iceland": Country.ICELAND,
    "Faeroe Is.": Country.FAROE_ISLANDS,
    "Greenland": Country.GREENLAND,
    "Åland": Country.ALAND,
}
NORTHERNMOST = 72.0  # degrees: the mainland's end; Svalbard lies beyond the picture
SMALLEST, NEAREST = 6.0, 0.9  # square pixels of an island, pixels between two points; less is not seen
OF_SMALL_ISLANDS = (Country.FAROE_ISLANDS, Country.ALAND)


@dataclass(frozen=True)
class Frame:
    """Where a part of the world is drawn: the place at its middle in degrees and pixels, and pixels per radian."""

    longitude: float
    latitude: float
    x: float
    y: float
    scale: float

    def place(self, point: Point) -> Point:
        """Lambert's azimuthal equal-area projection."""
        east, north, middle = radians(point[0] - self.longitude), radians(point[1]), radians(self.latitude)
        away = sqrt(2 / (1 + sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)))
        x = away * cos(north) * sin(east)
        y = away * (cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east))
        return self.x + self.scale * x, self.y - self.scale * y


NORDIC = Frame(8, 63, 353, 245, 1500)
GREENLAND = Frame(-42, 72, 62, 380, 400)
INSET = (8.0, 288.0, 110.0, 184.0)  # x, y, width and height of Greenland's frame


def frame_of(country: str) -> Frame:
    return GREENLAND if country == Country.GREENLAND else NORDIC


@cache
def paths() -> dict[Country, str]:
    """Each country's outline as the data of an SVG path; read once in the life of a process."""
    shapes = outlines(ATLAS, "countries", frozenset(NAMES))
    return {country: path(country, shapes[name]) for name, country in NAMES.items()}


def path(country: Country, rings: list[Ring]) -> str:
    frame = frame_of(country)
    within = [points for points in rings if frame is GREENLAND or points[0][1] < NORTHERNMOST]
    placed = [[frame.place(point) for point in points] for points in within]
    seen = placed if country in OF_SMALL_ISLANDS else [points for points in placed if area(points) >= SMALLEST]
    return "".join(closed_line(thinned(points)) for points in seen)


def area(points: Ring) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def thinned(points: Ring) -> Ring:
    kept = points[:1]
    for x, y in points[1:]:
        if hypot(x - kept[-1][0], y - kept[-1][1]) >= NEAREST:
            kept.append((x, y))
    return kept


def closed_line(points: Ring) -> str:
    """In steps of whole tenths of a pixel, which is shortest."""
    tenths = [(round(x * PATH_SCALE), round(y * PATH_SCALE)) for x, y in points]
    steps = (f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(tenths))
    return f"M{tenths[0][0]} {tenths[0][1]}l{' '.join(steps)}z".replace(" -", "-")
