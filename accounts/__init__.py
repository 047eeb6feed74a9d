"""The person: user, language, sign-in."""
