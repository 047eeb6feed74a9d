"""Pages about public buyers: who takes part (public), and what staff and colleagues do."""
