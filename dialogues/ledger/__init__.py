"""What the market was told: recorded, chained, checked."""
