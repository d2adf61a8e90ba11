"""Saved replies, drafts, and how well the team answers."""
