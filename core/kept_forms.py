"""A form that was sent without a session, such as after a long break: what was typed is there again after the sign-in.

A view marked with `keeps_typed` gets it back with `kept` when it shows its form, and forgets it once it is stored; a
form's page does so by itself with `KeepsTyped`. A form on a page of many may `keep` what it does not take, too.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_path, override
from django.views.generic.base import View

KEPT = "kept_form"
MOST = 60_000  # characters of one form
NOT_KEPT = {"csrfmiddlewaretoken"}


def keeps_typed(view: Callable[..., Any]) -> Callable[..., Any]:
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def keep(request: HttpRequest) -> None:
    """Put what was typed into the session, mostly of the person who is going to sign in."""
    typed = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    if sum(len(value) for values in typed.values() for value in values) <= MOST:
        request.session[KEPT] = {"path": request.path, "typed": typed}


def kept(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form at this address before the sign-in."""
    form = request.session.get(KEPT)
    return typed_in(request) if form and form["path"] == request.path else None


def kept_for(request: HttpRequest, name: str) -> tuple[dict[str, Any], QueryDict] | None:
    """What was typed into a form that another address takes, called `name`, with what that address says."""
    place = resolved(request.session.get(KEPT, {}).get("path", ""))
    return (place.kwargs, typed_in(request)) if place and place.url_name == name else None


def resolved(path: str) -> ResolverMatch | None:
    """What an address leads to, in whatever language it was asked for; None where it leads nowhere any more."""
    with override(get_language_from_path(path)), suppress(Resolver404):
        return resolve(path)
    return None


def typed_in(request: HttpRequest) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in request.session[KEPT]["typed"].items():
        data.setlist(name, values)
    return data


def forget(request: HttpRequest) -> None:
    """What was typed at this address."""
    if request.session.get(KEPT, {}).get("path") == request.path:
        del request.session[KEPT]


class KeepsTyped(View):
    """A form's page whose form has again what was typed before the sign-in (`is_kept`), until it leads on elsewhere.

    Where the address says what is chosen, `chosen_as` is its name there and in the form. What was typed for those, or
    for some of them, is shown.
    """

    request: Any
    chosen_as = ""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., Any]:
        return keeps_typed(super().as_view(**initkwargs))

    @cached_property
    def typed(self) -> QueryDict | None:
        typed = kept(self.request) if self.request.method == "GET" else None
        return typed if typed and self.is_for_chosen(typed) else None

    def is_for_chosen(self, typed: QueryDict) -> bool:
        chosen, sent = (set(data.getlist(self.chosen_as)) for data in (self.request.GET, typed))
        return not self.chosen_as or (bool(sent) and sent <= chosen)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            forget(request)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"data": self.typed} if self.typed else kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, is_kept=bool(self.typed))  # type: ignore[misc, no-any-return]
