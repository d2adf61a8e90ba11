"""The words of slash commands fit into Discord's room, in every language."""

from __future__ import annotations

import pytest

from bot.views.format.i18n import CODES, _, language, speaking
from bot.views.format.limits import COMMAND_DESCRIPTION
from bot.views.words.commands import COMMANDS, OPTIONS


@pytest.mark.parametrize("code", CODES)
def test_every_description_fits(code: str) -> None:
    with speaking(language(code)):
        described = [_(text) for texts in (COMMANDS, *OPTIONS.values()) for text in texts.values()]

    assert [text for text in described if not 0 < len(text) <= COMMAND_DESCRIPTION] == []
