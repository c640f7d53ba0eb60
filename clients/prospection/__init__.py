"""Activité générale and activité privée (CLI-6): whom to call this morning."""
