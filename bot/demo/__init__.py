"""A loopback X, a loopback Discord and a page to watch them. Nothing here imports the bot."""
