"""A form that was sent without a session, such as after a long break: what was typed is there again after the sign-in.

A view marked with `keeps_typed` gets it back with `kept` when it shows its form, and forgets it once it is stored.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, QueryDict

KEPT = "kept_form"
MOST = 60_000  # characters of one form
NOT_KEPT = {"csrfmiddlewaretoken"}


def keeps_typed(view: Callable[..., Any]) -> Callable[..., Any]:
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def keep(request: HttpRequest) -> None:
    """Put what was typed into the session of the person who is going to sign in."""
    typed = {name: value for name, value in request.POST.dict().items() if name not in NOT_KEPT}
    if sum(map(len, typed.values())) <= MOST:
        request.session[KEPT] = {"path": request.path, "typed": typed}


def kept(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form at this address before the sign-in."""
    form = request.session.get(KEPT)
    if not form or form["path"] != request.path:
        return None
    data = QueryDict(mutable=True)
    data.update(form["typed"])
    return data


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
