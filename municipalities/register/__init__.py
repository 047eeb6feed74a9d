"""The register of municipalities: lists per country, and what brings the offices' own lists into the portal."""
