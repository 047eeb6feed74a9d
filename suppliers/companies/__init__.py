"""Companies: how one comes in, who represents it, how staff check it, how it goes."""
