"""Errors told to a Sentry of the operator's (SENTRY_DSN): what kind, where in the code, and the reference number.

Never what somebody typed, asked for or is: no address, query, body, cookie, header, argument or variable leaves the
portal, and of an error not its words, which may quote a row.
"""

from typing import Any

from django.conf import settings

from dialogue_portal.logs import number

KEPT = {"event_id", "timestamp", "platform", "level", "logger", "exception", "transaction", "release", "environment"}


def start(dsn: str) -> None:
    """Only here is Sentry's library wanted, an extra of pyproject.toml that requirements.txt has."""
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn,
        before_send=scrubbed,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(transaction_style="function_name"), CeleryIntegration()],
    )


def scrubbed(event: Any, _hint: Any) -> Any:
    """The event with what is on the list, and nothing that a person wrote."""
    kept = {name: value for name, value in event.items() if name in KEPT}
    for error in kept.get("exception", {}).get("values", []):
        error["value"] = ""
    words = event.get("logentry", {}).get("message")
    if words and is_ours(event.get("logger", "")):  # a sentence of our code, without what it is filled with
        kept["logentry"] = {"message": words}
    return kept | {"tags": {"number": number.get()[:8]}}


def is_ours(logger: str) -> bool:
    """Others log words of what failed as the sentence itself."""
    return bool(logger) and (settings.BASE_DIR / logger.partition(".")[0]).is_dir()
