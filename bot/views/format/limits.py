"""Discord's limits of what a screen may hold: https://docs.discord.com/developers/components/reference. A test compares the simulator's.

Lengths are characters. They stand nowhere else: what is shorter by our own choice has a name of its own where it is shown.
"""

from __future__ import annotations

# A message

MESSAGE_TEXT = 4_000
"""Of all texts of a message of components together."""
MESSAGE_CONTENT = 2_000
"""Of a message that is a plain sentence."""
MESSAGE_COMPONENTS = 40
NONCE = 25
ALT_TEXT = 1_024
"""Of a picture's description."""

# Threads

THREAD_NAME = 100

# Buttons

ROW_BUTTONS = 5
BUTTON_LABEL = 80
BUTTON_LINK = 512
CUSTOM_ID = 100

# Slash commands

COMMAND_DESCRIPTION = 100
"""Of what a slash command or an option says of itself."""
CHOICES = 25
"""Suggestions while somebody types, and options of a menu."""
CHOICE_NAME = 100
CHOICE_VALUE = 100

# Forms

FORM_TITLE = 45
FIELD_LABEL = 45
FIELD_DESCRIPTION = 100
FIELD_PLACEHOLDER = 100
INPUT_VALUE = 4_000
"""Of what is typed into a field."""
