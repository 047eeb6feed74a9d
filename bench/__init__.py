"""How fast the portal is, each thing against the plainest way to do the same: `python -m bench [part …]`."""
