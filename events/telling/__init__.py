"""What is told of an event: that it takes place, its material, its minutes."""
