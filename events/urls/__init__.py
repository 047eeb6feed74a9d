"""Where events are found: by everybody, and in the workspace."""

from django.urls import URLPattern

from events.urls import registering, staff, visitors

public: list[URLPattern] = visitors.public
workspace: list[URLPattern] = [*registering.workspace, *staff.workspace]

__all__ = ["public", "workspace"]
