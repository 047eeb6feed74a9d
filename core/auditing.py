"""The audit asks each app: its auditing.py has `findings`, sentences for the operator on what does not fit."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def findings() -> Iterator[str]:
    for app in apps.get_app_configs():
        if app.name != "core" and app.module and module_has_submodule(app.module, "auditing"):
            yield from import_module(f"{app.name}.auditing").findings()
