"""Where events are found: by everybody, and in the workspace."""

from django.urls import URLPattern

from events.urls import boards, checking_in, registering, staff, visitors

public: list[URLPattern] = [*boards.public, *checking_in.public, *visitors.public]
workspace: list[URLPattern] = [*boards.workspace, *checking_in.workspace, *registering.workspace, *staff.workspace]

__all__ = ["public", "workspace"]
