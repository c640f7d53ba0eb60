"""What changes several records of the besoins room at once. Keyword-only, atomic, effects after the commit."""
