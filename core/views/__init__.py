"""Mails as staff see them, and the demo's mailbox."""
