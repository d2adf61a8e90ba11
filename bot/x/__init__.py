"""The only door to the X API."""
