"""What turns praise and thanks into their opposite: "not very good", "pas super", "çok iyi değil"; and takes a complaint's words away."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from bot.drafting.lexicon.phrases import Words, folded, words_in
from bot.drafting.lexicon.word_lists import by_language, listed

_MAX_BETWEEN = 4
_MAX_WORDS = 3


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(words_in(folded(phrase)).words)


@cache
def _table(name: str) -> dict[tuple[str, ...], dict[str, str]]:
    """A list's phrases by their words and languages."""
    table: dict[tuple[str, ...], dict[str, str]] = {}
    for language, phrases in by_language("intents.negation", name).items():
        for phrase in phrases:
            table.setdefault(_key(phrase), {})[language] = phrase
    return table


@cache
def _may_stand_between() -> frozenset[tuple[str, ...]]:
    """Nothing that begins another thought."""
    return frozenset(map(_key, listed("intents.negation", "between")))


def negated(text: Words, begin: int, end: int, languages: Collection[str]) -> str:
    """The word by which what is said from one place to another is denied, as the table spells it; empty where it is not.

    languages: those of which a denial counts: "no endereço errado" is none in Portuguese.
    """
    if behind := _spoken(_table("behind").get(tuple(text.words[end : end + 1])), languages):
        return "" if end in text.starts else behind
    place = begin
    for _ in range(_MAX_BETWEEN + 1):
        before, reach = _words_before(place, text)
        for size in range(min(_MAX_WORDS, reach), 0, -1):
            if found := _spoken(_table("before").get(tuple(before[-size:])), languages):
                return found
        if not reach or (before[-1],) not in _may_stand_between():
            return ""
        place -= 1
    return ""


def _spoken(phrases: Mapping[str, str] | None, languages: Collection[str]) -> str:
    """The phrase of one of these languages."""
    return next((phrase for language, phrase in (phrases or {}).items() if language in languages), "")


def denies(word: str) -> bool:
    """Whether a folded word denies by itself what follows it."""
    return (word,) in _table("before")


def _words_before(place: int, text: Words) -> tuple[Sequence[str], int]:
    """Those of the same sentence, as many as the longest negation has."""
    reach = 0
    while reach < _MAX_WORDS and place - reach > 0 and place - reach not in text.starts:
        reach += 1
    return text.words[place - reach : place], reach
