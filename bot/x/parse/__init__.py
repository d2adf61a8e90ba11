"""X's JSON → models of the field."""
