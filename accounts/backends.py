"""How the portal knows people."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class PeopleBackend(AuthenticationBackend):
    """By address and password. What somebody may stands in each app's rules.py; Django's permissions nobody has."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
