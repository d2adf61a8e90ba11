"""X's rate limits."""
