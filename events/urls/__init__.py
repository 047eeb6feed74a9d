"""Where events are found: by everybody, and in the workspace."""

from django.urls import URLPattern

from events.urls import boards, breakouts, checking_in, meetings, registering, staff, visitors

public: list[URLPattern] = [*boards.public, *breakouts.public, *checking_in.public, *visitors.public]
workspace: list[URLPattern] = [
    *boards.workspace,
    *breakouts.workspace,
    *checking_in.workspace,
    *meetings.workspace,
    *registering.workspace,
    *staff.workspace,
]

__all__ = ["public", "workspace"]
