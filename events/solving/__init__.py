"""What meetings and breakouts share: the solver, lots from a seed, and solving that is owed as a row."""
