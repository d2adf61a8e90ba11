"""Every colour stands in the palette."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PALETTE = "bot/views/format/palette.py"
A_COLOUR = re.compile(r"\b0x[0-9a-f]{6}\b|[\"']#[0-9a-f]{3,8}[\"']|discord\.Colou?r", re.IGNORECASE)


def test_no_other_file_makes_a_colour() -> None:
    paths = [path for room in ("bot/views", "cogs") for path in sorted((ROOT / room).rglob("*.py"))]
    found = {path.relative_to(ROOT).as_posix(): A_COLOUR.findall(path.read_text(encoding="utf-8")) for path in paths}

    assert found.pop(PALETTE)
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.mark.parametrize("source", ["x = 0x2ECC71", 'color="#1e1f2b"', "discord.Colour.red()"])
def test_a_colour_is_found(source: str) -> None:
    assert A_COLOUR.search(source)
