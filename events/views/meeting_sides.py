"""A day of meetings as its two sides see it. A company sees its own wishes and meetings, and nothing of any other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.kept_forms import forget, keeps_typed, kept, kept_for
from core.permissions import require
from core.told import refusals_in, told
from events.enums import EventState
from events.meetings import minutes, showing, wishing
from events.meetings.enums import DayState, MeetingMinutesState
from events.meetings.wish_forms import AnswersForm, MinutesForm, ObjectionForm, ThereForm, WishForm
from events.models import Meeting, MeetingBody, MeetingCompany, MeetingDay, MeetingMinutes, Timetable
from events.views.meeting_day import saved
from suppliers.companies.acting import company_for


def public_day(slug: str) -> MeetingDay:
    """One that is no draft, of an event that is none."""
    days = MeetingDay.objects.exclude(state=DayState.DRAFT).filter(event__state__in=EventState.public())
    return get_object_or_404(days.select_related("event__dialogue"), event__slug=slug)


def drawn(day: MeetingDay) -> Timetable | None:
    """The timetable that was drawn from the wishes, once it is published."""
    rows = day.timetables.filter(published_at__isnull=False, kind="first")
    return rows.first() if day.is_published else None


# Companies


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def company_page(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    company = company_for(request, key)
    day = public_day(slug)
    asker = MeetingCompany.objects.filter(day=day, company=company).first()
    typed = kept(request) if request.method != "POST" else None
    form = WishForm(day, asker, request.POST if request.method == "POST" else typed)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            wishing.wish(day, company, request.user, form.wishes, form.cleaned_data["away"])
            forget(request)
            messages.success(request, _("Your wishes are saved. You may change them until wishes close."))
            return redirect("workspace-company-meetings", key, slug)
    context: dict[str, Any] = {
        "company": company,
        "event": day.event,
        "day": day,
        "form": form,
        "is_kept": bool(typed),
        "takes_wishes": wishing.is_open(day),
        "questions": list(day.questions.all()),
        "wishes": asker.wishes.select_related("body__municipality") if asker else [],
        "meetings": showing.coming_first(asker.meetings.all()) if asker else [],
        "unmet": showing.unmet(asker) if asker and day.is_published else [],
    }
    return render(request, "events/meetings/company.html", context)


@require_safe
def company_meeting(request: HttpRequest, key: str, slug: str, number: str) -> HttpResponse:
    one = meeting_of_company(request, key, slug, number)
    place = kept_for(request, "workspace-company-meeting-answer")
    if not place or place[0] != {"key": key, "slug": slug, "number": number} or "reason" not in place[1]:
        return company_meeting_with(request, one, ObjectionForm())
    return company_meeting_with(request, one, ObjectionForm(place[1]))


def company_meeting_with(request: HttpRequest, one: Meeting, form: ObjectionForm) -> HttpResponse:
    known = minutes.of_meeting(one)
    shown = known if known.pk and known.state != MeetingMinutesState.DRAFT else None
    context = {
        "company": one.asker.company,
        "event": one.day.event,
        "meeting": one,
        "about": showing.about(one),
        "minutes": shown,
        "form": form,
        "is_kept": form.is_bound and request.method == "GET",
        "answers": [
            (question, shown.answers.get(str(question.number), "") if shown else "")
            for question in one.day.questions.all()
        ],
    }
    return render(request, "events/meetings/company_meeting.html", context)


def meeting_of_company(request: HttpRequest, key: str, slug: str, number: str) -> Meeting:
    company, day = company_for(request, key), public_day(slug)
    rows = Meeting.objects.whole().filter(day=day, asker__company=company)
    return get_object_or_404(rows, key=number)


@keeps_typed
@require_POST
def company_answer(request: HttpRequest, key: str, slug: str, number: str) -> HttpResponse:
    """The minutes are right, or what is not right in them, also where they were taken back meanwhile."""
    one = meeting_of_company(request, key, slug, number)
    known = get_object_or_404(MeetingMinutes, meeting=one)
    to = "workspace-company-meeting", key, slug, number
    if "confirm" in request.POST:
        seen = request.POST.get("seen", "")
        return told(request, lambda: minutes.confirm(known, request.user, seen), _("The minutes are confirmed."), *to)
    form = ObjectionForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            minutes.object_to(known, request.user, form.cleaned_data["reason"])
            forget(request)
            messages.success(request, _("Thank you. The minutes are looked over and sent to you again."))
            return redirect(*to)
    return company_meeting_with(request, one, form)


@require_safe
def company_drawn(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """How the timetable was drawn, without a number that tells of others."""
    company, day = company_for(request, key), public_day(slug)
    asker = MeetingCompany.objects.filter(day=day, company=company).first()
    return explained(request, day, company=company, asker=asker)


def explained(request: HttpRequest, day: MeetingDay, **context: Any) -> HttpResponse:
    row = drawn(day)
    if row is None:
        raise Http404
    context |= {"event": day.event, "day": day, "timetable": row, "is_proven": showing.is_proven(row)}
    return render(request, "events/meetings/drawn.html", context)


# Public buyers


def table_of(request: HttpRequest, pk: int, slug: str) -> MeetingBody:
    rows = MeetingBody.objects.select_related("municipality", "room", "day__event__dialogue")
    table = get_object_or_404(rows, municipality=pk, day=public_day(slug))
    require(request.user, "events.view_table", table)
    return table


@require_safe
def body_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    return body_with(request, table_of(request, pk, slug))


def body_with(
    request: HttpRequest, table: MeetingBody, there: ThereForm | None = None, answers: AnswersForm | None = None
) -> HttpResponse:
    context = {
        "body": table.municipality,
        "table": table,
        "event": table.day.event,
        "day": table.day,
        "may_write": request.user.has_perm("events.meet_for_body", table) and not table.day.is_published,
        "there_form": there or ThereForm(table),
        "answers_form": answers or AnswersForm(table),
        "meetings": showing.coming_first(table.meetings.all()),
        "questions": list(table.day.questions.all()),
    }
    return render(request, "events/meetings/body.html", context)


@require_POST
def body_there(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    table = table_of(request, pk, slug)
    require(request.user, "events.meet_for_body", table)
    form = ThereForm(table, request.POST)
    if not form.is_valid():
        return body_with(request, table, there=form)
    people = [form.people[number] for number in form.cleaned_data["people"]]
    away, done = form.cleaned_data["away"], _("Saved.")
    to = "workspace-body-meetings", pk, slug
    return told(request, lambda: wishing.be_there(table, request.user, away=away, people=people), done, *to)


@require_POST
def body_answers(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    table = table_of(request, pk, slug)
    require(request.user, "events.meet_for_body", table)
    form = AnswersForm(table, request.POST)
    if form.is_valid():
        with refusals_in(form):
            wishing.answer(table, request.user, form.answers)
            messages.success(request, _("Saved."))
            return redirect("workspace-body-meetings", pk, slug)
    return body_with(request, table, answers=form)


@require_safe
def body_drawn(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    table = table_of(request, pk, slug)
    return explained(request, table.day, body=table.municipality)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
def body_meeting(request: HttpRequest, pk: int, slug: str, number: str) -> HttpResponse:
    """One of its meetings, and the minutes that it writes."""
    table = table_of(request, pk, slug)
    one = get_object_or_404(table.meetings.whole(), key=number)
    known = minutes.of_meeting(one)
    known.meeting = one
    typed = kept(request) if request.method != "POST" else None
    form = MinutesForm(known, request.POST if request.method == "POST" else typed)
    if request.method == "POST":
        require(request.user, "events.write_meeting_minutes", one)
        if form.is_valid() and saved(request, one, form):
            forget(request)
            return redirect("workspace-body-meeting", pk, slug, number)
    context = {
        "body": table.municipality,
        "event": one.day.event,
        "meeting": one,
        "about": showing.about(one),
        "minutes": known,
        "form": form,
        "is_kept": bool(typed),
        "may_write": request.user.has_perm("events.write_meeting_minutes", one),
        "answers": [(question, known.answers.get(str(question.number), "")) for question in form.questions],
    }
    return render(request, "events/meetings/body_meeting.html", context)


@require_POST
def body_take_back(request: HttpRequest, pk: int, slug: str, number: str) -> HttpResponse:
    table = table_of(request, pk, slug)
    known = get_object_or_404(MeetingMinutes, meeting__key=number, meeting__body=table)
    done = _("The minutes are a draft again.")
    to = "workspace-body-meeting", pk, slug, number
    return told(request, lambda: minutes.take_back(known, request.user), done, *to)
