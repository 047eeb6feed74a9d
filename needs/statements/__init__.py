"""The text of a statement: clauses, the checklist, and the frozen document."""
