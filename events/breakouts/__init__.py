"""Breakouts by ranked wishes: who goes into which."""
