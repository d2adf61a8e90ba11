"""The account's state and what the team is told."""
