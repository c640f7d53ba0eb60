"""The référentiels as people read them: trees, search, the page of a métier, every list, the counts."""
