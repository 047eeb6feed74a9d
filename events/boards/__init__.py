"""The board of a workshop: joining by code, putting down notes, sorting them, dots, and what becomes of the notes."""
