"""What Django leaves out of Icelandic, and would write the American way."""

DATETIME_FORMAT = "j. F Y, H:i"
SHORT_DATETIME_FORMAT = "j.n.Y H:i"
