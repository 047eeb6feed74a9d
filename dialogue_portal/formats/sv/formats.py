"""Django leaves out the “kl.” that Swedish has between a day and a time."""

DATETIME_FORMAT = "j F Y \\k\\l. H:i"
