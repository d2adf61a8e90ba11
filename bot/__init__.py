"""Mutuals: a Discord bot that helps a team follow back the right people on X."""
