"""X's activity stream."""
