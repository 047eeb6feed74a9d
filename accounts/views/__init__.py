"""Pages of a person's own account, beside allauth's."""
