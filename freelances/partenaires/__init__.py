"""Partenaires: the organisations that submit files (SAR-8)."""
