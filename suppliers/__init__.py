"""Companies and their representatives."""
