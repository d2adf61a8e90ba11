"""Pure: a post and the team's saved replies → what the post wants, and a draft."""
