"""The product's limits are those that the simulated Discord enforces."""

from __future__ import annotations

from bot.demo.discord.messages import limits as simulated
from bot.demo.discord.messages.components import ComponentType
from bot.views.format import limits


def test_both_files_say_the_same() -> None:
    assert (limits.MESSAGE_TEXT, limits.MESSAGE_COMPONENTS) == (simulated.V2_TEXT, simulated.V2_COMPONENTS)
    assert (limits.ROW_BUTTONS, limits.CHOICES) == (simulated.ROW_BUTTONS, simulated.CHOICES)
    button = simulated.TEXTS[ComponentType.BUTTON]
    assert tuple(button[name].most for name in ("label", "url", "custom_id")) == (limits.BUTTON_LABEL, limits.BUTTON_LINK, limits.CUSTOM_ID)
    assert simulated.GALLERY_ITEM["description"].most == limits.ALT_TEXT
    assert simulated.CHOICE["name"].most == limits.CHOICE_NAME
    assert simulated.TEXTS[ComponentType.TEXT_INPUT]["value"].most == limits.INPUT_VALUE
