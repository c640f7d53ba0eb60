"""The CV that identifies nobody (FRE-4)."""
