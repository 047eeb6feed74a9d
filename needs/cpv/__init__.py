"""The register of the Common Procurement Vocabulary: brought in, searched, chosen from."""
