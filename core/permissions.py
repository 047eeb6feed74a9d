"""Permissions are asked by name; the rules stand in each app's rules.py."""

from typing import Any

from django.core.exceptions import PermissionDenied


def require(user: Any, permission: str, subject: Any = None) -> None:
    """Raise PermissionDenied unless the person may do this to the subject."""
    if not user.has_perm(permission, subject):
        raise PermissionDenied
