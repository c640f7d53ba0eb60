"""Demo data: fictional, plausible, the same for the same seed. Nobody real; large companies only as employers."""
