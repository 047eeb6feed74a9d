"""From a frozen statement to public pages and briefs."""
