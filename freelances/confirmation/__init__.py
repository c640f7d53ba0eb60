"""The one-tap confirmation of an availability and a rate, by a signed link (FRE-3)."""
