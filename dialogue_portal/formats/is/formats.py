"""What Django leaves out of Icelandic, and would write the American way; and “kl.” between a day and a time."""

DATETIME_FORMAT = "j. F Y \\k\\l. H:i"
SHORT_DATETIME_FORMAT = "j.n.Y H:i"
