"""At the door: badges, who is there, and whom the participants read of each other."""
