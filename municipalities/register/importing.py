"""Brings a register into the portal: all of it or nothing."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from municipalities.enums import Kind
from municipalities.models import Municipality
from municipalities.register.compare import Comparison, Plan
from municipalities.register.entries import Entry
from municipalities.register.figures import Figures

BATCH = 200
Progress = Callable[[int, int], None]  # how many of how many are written


def bring_in(
    entries: list[Entry],
    country: str,
    *,
    figures: Figures,
    on: date,
    dry_run: bool = False,
    close_many: bool = False,
    progress: Progress = lambda done, total: None,
) -> Plan:
    """`on` is the day from which what is gone counts as closed. People, participations
    and needs stay where they are.
    """
    with transaction.atomic():
        rows = Municipality.objects.select_for_update(of=("self",)).filter(country=country, kind=Kind.MUNICIPALITY)
        plan = Comparison(list(rows.order_by("pk")), entries, figures).run(country, on, close_many=close_many)
        if not dry_run:
            write(plan, progress)
    return plan


def write(plan: Plan, progress: Progress) -> None:
    """The new ones first: an old one may go into one of them."""
    link_mergers = {"merged_into"} if plan.mergers else set()
    total = len(plan.new) + len(plan.changed)
    for start in range(0, len(plan.new), BATCH):
        batch = plan.new[start : start + BATCH]
        Municipality.objects.bulk_create(batch)
        progress(start + len(batch), total)
    point_to_successors(plan)
    changed = list(plan.changed.values())
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        Municipality.objects.bulk_update(batch, sorted(plan.fields | link_mergers))
        progress(len(plan.new) + start + len(batch), total)


def point_to_successors(plan: Plan) -> None:
    by_code = {body.code: body for body in [*plan.changed.values(), *plan.new]}
    missing = {code for _body, code in plan.mergers} - by_code.keys()
    for old, code in plan.mergers:
        if code in missing:
            old.merged_into = Municipality.objects.get(country=old.country, kind=Kind.MUNICIPALITY, code=code)
        else:
            old.merged_into = by_code[code]
