"""A besoin qualified while one listens: kept as a draft of the person who types, until they open it."""
