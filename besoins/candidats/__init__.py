"""Who fits a besoin, why, and what is missing."""
