"""Rows that people put in order, each with its `position` from 1 on."""

from typing import Any


def moved(rows: list[Any], row: Any, places: int) -> list[Any]:
    """The rows in a new order: this one so many places further down, or up where that is negative."""
    order = list(rows)
    place = order.index(row)
    order.insert(max(place + places, 0), order.pop(place))
    return order


def put_behind(rows: list[Any], row: Any, new: Any) -> list[Any]:
    """The rows with a new one right behind this."""
    order = [other for other in rows if other != new]
    order.insert(order.index(row) + 1, new)
    return order


def number(rows: list[Any]) -> None:
    """Write the positions of rows of one model, in this order."""
    for position, row in enumerate(rows, start=1):
        row.position = position
    if rows:
        type(rows[0])._base_manager.bulk_update(rows, ["position"])
