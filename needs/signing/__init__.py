"""Circulating a statement, signing it, and the board that shows who has."""
