"""Coming to an event: seats, the waiting list, and what becomes of a registration."""
