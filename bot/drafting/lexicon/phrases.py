"""Finds the phrases of a table in a text: whole words, whatever their case, accents and apostrophes; in a time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from bot.drafting.visible_text import limit_combining_marks

Key = TypeVar("Key", bound=Hashable)

AT_START = "^"
"""In front of a phrase: it counts at the beginning of a sentence alone, or behind any other sign."""

AT_END = "$"
"""Behind a phrase: it counts at the end of a sentence alone, or before any other sign."""

_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
"""Accents, Arabic vowels and lengthening, and what cannot be seen."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_LETTERS = str.maketrans("ıłøđ", "ilod")
"""Letters whose stroke or missing dot Unicode does not take for an accent, though writers leave it out as readily."""

SPACELESS = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Letters of scripts that put no spaces between words."""
_TOKEN = re.compile("(?:[^\\W_]|[\u0900-\u0dff])+|[^\\w\\s-]|\n")
"""The vowel signs of India's scripts are letters to whoever reads them, though none to Unicode."""
_STRETCHED = re.compile(r"(.)\1{2,}")


class Words(NamedTuple):
    """A text in words. starts: the places of those that begin a sentence, or stand behind any other sign."""

    words: list[str]
    starts: frozenset[int]


def without_marks(text: str) -> str:
    """The text without accents that stand by themselves, Arabic vowels and lengthening, and what cannot be seen."""
    return _MARKS.sub("", text)


def folded(text: str) -> str:
    """The text in small letters, without accents and apostrophes: "Don’t" becomes "dont", "Está" becomes "esta"."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", limit_combining_marks(_APOSTROPHE.sub("", text))).casefold()).translate(
            _LETTERS
        )
        return unicodedata.normalize("NFC", text)
    return _APOSTROPHE.sub("", text.casefold())


def words_in(text: str) -> Words:
    """The words of a folded text. Hyphens and underscores part words as spaces do; other signs, emoji too, begin a new sentence."""
    words: list[str] = []
    starts = {0}
    for token in _TOKEN.findall(text):
        if token[0].isalnum() or len(token) > 1:
            words.append(token)
        else:
            starts.add(len(words))
    return Words(words, frozenset(starts))


def as_spelled(word: str, known: Collection[str]) -> str:
    """The word as a table spells it, where letters were stretched: "thaaanks" is "thanks", "soooon" is "soon"."""
    if word in known:
        return word
    twice = _STRETCHED.sub(r"\1\1", word)
    return twice if twice in known else _STRETCHED.sub(r"\1", word)


def bare(phrase: str) -> str:
    """A phrase of a table without the signs that say where it counts."""
    return phrase.removeprefix(AT_START).removesuffix(AT_END)


@cache
def _listed(phrase: str) -> tuple[str, str, tuple[str, ...]]:
    """A phrase of a table as it is shown, folded, and its words; none in scripts without spaces. Most stand in every language's book."""
    shown = bare(phrase)
    said = folded(shown)
    return shown, said, () if SPACELESS.search(shown) else tuple(words_in(said).words)


class Fillers:
    """Phrases that say nothing by themselves, such as "please" or "could you"."""

    def __init__(self, phrases: Collection[str]) -> None:
        self.words = frozenset(word for phrase in phrases for word in words_in(folded(phrase)).words)
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(words_in(folded(phrase)).words)
            self._by_first.setdefault(words[0], []).append(words)
        for alternatives in self._by_first.values():
            alternatives.sort(key=len, reverse=True)

    def at(self, place: int, words: Sequence[str]) -> int:
        """How many words the longest that begins here has; 0 where none does."""
        alternatives = self._by_first.get(words[place], ())
        return next((len(filler) for filler in alternatives if tuple(words[place : place + len(filler)]) == filler), 0)


class _Phrase(NamedTuple, Generic[Key]):
    words: tuple[str, ...]
    at_start: bool
    at_end: bool
    key: Key
    shown: str


class PhraseMatch(NamedTuple, Generic[Key]):
    """A phrase that was found. shown: as the table spells it. begin, end: among the words of the text; both 0 in scripts without spaces."""

    key: Key
    shown: str
    begin: int = 0
    end: int = 0


class _Sentences(NamedTuple):
    """words: as the table spells them. starts: as in Words. firsts, lasts: where a phrase may begin, or end, that counts there alone."""

    words: list[str]
    starts: frozenset[int]
    firsts: set[int]
    lasts: set[int]


class Phrasebook(Generic[Key]):
    """Phrases by what they mean.

    Of phrases that overlap in a text the one that begins first counts, and of those that begin together the longest: so a table can say
    that "never disappoints" is none of "disappoints". Phrases in scripts without spaces are found inside of sentences by the same rule.
    """

    def __init__(self, phrases: Mapping[Key, Iterable[str]], fillers: Iterable[str] = ()) -> None:
        """fillers: phrases that may stand between the edge of a sentence and a phrase that counts there alone."""
        self._by_first: dict[str, list[_Phrase[Key]]] = {}
        self._spaceless: dict[str, tuple[Key, str]] = {}
        self._fillers = Fillers(list(fillers))
        for key, listed in phrases.items():
            for phrase in listed:
                self._add(key, phrase)
        for alternatives in self._by_first.values():
            alternatives.sort(key=lambda phrase: (len(phrase.words), phrase.at_start, phrase.at_end), reverse=True)
        known = (word for alternatives in self._by_first.values() for phrase in alternatives for word in phrase.words)
        self._known = frozenset(known) | self._fillers.words
        inside = sorted(self._spaceless, key=len, reverse=True)
        self._inside = re.compile("|".join(map(re.escape, inside))) if inside else None

    def found(self, text: str) -> dict[Key, str]:
        """What a folded text holds, in the order in which it says so, with the first phrase for each, as the table spells it."""
        found: dict[Key, str] = {}
        for said in self.matches(text, words_in(text)):
            found.setdefault(said.key, said.shown)
        return found

    def matches(self, text: str, words: Words) -> Iterator[PhraseMatch[Key]]:
        """Every phrase that a folded text holds, given with its words; those in scripts without spaces come last."""
        yield from self._among(words)
        yield from (PhraseMatch(key, shown) for key, shown in self._within(text))

    def _add(self, key: Key, phrase: str) -> None:
        shown, said, words = _listed(phrase)
        if not words:
            self._spaceless.setdefault(said, (key, shown))
            return
        found = _Phrase(words, phrase.startswith(AT_START), phrase.endswith(AT_END), key, shown)
        self._by_first.setdefault(words[0], []).append(found)

    def _among(self, text: Words) -> Iterator[PhraseMatch[Key]]:
        said = self._sentences(text)
        place = 0
        while place < len(said.words):
            found = self._at(place, said)
            if found is None:
                place += 1
                continue
            phrase, end = found
            yield PhraseMatch(phrase.key, phrase.shown, place, end)
            place = end

    def _sentences(self, text: Words) -> _Sentences:
        """The text with its fillers seen through at both ends of every sentence."""
        words = [as_spelled(word, self._known) for word in text.words]
        firsts, lasts = set(text.starts), {*text.starts, len(words)}
        fillers = [self._fillers.at(place, words) for place in range(len(words))]
        for place, length in enumerate(fillers):
            if length and place in firsts:
                firsts.add(place + length)
        for place, length in reversed(list(enumerate(fillers))):
            if length and place + length in lasts:
                lasts.add(place)
        return _Sentences(words, text.starts, firsts, lasts)

    def _at(self, place: int, said: _Sentences) -> tuple[_Phrase[Key], int] | None:
        """The phrase that begins here, and where it has ended."""
        for phrase in self._by_first.get(said.words[place], ()):
            if phrase.at_start and place not in said.firsts:
                continue
            end = self._end_of(phrase.words, place, said)
            if end and not (phrase.at_end and end not in said.lasts):
                return phrase, end
        return None

    def _end_of(self, phrase: Sequence[str], place: int, said: _Sentences) -> int:
        """0 where it is not said here."""
        end = place + len(phrase)
        if tuple(said.words[place:end]) != tuple(phrase):
            return 0
        return 0 if any(inner in said.starts for inner in range(place + 1, end)) else end

    def _within(self, text: str) -> Iterator[tuple[Key, str]]:
        if self._inside is not None:
            for match in self._inside.finditer(text):
                yield self._spaceless[match[0]]
