"""Tools without a single domain word: workflow, permissions, PDF, pictures, public pages, components."""
