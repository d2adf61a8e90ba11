"""Look-ups, opt-outs and keywords."""
