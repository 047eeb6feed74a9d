"""Events in people's own calendars: files, feeds and invitations by mail (RFC 5545 and 5546)."""
