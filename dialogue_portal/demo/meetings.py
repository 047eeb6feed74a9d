"""The 1:1 meetings of the market dialogue: wishes of all companies, the timetable that was drawn, and two minutes."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from accounts.models import User
from core.models import Mail
from dialogue_portal.demo.bodies import bodies
from dialogue_portal.demo.files import read, translated
from dialogue_portal.demo.needs import MANAGER
from events.meetings import changing, frame, minutes, publishing, solving, wishing
from events.models import Event, Meeting, MeetingDay, MeetingMinutes
from suppliers.models import Company

Entry = dict[str, Any]


def load() -> int:
    entry = read("meetings")
    event = Event.objects.filter(slug=entry["event"], meeting_day=None).select_related("dialogue").first()
    people = User.objects.in_bulk([row["by"] for row in entry["company"]], field_name="email")
    if event is None or not people:
        return 0  # it is there, or a smaller demo has no such people
    manager = User.objects.get(email=MANAGER)
    day = set_up(event, manager, entry)
    for row in entry["company"]:
        if person := people.get(row["by"]):
            wish(day, person, row, entry)
    timetable = solving.ask(day, manager)
    solving.solve(timetable.pk)
    timetable.refresh_from_db()
    publishing.publish(timetable, manager, at=local(event, entry["published"]))
    for row in entry["minutes"]:
        if person := people.get(row["with"]):
            write(day, manager, person, row)
    Mail.objects.filter(about_type__model="event", about_id=event.pk).delete()  # history: nobody is written to now
    return day.meetings.count()


def local(event: Event, at: datetime) -> datetime:
    return at.replace(tzinfo=event.zone)


def set_up(event: Event, manager: User, entry: Entry) -> MeetingDay:
    def hour(at: time) -> datetime:
        zone: ZoneInfo = event.zone
        return datetime.combine(event.starts_at.astimezone(zone), at, tzinfo=zone)

    pauses = [(hour(row["from"]), hour(row["until"])) for row in entry["break"]]
    times = frame.spans(hour(entry["first"]), hour(entry["last"]), entry["minutes_each"], entry["between"], pauses)
    asked = {"opens_at": local(event, entry["opens"]), "closes_at": local(event, entry["closes"])}
    day = frame.set_up(event, manager, times, entry["rooms"], most_wishes=entry["most_wishes"], **asked)
    rooms = {room.name: room for room in day.rooms.all()}
    known = bodies()
    frame.seat(day, manager, {known[row["body"]]: rooms[row["room"]] for row in entry["table"] if row["body"] in known})
    frame.set_walks(day, manager, {(rooms[one], rooms[other]): far for one, other, far in entry["walks"]})
    minutes.set_sheet(day, manager, [translated(text=text) for text in entry["question"]])
    frame.open_day(day, manager)
    day.refresh_from_db()
    return day


def wish(day: MeetingDay, person: User, row: Entry, entry: Entry) -> None:
    company = Company.objects.acted_for_by(person).get()
    tables = {body.municipality: body for body in day.bodies.select_related("municipality")}
    known = bodies()
    there = [(tables.get(known[one["body"]]), one["about"]) for one in row["wish"] if one["body"] in known]
    wishes = [(table, about) for table, about in there if table]
    wishing.wish(day, company, person, wishes, at=local(day.event, entry["closes"]).replace(hour=0))


def write(day: MeetingDay, manager: User, person: User, row: Entry) -> None:
    """Of the company's first meeting; it has confirmed them where the row says so."""
    company = Company.objects.acted_for_by(person).get()
    meeting = Meeting.objects.filter(day=day, asker__company=company).order_by("slot__number").first()
    if meeting is None:
        return
    changing.act(meeting, "hold", manager)
    meeting = changing.current(meeting)
    texts = {"asked": row.get("asked", ""), "for_all": row.get("for_all", "")}
    answers = {str(number): text for number, text in enumerate(row["answers"], 1)}
    with translation.override(person.language):
        minutes.send(minutes.write(meeting, manager, answers, **texts), manager)
    if row["is_confirmed"]:
        sent = MeetingMinutes.objects.get(meeting=meeting)
        minutes.confirm(sent, person, sent.content_hash)
