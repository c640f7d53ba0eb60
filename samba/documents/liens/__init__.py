"""Signed links (`/lien/<jeton>/`): one purpose, expiring, revocable; GET shows, POST acts; logged (conception §8)."""
