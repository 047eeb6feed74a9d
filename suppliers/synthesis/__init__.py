"""What the buyers heard from the market, and what they changed: written without names, published for everybody."""
