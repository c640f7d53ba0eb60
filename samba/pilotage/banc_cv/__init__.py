"""The bench of the CVs: profiles whose truth is known, what the anonymiser lets through, what it costs."""
