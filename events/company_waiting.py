"""What of the events' floor waits for the people of a company (suppliers/companies/waiting.py)."""

from events.meetings.waiting import minutes_waiting, wishes_waiting

SOURCES = [wishes_waiting, minutes_waiting]
