"""The pages of dialogues, of their ledgers, and of who runs them."""
