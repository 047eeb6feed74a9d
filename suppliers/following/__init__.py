"""Following: by account or by address, told once a day or at once, all of it made of the ledger."""
