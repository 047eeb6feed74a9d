"""Staff's lists of bodies, people and participation, and a body's page."""
