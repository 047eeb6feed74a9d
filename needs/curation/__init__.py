"""The curation desk: needs are found, compared, and joined into challenges."""
