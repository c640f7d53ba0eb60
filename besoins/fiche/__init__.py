"""A besoin and its positionnements: open, qualify, position, confirm, send."""
