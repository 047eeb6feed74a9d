"""The day itself, as those who run it see it: who meets whom now, what changes, and the minutes of each meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.kept_forms import forget, keeps_typed, kept_for
from core.numbers import row_number
from core.sorting import in_alphabet
from core.told import refusals_in, told
from dialogues.staff_forms import ReasonForm
from events.meetings import changing, minutes, showing
from events.meetings.forms import AwayForm, slot_label
from events.meetings.wish_forms import MinutesForm, TakeDownForm, to_take_down
from events.models import Meeting, MeetingDay, MeetingMinutes
from events.telling import minutes as event_minutes
from events.views.meetings import day_of


def meeting_of(request: HttpRequest, slug: str, number: str) -> Meeting:
    day = day_of(request, slug)
    return get_object_or_404(Meeting.objects.whole(), day=day, key=number)


@require_safe
def day_page(request: HttpRequest, slug: str) -> HttpResponse:
    day = day_of(request, slug)
    return day_with(request, day, AwayForm(day, sides(day)))


def day_with(request: HttpRequest, day: MeetingDay, form: AwayForm) -> HttpResponse:
    bodies = showing.bodies_of(day)
    context = {
        "event": day.event,
        "day": day,
        "bodies": bodies,
        "rows": showing.standing(day, bodies),
        "in_the_way": showing.in_the_way(day),
        "away_form": form,
        "rooms": list(day.rooms.all()),
        "for_all": for_all(day),
    }
    return render(request, "events/meetings/day.html", context)


def sides(day: MeetingDay) -> list[tuple[str, Any]]:
    bodies = [(f"body-{body.pk}", str(body)) for body in day.bodies.select_related("municipality")]
    askers = day.companies.filter(meetings__isnull=False).distinct().select_related("company")
    askers = askers.order_by(*in_alphabet("company__name"), "pk")
    return [(_("Public buyers"), bodies), (_("Companies"), [(f"company-{one.pk}", str(one)) for one in askers])]


def for_all(day: MeetingDay) -> list[MeetingMinutes]:
    """What matters to all and is not told yet."""
    rows = MeetingMinutes.objects.filter(meeting__day=day, told_in=None).exclude(for_all="")
    return list(rows.select_related("meeting__body__municipality", "meeting__asker__company"))


@require_POST
def away(request: HttpRequest, slug: str) -> HttpResponse:
    """A delay, somebody who leaves earlier; or that she is there after all."""
    day = day_of(request, slug)
    form = AwayForm(day, sides(day), request.POST)
    if not form.is_valid():
        return day_with(request, day, form)
    if "back" in request.POST:
        changing.come_back(form.side, form.slots, request.user)
        messages.success(request, _("They are there again at these times."))
    elif hit := changing.stay_away(form.side, form.slots, request.user):
        said = _("Noted. Meetings in the way: %(count)d. Draw a timetable that moves them.")
        messages.warning(request, said % {"count": len(hit)})
    else:
        messages.success(request, _("Noted. No meeting is in the way."))
    return redirect("workspace-meetings-day", slug)


@require_POST
def room(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    day = day_of(request, slug)
    body = get_object_or_404(day.bodies.select_related("day__event__dialogue"), pk=pk)
    new = get_object_or_404(day.rooms, pk=row_number(request.POST.get("room", "")))
    done = _("The room is changed, and everybody who meets there is told.")
    return told(request, lambda: changing.change_room(body, new, request.user), done, "workspace-meetings-day", slug)


@require_safe
def meeting(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    one = meeting_of(request, slug, number)
    place = kept_for(request, "workspace-meetings-minutes")
    if not place or place[0] != {"slug": slug, "number": number}:
        return meeting_with(request, one)
    return meeting_with(request, one, MinutesForm(minutes.of_meeting(one), place[1]))


def meeting_with(request: HttpRequest, one: Meeting, form: MinutesForm | None = None) -> HttpResponse:
    day = one.day
    known = minutes.of_meeting(one)
    known.meeting = one
    taken = list(known.taken_down.select_related("question")) if known.pk else []
    context = {
        "event": day.event,
        "meeting": one,
        "about": showing.about(one),
        "reason_form": ReasonForm(auto_id="reason-%s"),
        "slots": [(slot, slot_label(slot, day.event)) for slot in day.slots.all() if slot != one.slot],
        "minutes": known,
        "form": form or MinutesForm(known),
        "is_kept": bool(form) and request.method == "GET",
        "answers": [(question, known.answers.get(str(question.number), "")) for question in day.questions.all()],
        "taken": [row.question for row in taken],
        "take_down_forms": to_take_down(known, {row.line for row in taken}),
        "trail": one.trail.select_related("actor"),
    }
    return render(request, "events/meetings/meeting.html", context)


@require_POST
def act(request: HttpRequest, slug: str, number: str, action: str) -> HttpResponse:
    one = meeting_of(request, slug, number)
    reason = request.POST.get("reason", "")[:2000]
    to = "workspace-meetings-meeting", slug, number
    if action != "move":
        return told(request, lambda: changing.act(one, action, request.user, reason), _("Noted."), *to)
    slot = get_object_or_404(one.day.slots, pk=row_number(request.POST.get("slot", "")))
    done = _("Moved. Everybody concerned is told.")
    return told(request, lambda: changing.put(one, slot, request.user, reason), done, *to)


@keeps_typed
@require_POST
def write_minutes(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    one = meeting_of(request, slug, number)
    form = MinutesForm(minutes.of_meeting(one), request.POST)
    if not form.is_valid() or not saved(request, one, form):
        return meeting_with(request, one, form)
    forget(request)
    return redirect("workspace-meetings-meeting", slug, number)


def saved(request: HttpRequest, one: Meeting, form: MinutesForm) -> bool:
    """Write the minutes, and send them where the button says so; the form says what stands in the way."""
    said = _("The company is asked to confirm the minutes.") if "send" in request.POST else _("The minutes are saved.")
    with refusals_in(form):
        known = minutes.write(one, request.user, form.answers, **form.texts)
        if "send" in request.POST:
            minutes.send(known, request.user)
        messages.success(request, said)
        return True
    form.see(minutes.of_meeting(one))
    return False


@require_http_methods(["POST"])
def minutes_step(request: HttpRequest, slug: str, number: str, action: str) -> HttpResponse:
    """Take them back; take a question down; mark that what matters to all is told."""
    one = meeting_of(request, slug, number)
    known = get_object_or_404(MeetingMinutes.objects.select_related("meeting__day__event__dialogue"), meeting=one)
    to = "workspace-meetings-meeting", slug, number
    if action == "take-back":
        return told(request, lambda: minutes.take_back(known, request.user), _("The minutes are a draft again."), *to)
    if action == "told":
        public = event_minutes.of_event(one.day.event)
        return told(request, lambda: minutes.told(known, request.user, public), _("Noted."), *to)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for errors in form.errors.values() for said in errors))
        return redirect(*to)
    done = _("The question is taken down.")
    return told(request, lambda: minutes.take_down(known, request.user, **form.cleaned_data), done, *to)
