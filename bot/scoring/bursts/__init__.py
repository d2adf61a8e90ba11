"""Pure: unusual numbers of new followers, and what they have in common."""
