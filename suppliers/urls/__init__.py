"""The suppliers' addresses: pages for everybody, and the workspace of companies and of staff."""

from django.urls import URLPattern, URLResolver

from suppliers.urls import companies, following, questions, reading, requests

account: list[URLPattern] = companies.account
public: list[URLPattern | URLResolver] = [
    *companies.public,
    *following.public,
    *questions.public,
    *requests.public,
    *reading.public,
]
workspace: list[URLPattern | URLResolver] = [
    *following.workspace,
    *questions.workspace,
    *requests.workspace,
    *reading.workspace,
    *companies.workspace,
]

__all__ = ["account", "public", "workspace"]
