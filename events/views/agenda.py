"""Staff write an event's agenda, and copy an event."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped
from core.once import once
from core.told import refusals_in
from core.workflow import Refused
from events.enums import EventState
from events.models import Event, Session
from events.telling import agenda, announcing, copying
from events.telling.agenda_forms import CopyForm, NewSessionForm, SessionForm
from events.views.staff import found

WRITTEN_ON = (EventState.DRAFT, EventState.PUBLISHED)


def back(slug: str) -> str:
    return reverse("workspace-event", args=[slug]) + "#agenda"


class SessionView(KeepsTyped, ActingPage):
    """One session; of an event that is public everybody is told of the change."""

    template_name = "events/workspace/session.html"
    form_class: type[SessionForm] = SessionForm
    done = gettext_lazy("The agenda is saved.")

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    @cached_property
    def session(self) -> Session:
        return get_object_or_404(self.event.sessions.select_related("event"), pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.event.state not in WRITTEN_ON and not self.typed:
            return redirect(back(self.event.slug))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, event=self.event, session=self.session)

    def act(self, form: SessionForm) -> str:
        with announcing.locked(self.event):
            current = get_object_or_404(Session.objects.select_related("event"), pk=self.session.pk)
            values = form.merged_with(current)
            if values is None:
                return ""
            agenda.write(current, self.request.user, **form.fields_of(values))
        return back(self.event.slug)


class NewSessionView(SessionView):
    form_class = NewSessionForm

    @cached_property
    def session(self) -> Session:
        """It begins when the last one ends."""
        last = self.event.sessions.order_by("ends_at").last()
        return Session(event=self.event, starts_at=last.ends_at if last else self.event.starts_at)

    def act(self, form: SessionForm) -> str:
        values = {name: form.cleaned_data[name] for name in form.merged_names()}

        def keep() -> str:
            agenda.write(Session(event=self.event), self.request.user, **form.fields_of(values))
            return back(self.event.slug)

        return once(form.cleaned_data["key"], keep)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = found(request, slug)
    session = get_object_or_404(event.sessions.select_related("event"), pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            agenda.remove(session, request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The session is left out."))
            return redirect(back(slug))
    context = {"event": event, "session": session, "holders": agenda.holders(session), "refusal": refusal}
    return render(request, "events/workspace/session_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    event = found(request, slug)
    form = CopyForm(event, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data

        def keep() -> str:
            new = copying.copy(event, request.user, typed["slug"], typed["starts"])
            messages.success(request, _("The event is copied. It is a draft: look at its texts, times and place."))
            return reverse("workspace-event", args=[new.slug])

        with refusals_in(form, "slug"):
            return redirect(once(typed["key"], keep))
    return render(request, "events/workspace/copy.html", {"event": event, "form": form})
