"""A public buyer registers interest in a dialogue, and staff let it in."""
