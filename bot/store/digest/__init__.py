"""Counts for the digest."""
