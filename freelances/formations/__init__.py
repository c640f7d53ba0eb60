"""Training (SAR-12): catalogue, links of candidates, besoins de formation, trainees from outside the vivier."""
