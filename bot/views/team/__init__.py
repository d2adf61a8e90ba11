"""Status and what the team is told in the channel."""
