"""1:1 meetings: run by staff, wished for by companies, held by public buyers."""

from django.urls import path, re_path

from events.views import meeting_day, meeting_sides, meetings

STAFF = "events/<slug:slug>/meetings/"
ONE = STAFF + "with/<slug:number>/"
COMPANY = "companies/<slug:key>/meetings/<slug:slug>/"
BODY = "bodies/<int:pk>/meetings/<slug:slug>/"
PLACE = r"^events/(?P<slug>[-\w]+)/meetings/with/(?P<number>[-\w]+)/"

workspace = [
    path(STAFF, meetings.overview, name="workspace-meetings"),
    path(STAFF + "times/", meetings.TimesView.as_view(), name="workspace-meetings-times"),
    path(STAFF + "rooms/", meetings.RoomsView.as_view(), name="workspace-meetings-rooms"),
    path(STAFF + "sheet/", meetings.SheetView.as_view(), name="workspace-meetings-sheet"),
    path(STAFF + "open/", meetings.open_day, name="workspace-meetings-open"),
    path(STAFF + "draw/", meetings.draw, name="workspace-meetings-draw"),
    path(STAFF + "timetables/<int:pk>/", meetings.timetable, name="workspace-meetings-timetable"),
    path(STAFF + "timetables/<int:pk>/publish/", meetings.publish, name="workspace-meetings-publish"),
    path(STAFF + "day/", meeting_day.day_page, name="workspace-meetings-day"),
    path(STAFF + "day/away/", meeting_day.away, name="workspace-meetings-away"),
    path(STAFF + "day/rooms/<int:pk>/", meeting_day.room, name="workspace-meetings-room"),
    path(ONE, meeting_day.meeting, name="workspace-meetings-meeting"),
    path(ONE + "minutes/", meeting_day.write_minutes, name="workspace-meetings-minutes"),
    re_path(
        PLACE + r"minutes/(?P<action>take-back|take-down|told)/$",
        meeting_day.minutes_step,
        name="workspace-meetings-minutes-step",
    ),
    re_path(PLACE + r"(?P<action>hold|miss|restore|cancel|move)/$", meeting_day.act, name="workspace-meetings-act"),
    path(COMPANY, meeting_sides.company_page, name="workspace-company-meetings"),
    path(COMPANY + "drawn/", meeting_sides.company_drawn, name="workspace-company-meetings-drawn"),
    path(COMPANY + "with/<slug:number>/", meeting_sides.company_meeting, name="workspace-company-meeting"),
    path(COMPANY + "with/<slug:number>/answer/", meeting_sides.company_answer, name="workspace-company-meeting-answer"),
    path(BODY, meeting_sides.body_page, name="workspace-body-meetings"),
    path(BODY + "there/", meeting_sides.body_there, name="workspace-body-meetings-there"),
    path(BODY + "answers/", meeting_sides.body_answers, name="workspace-body-meetings-answers"),
    path(BODY + "drawn/", meeting_sides.body_drawn, name="workspace-body-meetings-drawn"),
    path(BODY + "with/<slug:number>/", meeting_sides.body_meeting, name="workspace-body-meeting"),
    path(BODY + "with/<slug:number>/take-back/", meeting_sides.body_take_back, name="workspace-body-meeting-take-back"),
]
