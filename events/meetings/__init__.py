"""1:1 meetings between companies and public buyers: wishes, the timetable, the day itself, minutes."""
