"""Discord in and out: slash commands, buttons and forms, and the channel."""
