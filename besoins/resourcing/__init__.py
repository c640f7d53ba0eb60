"""Freelances sought outside SAMBA (BES-4 step 2): where, for which besoin, and what it brought."""
