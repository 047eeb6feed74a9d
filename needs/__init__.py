"""Needs, demand, challenges, statements, signatures and briefs."""
