"""The README: what CI and newcomers take from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("heading", ["Try it", "Test it"])
def test_the_first_fenced_block_is_one_line(heading: str) -> None:
    block = re.search(rf"^## {heading}\n.*?^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

    assert block is not None
    assert len(block[1].splitlines()) == 1


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 120


def test_the_picture_is_there() -> None:
    picture = re.match(r"!\[[^]]+\]\(([^)]+)\)", README)

    assert picture is not None
    assert (ROOT / picture[1]).read_bytes().startswith(b"\x89PNG")
