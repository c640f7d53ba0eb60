"""The qualification of a freelance: a versioned evaluation, its five panels, its publication to the vivier (SAR-11)."""
