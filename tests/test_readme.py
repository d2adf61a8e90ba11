"""The README is true: its commands, options and permissions are the program's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from discord import Permissions

from bot.config import Settings
from bot.workflow.team.team_server import PERMISSIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ["Try it", "Test it"])
def test_the_first_fenced_block_is_one_line(heading: str) -> None:
    block = re.search(rf"^## {heading}\n.*?^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

    assert block is not None
    assert len(block[1].splitlines()) == 1


def test_every_option_stands_in_the_readme_with_the_words_of_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    words = dict(reversed(pair) for pair in re.findall(r"^# (.+)\n([A-Z_]+)=", example, re.MULTILINE))

    assert words.keys() == {name.upper() for name in Settings.model_fields}
    for option, said in words.items():
        assert re.search(rf"^\| `{option}` \| .* \| {re.escape(said)} \|$", README, re.MULTILINE), option


def test_the_invite_link_asks_for_exactly_the_permissions_that_are_checked() -> None:
    asked = re.search(r"permissions=(\d+)", README)

    assert asked is not None
    assert int(asked[1]) == Permissions(**dict.fromkeys(PERMISSIONS.values(), True)).value


def test_the_picture_is_there() -> None:
    picture = re.match(r"!\[[^]]+\]\(([^)]+)\)", README)

    assert picture is not None
    assert (ROOT / picture[1]).read_bytes().startswith(b"\x89PNG")
