"""What the portal writes to people about public buyers: one function per message."""
