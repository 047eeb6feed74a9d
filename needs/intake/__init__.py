"""How a municipality writes a need and hands it in."""
