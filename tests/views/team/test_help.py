"""What a new member reads first."""

from __future__ import annotations

import pytest

from bot.views.format.i18n import CODES, language, speaking
from bot.views.team.help import PAGE, example, help_length, help_view
from bot.views.words.commands import COMMANDS, EXAMPLES, OPTIONS
from tests.support.samples.cards import discord_takes, text


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("offset", range(0, help_length([*COMMANDS]), PAGE))
def test_every_page_fits_in_every_language(code: str, offset: int) -> None:
    with speaking(language(code)):
        discord_takes(help_view([*COMMANDS], offset=offset, account="a" * 15))


def test_the_introduction_stands_on_the_first_page_alone() -> None:
    first, second = (text(help_view([*COMMANDS], offset=offset, account="")) for offset in (0, PAGE))
    assert "who follows your account on X" in first
    assert "What to do first" not in second


def test_every_command_stands_on_one_page() -> None:
    pages = [text(help_view([*COMMANDS], offset=offset, account="")) for offset in range(0, help_length([*COMMANDS]), PAGE)]
    shown = [line for page in pages for line in page.split("\n") if line.startswith("- `/")]
    assert len(shown) == len(set(shown)) == len(COMMANDS)
    assert "-# 1 to 3 of " in pages[0]
    assert "-# 4 to 12 of " in pages[1]


def test_an_example_names_options_that_there_are() -> None:
    for command, given in EXAMPLES.items():
        assert given.keys() <= OPTIONS[command].keys()
    assert example("queue") == "/queue"
    assert example("history") == "/history person:@ada day:2026-03-31"
