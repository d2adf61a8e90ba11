"""Suggestions, the decisions about them, and the messages that show them."""
