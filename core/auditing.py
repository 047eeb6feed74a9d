"""The audit asks each app: its auditing.py has `findings`, sentences for the operator on what does not fit."""

from collections.abc import Iterator

from core.declarations import modules


def findings() -> Iterator[str]:
    for module in modules("auditing"):
        if module.__name__ != __name__:
            yield from module.findings()
