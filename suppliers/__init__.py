"""Companies and their representatives, and what passes between them and the dialogue."""
