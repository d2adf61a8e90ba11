"""Decisions, cards, and what the channel should show."""
