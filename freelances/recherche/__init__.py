"""The search over the whole base, and the page that shows it."""
