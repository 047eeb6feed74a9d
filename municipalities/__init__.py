"""Public buyers, their people and their part in a dialogue."""
