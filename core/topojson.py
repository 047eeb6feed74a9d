"""Reading outlines from TopoJSON, where neighbours share their borders as arcs of small steps."""

import json
from itertools import accumulate
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # degrees: longitude, latitude
Ring = list[Point]


def outlines(path: Path, layer: str, names: frozenset[str]) -> dict[str, list[Ring]]:
    """The outer rings of each named shape of a layer, by its name."""
    topology = json.loads(path.read_bytes())
    shapes = topology["objects"][layer]["geometries"]
    return {
        shape["properties"]["name"]: [ring(topology, polygon[0]) for polygon in polygons(shape)]
        for shape in shapes
        if shape["properties"]["name"] in names
    }


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    """Each as its rings, each ring as numbers of arcs."""
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]


def ring(topology: dict[str, Any], numbers: list[int]) -> Ring:
    """Arcs end where the next begins; `~number` is an arc walked backwards."""
    points: Ring = []
    for number in numbers:
        walked = arc(topology, number) if number >= 0 else arc(topology, ~number)[::-1]
        points += walked[1:] if points else walked
    return points


def arc(topology: dict[str, Any], number: int) -> Ring:
    """Each point is stored as the step from the one before, in whole units of the topology's scale."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    xs, ys = (accumulate(steps) for steps in zip(*topology["arcs"][number], strict=True))
    return [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(xs, ys, strict=True)]
