"""Whether a post asks to be left out of follow-backs and replies."""
