"""Whoever mentions the account decides what its texts look like: what reads them takes a time that grows as they do, whatever they are."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time

import pytest

from bot.drafting.intents.match import match_intent
from bot.drafting.lexicon.excerpt import excerpt
from bot.drafting.lexicon.phrases import Phrasebook, folded, words_in
from bot.drafting.names import sanitize_display_name
from bot.drafting.opt_outs.patterns import sentences
from bot.drafting.opt_outs.requests import detect_opt_out, detect_opt_out_in_full
from bot.drafting.rules import cashtags, handles_in
from bot.drafting.similar import bare_words
from bot.drafting.visible_text import visible_text
from bot.scoring.interests import matching
from bot.scoring.spam import spam_in

SHAPES = {
    "filler": "please ",
    "negation": "not ",
    "commands": "don't stop ",
    "opt_out": "stop replying to me, ",
    "doubt": "you said don't reply to me ",
    "idioms": "leave me alone ",
    "commas": "a, ",
    "sentences": "a.",
    "quotes": '"“«',
    "quoted": '"a" ',
    "handles": "@a ",
    "hashtags": "#aB ",
    "cashtags": "$A ",
    "links": "https://t.co/a ",
    "dots": "a.b",
    "stretched": "thaaaaaanks ",
    "one word": "a",
    "spaceless": "返信しないで",
    "marks": "a\u0301\u0323\u0327\u0301",
    "piled marks": "\u0323\u0301",
    "vowel signs": "कि",
    "Russian": "не пишите мне больше ",
    "emoji": "👨‍👩‍👧‍👦",
    "lines": "\n",
}
_BOOK = Phrasebook({1: ("please do not", "stop it", "^thanks$", "не надо")}, fillers=("please", "so"))

READERS: dict[str, Callable[[str], object]] = {
    "folded": folded,
    "words_in": lambda text: words_in(text),
    "sentences": lambda text: list(sentences(text)),
    "detect_opt_out_in_full": lambda text: detect_opt_out_in_full(text),
    "phrasebook": lambda text: _BOOK.found(folded(text)),
    "bare_words": bare_words,
    "cashtags": cashtags,
    "handles_in": handles_in,
    "visible_text": visible_text,
    "matching": lambda text: matching(["coffee", "guji beans"], text),
    "detect_opt_out": detect_opt_out,
    "match_intent": match_intent,
    "spam_in": spam_in,
    "sanitize_display_name": sanitize_display_name,
}
_LENGTHS = (4_000, 32_000)
_OF_SLOW_READERS = dict.fromkeys(("detect_opt_out", "detect_opt_out_in_full", "match_intent"), (500, 4_000))
"""They take long enough to be measured on shorter texts."""
_MOST_GROWTH = 24
"""For eight times the length: linear, with room for what a machine does beside. What grows with the square takes 64 times as long."""
_NOISE = 0.01
"""Seconds below which nothing is measured."""


def took(read: Callable[[str], object], shape: str, length: int, tries: int) -> float:
    """CPU seconds, the least of several tries; each with another text, as readers keep what they found."""
    best = float("inf")
    for tried in range(tries):
        text = f"{tried}{tries}{length} {shape * (length // len(shape) + 1)}"[:length]
        begun = process_time()
        read(text)
        best = min(best, process_time() - begun)
    return best


def growth(name: str, shape: str, tries: int) -> float:
    short, long = (partial(took, READERS[name], shape, length, tries) for length in _OF_SLOW_READERS.get(name, _LENGTHS))
    longest = long()
    return 1 if longest < _NOISE else longest / max(short(), _NOISE / _MOST_GROWTH)


@pytest.fixture(autouse=True)
def without_collections() -> Iterator[None]:
    """They come when there is much of anything, not only of this."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.timeout(600)  # seconds of a loaded machine; of CPU it takes a fraction
@pytest.mark.parametrize("name", READERS)
def test_time_grows_as_the_text_does(name: str) -> None:
    READERS[name]("warm")
    suspects = [part for part in SHAPES.values() if growth(name, part, tries=1) > _MOST_GROWTH]
    assert [part for part in suspects if growth(name, part, tries=5) > _MOST_GROWTH] == []


def test_of_a_long_post_no_more_is_read_than_of_a_short_one() -> None:
    assert excerpt("a" * 4_000) == "a" * 4_000
    assert excerpt("b" + "a" * 25_000 + "c") == "b" + "a" * 2_999 + "\n" + "a" * 999 + "c"
