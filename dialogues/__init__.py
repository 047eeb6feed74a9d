"""The dialogue: partners, milestones, contacts and the staff who run it."""
