"""What people are told by mail, a file per part of the work."""
