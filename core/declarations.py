"""What apps declare, each in a module that has the same name in all of them: personal, auditing, backlog and others."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def modules(name: str) -> list[ModuleType]:
    """The modules `<app>.<name>` of the apps that have one, in the order of INSTALLED_APPS."""
    configs = apps.get_app_configs()
    having = [config for config in configs if config.module and module_has_submodule(config.module, name)]
    return [import_module(f"{config.name}.{name}") for config in having]
