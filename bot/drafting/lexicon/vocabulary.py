"""Finds the words of several lists in a text at once, also by their stems: the parts of which a meaning is composed."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from bot.drafting.lexicon.phrases import SPACELESS, Words, as_spelled, folded, words_in

Kind = TypeVar("Kind", bound=Hashable)

STEM = "*"
"""Behind a word of an entry: whatever begins so counts ("deliver*"); in front of it: whatever ends so."""

_SIGN = "ꙮ"
"""Stands for STEM while an entry is parted into words. A letter that nobody writes."""


_ARTICLE = re.compile("[وبلف]?ال(?=...)|لل(?=...)")
"""Arabic writes "the", and what stands before it, as one word with its noun or adjective."""


class Part(NamedTuple, Generic[Kind]):
    """Words of a list that a text holds. shown: as the list spells them. begin, end: among the words of the text."""

    kind: Kind
    language: str
    shown: str
    begin: int
    end: int


class Split(NamedTuple):
    """A text in words, those in scripts without spaces parted where a listed word begins. places: where each stood among the given ones."""

    words: Words
    places: list[int]


class _Entry(NamedTuple, Generic[Kind]):
    words: tuple[str, ...]
    kind: Kind
    language: str
    shown: str


class Vocabulary(Generic[Kind]):
    """The lists of every language. Of the entries of one language that overlap, the one that begins first counts, then the longest."""

    def __init__(self, lists: Mapping[Kind, Mapping[str, Iterable[str]]]) -> None:
        """lists: by kind, then by language."""
        self._exact: dict[str, list[_Entry[Kind]]] = {}
        self._stems: dict[str, list[_Entry[Kind]]] = {}
        self._endings: dict[str, list[_Entry[Kind]]] = {}
        spaceless: set[str] = set()
        for kind, languages in lists.items():
            for language, entries in languages.items():
                for entry in entries:
                    spaceless.update(self._add(entry, kind, language))
        self._longest = max(map(len, (*self._stems, *self._endings)), default=0)
        longest_first = sorted(spaceless, key=len, reverse=True)
        self._parts = re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL)

    def split(self, words: Words) -> Split:
        """A folded text's words, ready for `found`."""
        parted: list[str] = []
        places: list[int] = []
        starts: set[int] = set()
        for place, word in enumerate(words.words):
            parts = self._parts.findall(word) if SPACELESS.search(word) else [as_spelled(word, self._exact)]
            if place in words.starts:
                starts.add(len(parted))
            parted += parts
            places += [place] * len(parts)
        return Split(Words(parted, frozenset(starts)), places)

    def found(self, text: Words, taken: Collection[int] = ()) -> Iterator[Part[Kind]]:
        """What the text holds, in its order. taken: places of words that mean something else."""
        over: dict[str, tuple[int, int]] = {}
        for place in range(len(text.words)):
            for entry in sorted(self._at(place, text), key=lambda entry: -len(entry.words)):
                end = place + len(entry.words)
                last = over.get(entry.language, (0, 0))
                if (place < last[1] and (place, end) != last) or any(within in taken for within in range(place, end)):
                    continue
                over[entry.language] = (place, end)
                yield Part(entry.kind, entry.language, entry.shown, place, end)

    def _add(self, entry: str, kind: Kind, language: str) -> Iterator[str]:
        """Gives the words that are found inside of others."""
        words = tuple(word.replace(_SIGN, STEM) for word in words_in(folded(entry.replace(STEM, _SIGN))).words)
        added = _Entry(words, kind, language, entry.replace(f" {STEM}", " …").replace(STEM, ""))
        first = words[0]
        if first.endswith(STEM):
            self._stems.setdefault(first.strip(STEM), []).append(added)
        elif first.startswith(STEM):
            self._endings.setdefault(first.strip(STEM), []).append(added)
        else:
            self._exact.setdefault(first, []).append(added)
        yield from (word for word in words if SPACELESS.search(word))

    def _at(self, place: int, text: Words) -> Iterator[_Entry[Kind]]:
        word = text.words[place]
        candidates = [*self._exact.get(word, ())]
        if article := _ARTICLE.match(word):
            candidates += self._exact.get(word[article.end() :], ())
        for size in range(1, min(len(word), self._longest) + 1):
            candidates += self._stems.get(word[:size], ())
            candidates += self._endings.get(word[-size:], ())
        for entry in candidates:
            end = place + len(entry.words)
            if _says(text.words[place + 1 : end], entry.words[1:]) and not any(inner in text.starts for inner in range(place + 1, end)):
                yield entry


def _says(words: Sequence[str], asked: Sequence[str]) -> bool:
    return len(words) == len(asked) and all(map(_is, words, asked))


def _is(word: str, asked: str) -> bool:
    if asked.endswith(STEM):
        return word.startswith(asked.strip(STEM))
    return word.endswith(asked.strip(STEM)) if asked.startswith(STEM) else word == asked
