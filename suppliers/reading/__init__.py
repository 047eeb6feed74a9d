"""Reading what companies answered, by those whom the request names, after the deadline."""
