"""Where people's coordinates come from, what they are told of it (RGPD, art. 14), and who asked to be left alone."""
