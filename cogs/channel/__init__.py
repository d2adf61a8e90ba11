"""Makes the team's channel show what the store says."""
