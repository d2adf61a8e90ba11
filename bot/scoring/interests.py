"""Does a text contain one of the team's keywords? By word stems, not substrings: "roasting" holds "roast", "party" does not hold "art"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from bot.domain import KeywordFault, Note
from bot.drafting.lexicon.excerpt import excerpt
from bot.drafting.visible_text import limit_combining_marks

MAX_KEYWORDS = 50
MAX_KEYWORD_LENGTH = 40
"""Characters."""

_STEMMERS = tuple(
    snowballstemmer.stemmer(language) for language in ("english", "spanish", "german", "french", "portuguese", "italian", "dutch")
)
"""English first: its endings are taken off from words of any length, as it is what most bios and topics are written in."""

_MIN_STEM_LENGTH = 4
"""Letters of a stem from which the other languages count: shorter ones are shared by strangers, such as "car" and "care" in French."""

_MAX_TOKEN_LENGTH = 64
"""Letters; longer than any word, and stemming takes a time that grows with the length."""

_ENDING = 2
"""Letters at the end of a stem that a stemmer may have put there itself, such as the i of "parti" for "party"."""

_SPACELESS = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, kana and Han put no spaces between words, so each of their characters stands alone here."""
_MARKS = "\u0300-\u036f\u064b-\u065f\u0900-\u0dff"
"""Marks that belong to the letter before them: accents, Arabic vowels, and the scripts of India, whose vowels are marks."""
_TOKEN = re.compile(rf"[{_SPACELESS}]|(?:[^\W_{_SPACELESS}]|[{_MARKS}])+")
_HASHTAG = re.compile(r"[#＃](\w+)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_CAMEL_BOUNDARY = re.compile(rf"(?<=[^\W_{_CAPITAL}])(?=[{_CAPITAL}])|(?<=[{_CAPITAL}])(?=[{_CAPITAL}][^\W_{_CAPITAL}])")
"""Where a word begins in #MachineLearning and in #AIResearch."""
_SEPARATOR = re.compile(r"[,;\r\n،、，；]")
_BREAK = ""
"""Stands between the text and its hashtags, so that no phrase is found across them."""


class _Phrase(NamedTuple):
    """One way in which a word of the team's may be written, as consecutive tokens.

    place: of that word among the team's. beginnings: one of these begins every token with which the phrase can begin.
    """

    place: int
    tokens: tuple[str, ...]
    beginnings: tuple[str, ...]


def matching(words: Sequence[str], text: str) -> list[str]:
    """Those of the team's keywords that occur in a text, in the team's order. Of a very long one the beginning and the end are read."""
    if not words or not text:
        return []
    wanted = _wanted(tuple(words))
    tokens = _tokens(excerpt(text))
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        places.setdefault(token, []).append(place)
    found: set[int] = set()
    for token, positions in places.items():
        bare = _bare(token)
        for phrase in wanted.get(bare[:1], ()):
            if phrase.place not in found and bare.startswith(phrase.beginnings) and _begins(phrase, token, tokens, positions):
                found.add(phrase.place)
    return [words[place] for place in sorted(found)]


def clean_keywords(raw: str) -> tuple[list[str], list[Note]]:
    """What a member typed, one word or phrase a line or with commas between them → the words, and what is wrong with them.

    Duplicates, empty ones and invisible characters are dropped silently; nothing should be saved while there are errors.
    """
    kept: dict[str, str] = {}
    for part in _SEPARATOR.split(_INVISIBLE.sub("", raw)):
        if word := " ".join("".join(char if char.isprintable() else " " for char in part).split()):
            kept.setdefault(word.casefold(), word)
    words = list(kept.values())
    errors = [error for word in words if (error := _error(word))]
    if len(words) > MAX_KEYWORDS:
        errors.append(Note(KeywordFault.TOO_MANY, {"count": len(words), "most": MAX_KEYWORDS}))
    return words, errors


def _error(word: str) -> Note | None:
    if len(word) > MAX_KEYWORD_LENGTH:
        beginning = f"{word[: MAX_KEYWORD_LENGTH - 1]}…"
        return Note(KeywordFault.TOO_LONG, {"word": beginning, "characters": len(word), "most": MAX_KEYWORD_LENGTH})
    if not _TOKEN.search(unicodedata.normalize("NFKC", word)):
        return Note(KeywordFault.NO_LETTER, {"word": word})
    return None


@lru_cache(maxsize=16)
def _wanted(words: tuple[str, ...]) -> dict[str, list[_Phrase]]:
    """The phrases by their first letter."""
    wanted: dict[str, list[_Phrase]] = {}
    for place, word in enumerate(words):
        for variant in _variants(word):
            wanted.setdefault(_bare(variant[0])[:1], []).append(_Phrase(place, variant, _beginnings(variant[0])))
    return wanted


def _variants(word: str) -> Iterator[tuple[str, ...]]:
    """As it is written; split at its capitals, if it is a hashtag; and all in one, as a hashtag would have it."""
    parts = tuple(_TOKEN.findall(_folded(word)))
    if not parts:
        return
    yield parts
    if word.startswith(("#", "＃")) and (camel_parts := tuple(_TOKEN.findall(_folded(_CAMEL_BOUNDARY.sub(" ", word))))) != parts:
        yield camel_parts
    if len(parts) > 1:
        yield ("".join(parts),)


def _tokens(text: str) -> list[str]:
    """The words of a text, and its hashtags once more, split at their capitals."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", limit_combining_marks(text)))
    tokens = _TOKEN.findall(visible.casefold())
    if "#" in visible:
        for tag in _HASHTAG.findall(visible):
            tokens += [_BREAK, *_TOKEN.findall(_CAMEL_BOUNDARY.sub(" ", tag).casefold())]
    return tokens


def _folded(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", limit_combining_marks(text))).casefold()


def _begins(phrase: _Phrase, token: str, tokens: list[str], positions: list[int]) -> bool:
    """Whether the phrase begins with this token, which stands at these places of the text, and goes on as the text does."""
    first, *rest = phrase.tokens
    if not _same_stem(token, first):
        return False
    return not rest or any(_continues(rest, tokens[place + 1 : place + 1 + len(rest)]) for place in positions)


def _continues(rest: list[str], following: list[str]) -> bool:
    return len(rest) == len(following) and all(map(_same_stem, following, rest))


def _same_stem(token: str, word: str) -> bool:
    """Whether two words have the same stem under the same language. The longer that stem, the more their endings may differ."""
    if token == word:
        return True
    if _bare(token)[:1] != _bare(word)[:1]:
        return False
    english, *others = zip(_stems(token), _stems(word), strict=True)
    if english[0] == english[1]:
        return True
    differ = abs(len(token) - len(word))
    return any(mine == theirs and len(mine) >= max(_MIN_STEM_LENGTH, differ + _MIN_STEM_LENGTH - 1) for mine, theirs in others)


@lru_cache(maxsize=8192)
def _stems(token: str) -> tuple[str, ...]:
    if len(token) > _MAX_TOKEN_LENGTH:
        return (token,) * len(_STEMMERS)
    return tuple(stemmer.stemWord(token) for stemmer in _STEMMERS)


def _beginnings(token: str) -> tuple[str, ...]:
    """How every word with the same stem begins, in each language: as the stem does, but for accents and the ending."""
    return tuple({_bare(token), *(_bare(stem)[: max(1, len(stem) - _ENDING)] for stem in _stems(token))})


def _bare(token: str) -> str:
    """Without accents, which some stemmers take off and others do not."""
    if token.isascii():
        return token
    return "".join(char for char in unicodedata.normalize("NFD", token) if not unicodedata.combining(char))
