"""Workshops and the market dialogue."""
