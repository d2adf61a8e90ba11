"""Where X sees links in a text, by its own rules (twitter-text), in a time that grows with the length of the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import twitter_text

_MOST_LABELS = 12
"""Parts of a dotted word that are looked at together. No address in use has more, and twitter-text's time grows with their square."""

_WORD = re.compile(r"\S+|\s+")


def pieces(text: str) -> Iterator[str]:
    """The text in parts that twitter-text reads quickly: all of it at once, unless a word has more dots than any address."""
    if text.count(".") < _MOST_LABELS:
        yield text
        return
    begun: list[str] = []
    for word in _WORD.findall(text):
        if word.count(".") < _MOST_LABELS:
            begun.append(word)
            continue
        labels = [f"{label}." for label in word.split(".")]
        labels[-1] = labels[-1][:-1]
        yield "".join(begun)
        yield from ("".join(labels[start : start + _MOST_LABELS]) for start in range(0, len(labels), _MOST_LABELS))
        begun = []
    yield "".join(begun)


def links_in(text: str) -> list[str]:
    """The links as X would see them: also those without https:// in front."""
    return [link for piece in pieces(text) for link in twitter_text.extract_urls(piece)]


def without_links(text: str) -> str:
    """The text with a line's end in place of each link."""
    kept = []
    for piece in pieces(text):
        end = 0
        for link in twitter_text.extract_urls_with_indices(piece):
            start, stop = link["indices"]
            kept += [piece[end:start], "\n"]
            end = stop
        kept.append(piece[end:])
    return "".join(kept)
