"""The page on which an event's minutes are written, agreed and published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from core.acting_views import ActingPage
from core.kept_forms import KeepsTyped, forget, keep, keeps_typed, kept_for
from core.texts import missing_languages, text_of
from core.workflow import Refused
from dialogues.staff_forms import ReasonForm
from events.models import Event, Minutes, Session
from events.telling import minutes
from events.telling.forms import MinutesForm, NoteForm
from events.views.staff import found

STEPS = {
    "agree": pgettext_lazy("minutes", "Agreed"),
    "reopen": gettext_lazy("Opened again"),
    "publish": gettext_lazy("Published"),
    "supersede": gettext_lazy("Corrected"),
}
ACTIONS = ("agree", "reopen", "publish", "correct", "discard")


class MinutesView(KeepsTyped, ActingPage):
    template_name = "events/workspace/minutes.html"
    form_class = MinutesForm
    done = gettext_lazy("The minutes are saved.")

    @cached_property
    def event(self) -> Event:
        return found(self.request, self.kwargs["slug"])

    @cached_property
    def session(self) -> Session | None:
        """Which the minutes are of, or None for the whole event."""
        return session_of(self.event, self.kwargs.get("session"))

    @cached_property
    def minutes(self) -> Minutes:
        return minutes.of_event(self.event, self.session)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": minutes.of_event(self.event, self.session)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trail = self.minutes.trail.select_related("actor") if self.minutes.pk else []
        return super().get_context_data(
            **kwargs,
            event=self.event,
            minutes=self.minutes,
            session=self.session,
            track=text_of(self.session, "track") if self.session else "",
            sessions=[] if self.session else self.event.sessions.order_by("starts_at", "track", "pk"),
            steps={action: page_of(self.event, self.session, action) for action in ACTIONS},
            missing=missing_languages(self.minutes, "text"),
            seen=minutes.mark(self.minutes),
            note_form=NoteForm(self.typed_with("agree"), auto_id="note-%s"),
            reason_form=ReasonForm(self.typed_with("reopen"), auto_id="reason-%s"),
            trail=[(step, STEPS[step.action]) for step in trail],
            former=minutes.former_of(self.minutes),
        )

    def typed_with(self, action: str) -> QueryDict | None:
        """What came with a step that was refused, or sent without a session."""
        place = kept_for(self.request, step_name(self.session))
        return place[1] if place and place[0] == {**self.kwargs, "action": action} else None

    def act(self, form: MinutesForm) -> str:
        with minutes.draft_of(self.event, self.request.user, self.session) as current:
            values = form.merged_with(current)
            if values is None:
                return ""
            minutes.write(current, self.request.user, **{name: value or "" for name, value in values.items()})
        return page_of(self.event, self.session)


def session_of(event: Event, pk: int | None) -> Session | None:
    return get_object_or_404(event.sessions, pk=pk) if pk else None


def step_name(session: Session | None) -> str:
    return f"workspace-{'session' if session else 'event'}-minutes-step"


def page_of(event: Event, session: Session | None, action: str = "") -> str:
    """The address of the page, or of a step on it."""
    name = step_name(session) if action else step_name(session).removesuffix("-step")
    return reverse(name, args=[event.slug, *([session.pk] if session else []), *([action] if action else [])])


@keeps_typed
@require_POST
def step(request: HttpRequest, slug: str, action: str, session: int | None = None) -> HttpResponse:
    """Agree, open again, publish; begin a correction, or throw it away."""
    event = found(request, slug)
    part = session_of(event, session)
    current = minutes.of_event(event, part)
    if not current.pk:
        raise Http404
    try:
        if action == "agree":
            seen, note = request.POST.get("seen", ""), request.POST.get("note", "")[:500]
            minutes.agree(current, request.user, seen, note)
            messages.success(request, _("The minutes are agreed. Publish them, so that everybody can read them."))
        elif action == "reopen":
            minutes.reopen(current, request.user, request.POST.get("reason", "")[:2000])
            messages.success(request, _("The minutes are a draft again."))
        elif action == "correct":
            minutes.correct(current, request.user)
            messages.success(request, _("Write the correction. What is public stays until you publish it."))
        elif action == "discard":
            minutes.discard(current, request.user)
            messages.success(request, _("The correction is thrown away."))
        else:
            minutes.publish(current, request.user, request.POST.get("seen", ""))
            messages.success(request, _("The minutes are public."))
    except Refused as refusal:
        keep(request)
        messages.error(request, str(refusal))
    else:
        forget(request)
    return redirect(page_of(event, part))
