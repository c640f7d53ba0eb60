"""Privés (CLI-5): taken, released, asked for, arbitrated, lapsed; and the attempts on those of others."""
