"""Discord's limits of what a screen may hold: https://docs.discord.com/developers/components/reference. A test compares the simulator's."""

from __future__ import annotations

MESSAGE_TEXT = 4_000
"""Characters of all texts of a message of components together."""
MESSAGE_COMPONENTS = 40
ROW_BUTTONS = 5
BUTTON_LABEL = 80
BUTTON_LINK = 512
CUSTOM_ID = 100
ALT_TEXT = 1_024
"""Characters of a picture's description."""
CHOICES = 25
"""Suggestions while somebody types, and options of a menu."""
CHOICE_NAME = 100
COMMAND_DESCRIPTION = 100
"""Characters of what a slash command or an option says of itself."""
INPUT_VALUE = 4_000
"""Characters of a form's field."""
