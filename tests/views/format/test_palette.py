"""Every colour stands in the palette, and those of charts are told apart by everybody."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb

from bot.views.format.palette import CHART_BACKGROUND, CHART_BURST, CHART_LOST, VERDICT_CHART_COLOURS

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


CHARTED = (*VERDICT_CHART_COLOURS.values(), CHART_BURST, CHART_LOST)
AS_SEEN = {
    "by most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "without green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""How linear light is seen by people with protanopia and deuteranopia: Machado, Oliveira and Fernandes 2009, severity 1."""


def linear(colour: str) -> list[float]:
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", CHARTED)
def test_what_a_chart_shows_stands_out_from_its_background(colour: str) -> None:
    """By WCAG's ratio for graphics."""
    assert (luminance(colour) + 0.05) / (luminance(CHART_BACKGROUND) + 0.05) >= 3


def lab(light: list[float]) -> list[float]:
    """CIELAB of linear sRGB, in which distances are as people see them."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in light)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("seen", AS_SEEN)
def test_the_colours_of_a_chart_are_told_apart_with_any_eyes(seen: str) -> None:
    """A difference of 10 is plain at a glance; what is lost is hatched and lies below the line besides."""
    light = {colour: linear(colour) for colour in CHARTED}
    found = {
        colour: lab([sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in AS_SEEN[seen]])
        for colour, parts in light.items()
    }
    pairs = combinations(CHARTED, 2)
    distances = {(one, other): sum((a - b) ** 2 for a, b in zip(found[one], found[other], strict=True)) ** 0.5 for one, other in pairs}
    assert {pair: distance for pair, distance in distances.items() if distance < 10} == {}
