"""How often Python looks for rubbish among the objects that a process has made."""

import gc

USUALLY = gc.get_threshold()


def look_seldom() -> None:
    """While a process loads: of some hundred thousand objects that stay nobody need look through those that came so far
    again and again, which took a sixth of a start."""
    gc.set_threshold(20_000)


def look_as_usual() -> None:
    """In a process that stays. What is loaded is left out: looking through it would halt requests, and unshare memory
    that it has in common with processes that it forks."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*USUALLY)
