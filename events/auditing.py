"""Whether minutes are as they were agreed or sent. What was shared of them is audited with the ledger."""

from collections.abc import Iterator

from core.canonical import checksum
from events.meetings.enums import MeetingMinutesState
from events.meetings.minutes import content as content_of_meeting
from events.models import MeetingMinutes, Minutes
from events.telling.enums import MinutesState
from events.telling.minutes import content


def findings() -> Iterator[str]:
    for minutes in Minutes.objects.exclude(state=MinutesState.DRAFT).select_related("event").iterator(chunk_size=100):
        if checksum(content(minutes)) != minutes.content_hash:
            yield f"minutes of {minutes.event.slug}: the text does not have the checksum {minutes.content_hash}"
    sent = MeetingMinutes.objects.exclude(state=MeetingMinutesState.DRAFT).select_related("meeting")
    for one in sent.iterator(chunk_size=100):
        if checksum(content_of_meeting(one)) != one.content_hash:
            yield f"minutes of meeting {one.meeting.key}: the text does not have the checksum {one.content_hash}"
