"""Several anonymised profiles side by side for one besoin (FRE-4)."""
