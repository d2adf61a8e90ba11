"""Held against X's own conformance cases for the length of a post, where they lie beside the project."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.post_text import LINK_LENGTH, MAX_WEIGHTED_LENGTH, is_valid_post, weighted_length
from bot.post_text.length import _HEAVY_WEIGHT, _LIGHT

SPECS = Path(__file__).parents[2] / "../shared/specs/twitter-text"
SECTIONS = ("WeightedTweetsCounterTest", "WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest")
"""Emoji are discounted since version 3: where the first section and the second count one text differently, the second holds."""


@cache
def _listed() -> dict[str, Any]:
    return yaml.safe_load((SPECS / "validate.yml").read_text(encoding="utf-8"))["tests"]  # type: ignore[no-any-return]


def _cases(*sections: str) -> list[Any]:
    if not SPECS.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(reason="X's conformance cases are not beside this repository"))]
    listed = _listed()
    by_text = {case["text"]: case for section in sections for case in listed[section]}
    return [pytest.param(case, id=case["description"]) for case in by_text.values()]


@pytest.mark.parametrize("case", _cases(*SECTIONS))
def test_length_is_what_x_says_it_is(case: dict[str, Any]) -> None:
    length = weighted_length(case["text"])

    assert length == case["expected"]["weightedLength"]
    assert is_valid_post(case["text"]) is case["expected"]["valid"]


@pytest.mark.parametrize("case", _cases("tweets"))
def test_what_was_valid_at_140_characters_is_told_from_what_was_not(case: dict[str, Any]) -> None:
    """These cases are older than the weights, when letters of all scripts counted one and a post took 140."""
    length = weighted_length(case["text"])

    assert (0 < length <= MAX_WEIGHTED_LENGTH) if case["expected"] else (length == 0 or length > 140)


@pytest.mark.skipif(not SPECS.is_dir(), reason="X's published weights are not beside this repository")
def test_weights_are_the_published_ones() -> None:
    published = json.loads((SPECS / "v3.json").read_text(encoding="utf-8"))

    assert published["maxWeightedTweetLength"] == MAX_WEIGHTED_LENGTH
    assert published["transformedURLLength"] == LINK_LENGTH
    assert published["defaultWeight"] == _HEAVY_WEIGHT * published["scale"]
    assert tuple((light["start"], light["end"]) for light in published["ranges"]) == _LIGHT
    assert {light["weight"] for light in published["ranges"]} == {published["scale"]}
