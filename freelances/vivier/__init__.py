"""The vivier: the study of a profile (SAR-10, SAR-11)."""
