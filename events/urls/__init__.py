"""Where events are found: by everybody, and in the workspace."""

from django.urls import URLPattern

from events.urls import checking_in, registering, staff, visitors

public: list[URLPattern] = [*checking_in.public, *visitors.public]
workspace: list[URLPattern] = [*checking_in.workspace, *registering.workspace, *staff.workspace]

__all__ = ["public", "workspace"]
