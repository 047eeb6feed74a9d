"""Questions to the dialogue, and answers that everybody gets at the same moment."""
