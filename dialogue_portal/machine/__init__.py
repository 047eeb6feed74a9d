"""What a bare machine needs to run the portal for development, for the demo and for the tests.

Production needs none of it. The two scripts in here that run before anything is installed, `system.py` and
`install.py`, are run by their path with the system's Python and use the standard library alone.
"""
