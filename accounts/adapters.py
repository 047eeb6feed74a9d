from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """People come in by invitation of their organisation; nobody makes an account unasked."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
