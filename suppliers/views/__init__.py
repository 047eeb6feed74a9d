"""Pages of companies, of those who follow, and of staff."""
