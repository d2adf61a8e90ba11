"""Finds wishes that are composed of words: something that ends or forbids, a verb of contact, and whom it concerns.

The classes of words and the orders in which they make a wish stand in `words/`, a file a language. An order is a list of classes: `stop
contact me` finds "please stop constantly replying to all my posts" where `stop` has "stop", `contact` "replying to" and `me` "my posts".
Politeness may stand between two classes; where an order has `…` between them, a few other words may as well. Everything is bounded, so
the time grows as the text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.drafting.lexicon import LexiconError, lexicon
from bot.drafting.phrases import AT_START, SPACELESS, as_spelled, folded

ANYTHING = "…"
"""In an order, between two classes: other words may stand there."""

WILD = "*"
"""Behind a word: it may go on, as "отвеча*" does in "отвечайте"."""

_MOST_POLITE = 4
"""Words of politeness in a row within a pattern."""
_MOST_ELSE = 3
"""Other words in a row where an order allows any."""
_LONGEST_WORD = 30
"""Letters of a word that may go on."""

_LETTER = f"[^\\W_{SPACELESS.pattern[1:-1]}]|[\u0900-\u0dff]"
_TOKEN = re.compile(f"{SPACELESS.pattern}|@|(?:{_LETTER})+(?:['’ʼ`´](?:{_LETTER})+)*|[^\\w\\s-]|\n")
_ENTRY = re.compile(f"{SPACELESS.pattern}|@|(?:(?:{_LETTER})+(?:['’ʼ`´](?:{_LETTER})+)*)\\*?")
_ENDS = frozenset(".!?。؟।\n")
_ASKED = frozenset("?؟")


class _Entry(NamedTuple):
    """An entry of a list, in words. joined: nothing may stand between them."""

    language: str
    name: str
    words: tuple[str, ...]
    joined: bool


class Span(NamedTuple):
    """Where something stands among the words of a sentence: from the first to before the last. loose: with other words in it."""

    begin: int
    end: int
    loose: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """words: as they are compared; shown: as they were written. breaks: the places of words behind a comma or another sign."""

    words: list[str]
    shown: list[str]
    breaks: frozenset[int]
    asked: bool

    def clause(self, span: Span) -> tuple[int, int]:
        """From where to where no sign parts it from what is around."""
        begin = max((place for place in self.breaks if place <= span.begin), default=0)
        return begin, min((place for place in self.breaks if place >= span.end), default=len(self.words))

    def quoted(self, begin: int, end: int) -> str:
        """The words from one place to another, as they were written."""
        quoted = ""
        for place in range(begin, end):
            joined = not quoted or (SPACELESS.match(self.shown[place]) and SPACELESS.match(quoted[-1]))
            quoted += self.shown[place] if joined else f" {self.shown[place]}"
        return quoted


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that is composed (NFC), with their words."""
    shown: list[str] = []
    breaks: set[int] = set()
    for match in _TOKEN.finditer(f"{text}\n"):
        sign = match[0]
        if sign[0].isalnum() or sign == "@" or SPACELESS.match(sign):
            shown.append(sign)
        elif sign not in _ENDS:
            breaks.add(len(shown))
        elif shown:
            yield Sentence([_known(folded(word)) for word in shown], shown, frozenset(breaks), sign in _ASKED)
            shown, breaks = [], set()


class Hits:
    """Where the entries of every list stand in a sentence, by language and list, then by where they begin."""

    def __init__(self, sentence: Sentence) -> None:
        self._found: dict[tuple[str, str], dict[int, list[int]]] = {}
        self.sentence = sentence
        self._polite: dict[str, dict[int, set[int]]] = {}
        places = [(place, entry) for place in range(len(sentence.words)) for entry in _entries_at(sentence.words[place])]
        late: list[tuple[int, _Entry]] = []
        for place, entry in places:
            if len(entry.words) == 1:
                self._add(entry, place, place + 1)
            elif entry.joined:
                self._add_joined(entry, place)
            else:
                late.append((place, entry))
        for place, entry in sorted(late, key=lambda found: found[1].name != "inside"):
            if end := self._end_of(entry, place):
                self._add(entry, place, end)

    def languages(self) -> set[str]:
        """In which a list has anything in it."""
        return {language for language, _ in self._found}

    def at(self, language: str, name: str) -> Mapping[int, list[int]]:
        """The ends of the entries of a list, by where they begin."""
        return self._found.get((language, name), {})

    def spans(self, language: str, name: str) -> Iterator[Span]:
        """The entries of a list that stand in the sentence."""
        for begin, ends in self.at(language, name).items():
            for end in ends:
                yield Span(begin, end, said=self.sentence.quoted(begin, end))

    def politely(self, language: str, place: int) -> list[int]:
        """Where a pattern may go on that has come to this place: here, or behind politeness."""
        reached, fresh = {place}, {place}
        inside = self.at(language, "inside")
        for _ in range(_MOST_POLITE):
            fresh = {end for begin in fresh for end in inside.get(begin, ())} - reached
            reached |= fresh
        return sorted(reached)

    def _add(self, entry: _Entry, begin: int, end: int) -> None:
        ends = self._found.setdefault((entry.language, entry.name), {}).setdefault(begin, [])
        if end not in ends:
            ends.append(end)

    def _add_joined(self, entry: _Entry, place: int) -> None:
        end = place + len(entry.words)
        if tuple(self.sentence.words[place:end]) == entry.words:
            self._add(entry, place, end)

    def _end_of(self, entry: _Entry, place: int) -> int:
        """Where an entry of several words ends, with politeness between them; 0 where it is not said here."""
        end, words = place + 1, self.sentence.words
        for word in entry.words[1:]:
            following = (at for at in self.politely(entry.language, end) if at < len(words) and _fits(words[at], word))
            found = next(following, None)
            if found is None:
                return 0
            end = found + 1
        return end


class Order(NamedTuple):
    """slots: the classes, and whether other words may stand before each. imperative: it commands only where a clause begins with it."""

    slots: tuple[tuple[str, bool], ...]
    imperative: bool


@cache
def orders(language: str, name: str) -> tuple[Order, ...]:
    """The orders of a list that make a wish in a language. Raises LexiconError where one names a class that its file has not."""
    tables = lexicon()[language]
    found = tuple(map(_order, tables.get("wishes", {}).get(name, ())))
    for missing in (slot for order in found for slot, _ in order.slots if slot not in tables.get("wishes.words", {})):
        raise LexiconError(
            f"{language}.toml: wishes.{name} names {missing}, which [wishes.words] has not. Add that list, or mend the order."
        )
    return found


def found_in_order(order: Order, language: str, hits: Hits, barred: frozenset[int]) -> Iterator[Span]:
    """Where words stand in this order. barred: the places of words that no pattern goes across."""
    for begin in hits.at(language, order.slots[0][0]):
        best: Span | None = None
        for span in _matches(order, 0, begin, language, hits, barred):
            if best is None or (not span.loose, span.end) > (not best.loose, best.end):
                best = span
        if best is not None:
            yield best._replace(begin=begin)


def _matches(order: Order, index: int, place: int, language: str, hits: Hits, barred: frozenset[int]) -> Iterator[Span]:
    """Where the rest of an order ends whose next class begins at this place."""
    sentence = hits.sentence
    name, _ = order.slots[index]
    for end in hits.at(language, name).get(place, ()):
        if any(at in barred for at in range(place, end)):
            continue
        said = sentence.quoted(place, end)
        if index + 1 == len(order.slots):
            yield Span(place, end, said=said)
            continue
        for following, loose in _following(end, order.slots[index + 1][1], language, hits, barred):
            if any(at in sentence.breaks for at in range(end, following + 1)) and name != "stop":
                continue
            between = f" {ANYTHING} " if loose else sentence.quoted(end, following).join((" ", " ")).replace("  ", " ")
            for rest in _matches(order, index + 1, following, language, hits, barred):
                joined = "" if not loose and following == end and SPACELESS.match(said[-1]) else between
                yield Span(place, rest.end, loose or rest.loose, f"{said}{joined}{rest.said}")


def _following(place: int, anything: bool, language: str, hits: Hits, barred: frozenset[int]) -> Iterator[tuple[int, bool]]:
    """Where the next class may begin, and whether other words stand before it."""
    polite = hits.politely(language, place)
    yield from ((at, False) for at in polite)
    reached = set(polite)
    if not anything:
        return
    for _ in range(_MOST_ELSE):
        place += 1
        if place - 1 in barred or place >= len(hits.sentence.words):
            return
        for at in hits.politely(language, place):
            if at not in reached:
                reached.add(at)
                yield at, True


def _order(spelled: str) -> Order:
    slots: list[tuple[str, bool]] = []
    anything = False
    for part in spelled.removeprefix(AT_START).split():
        if part != ANYTHING:
            slots.append((part, anything))
        anything = part == ANYTHING
    return Order(tuple(slots), spelled.startswith(AT_START))


def _fits(word: str, pattern: str) -> bool:
    return word == pattern or (pattern.endswith(WILD) and len(word) <= _LONGEST_WORD and word.startswith(pattern[:-1]))


def _known(word: str) -> str:
    return as_spelled(word, _index().known)


def _entries_at(word: str) -> Iterator[_Entry]:
    """The entries that a word may begin."""
    index = _index()
    yield from index.exact.get(word, ())
    if len(word) <= _LONGEST_WORD:
        for length in range(1, len(word) + 1):
            yield from index.wild.get(word[:length], ())


class _Index(NamedTuple):
    """Every entry by its first word. wild: by the beginning of it, where it may go on. known: all words that may not."""

    exact: dict[str, list[_Entry]]
    wild: dict[str, list[_Entry]]
    known: frozenset[str]


@cache
def _index() -> _Index:
    index = _Index({}, {}, frozenset())
    known: set[str] = set()
    for language, tables in lexicon().items():
        for name, entries in _lists(tables):
            for entry in entries:
                words = words_of(entry)
                known.update(words)
                first, into = (words[0][:-1], index.wild) if words[0].endswith(WILD) else (words[0], index.exact)
                into.setdefault(first, []).append(_Entry(language, name, words, SPACELESS.match(words[0]) is not None))
    return index._replace(known=frozenset(known))


def _lists(tables: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, Sequence[str]]]:
    yield from ((name, entries) for name, entries in tables.get("wishes", {}).items() if name not in ("orders", "bare_orders"))
    yield from tables.get("wishes.words", {}).items()


def words_of(entry: str) -> tuple[str, ...]:
    """An entry of a list in words as they are compared, with their wildcards."""
    return tuple(folded(word) for word in _ENTRY.findall(entry))
