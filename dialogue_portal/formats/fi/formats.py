"""Django leaves out the “klo” that Finnish has between a day and a time."""

DATETIME_FORMAT = "j. E Y \\k\\l\\o G.i"
