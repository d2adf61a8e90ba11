"""The X API client: the only way to X."""
