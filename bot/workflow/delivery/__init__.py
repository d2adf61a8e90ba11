"""Carrying out what was approved, checking that it happened, and why something waits."""
