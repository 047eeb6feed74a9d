"""Who may read and who may send at every address: one file per app, held to the running portal by test_access.py."""
