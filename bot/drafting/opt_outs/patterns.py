"""Finds opt-out requests that are composed of words: something that ends or forbids, a verb of contact, and whom it concerns.

The classes of words and the orders in which they make one stand in `words/`, a file a language. An order is a list of classes: `stop
contact me` finds "please stop constantly replying to all my posts" where `stop` has "stop", `contact` "replying to" and `me` "my posts".
Politeness may stand between two classes; where an order has `…` between them, a few other words may as well. Everything is bounded, so
the time grows as the text does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from bot.drafting.lexicon.phrases import AT_START, SPACELESS, as_spelled, folded
from bot.drafting.lexicon.word_lists import LexiconError, lexicon

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
_MOST_COMPARED = 100
"""Letters of any word: more than the longest stretched "STOOOP" needs."""
ORDERS = ("orders", "bare_orders", "doubtful_orders")

_LETTER = f"[^\\W_{SPACELESS.pattern[1:-1]}]|[\u0900-\u0dff]"
_TOKEN = re.compile(f"{SPACELESS.pattern}|@|(?:{_LETTER})+(?:['’ʼ`´](?:{_LETTER})+)*|[^\\w\\s-]|\n")
_ENTRY = re.compile(f"{SPACELESS.pattern}|@|(?:(?:{_LETTER})+(?:['’ʼ`´](?:{_LETTER})+)*)\\*?")
_ENDS = frozenset(".!?。؟।\n")
_ASKED = frozenset("?؟")


class _Entry(NamedTuple):
    """An entry of a list, in words. joined: nothing may stand between them. asks: a request may begin with it."""

    language: str
    name: str
    words: tuple[str, ...]
    joined: bool
    asks: bool


class Span(NamedTuple):
    """Where something stands among the words of a sentence: from the first to behind the last. loose: with other words in it."""

    begin: int
    end: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """words: as they are compared; shown: as they were written. breaks: the places of words behind a comma or another sign, in order."""

    words: tuple[str, ...]
    shown: tuple[str, ...]
    breaks: tuple[int, ...]
    asked: bool

    @property
    def may_ask(self) -> bool:
        """Whether any request begins with one of its words."""
        return any(entry.asks for word in self.words for entry in _entries_at(word))

    def clause(self, span: Span) -> tuple[int, int]:
        """From where to where no sign parts it from what is around."""
        before = bisect_right(self.breaks, span.begin)
        behind = bisect_left(self.breaks, span.end)
        return self.breaks[before - 1] if before else 0, self.breaks[behind] if behind < len(self.breaks) else len(self.words)

    def is_parted(self, begin: int, end: int) -> bool:
        """Whether a sign stands before one of the words from the first place to the last."""
        place = bisect_left(self.breaks, begin)
        return place < len(self.breaks) and self.breaks[place] <= end

    def quoted(self, span: Span) -> str:
        """The words of a span, as they were written."""
        quoted = ""
        for word in self.shown[span.begin : span.end]:
            joined = not quoted or (SPACELESS.match(word) and SPACELESS.match(quoted[-1]))
            quoted += word if joined else f" {word}"
        return quoted


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that is composed (NFC), with their words."""
    shown: list[str] = []
    breaks: list[int] = []
    for match in _TOKEN.finditer(f"{text}\n"):
        sign = match[0]
        if sign[0].isalnum() or sign == "@" or SPACELESS.match(sign):
            shown.append(sign)
        elif sign not in _ENDS:
            breaks += [len(shown)] if breaks[-1:] != [len(shown)] else []
        elif shown:
            words = tuple(_compared(word[:_MOST_COMPARED]) for word in shown)
            yield Sentence(words, tuple(shown), tuple(breaks), sign in _ASKED)
            shown, breaks = [], []


class Hits:
    """Where the entries of every list stand in a sentence, by language and list, then by where they begin."""

    def __init__(self, sentence: Sentence) -> None:
        self._found: dict[str, dict[str, dict[int, list[int]]]] = {}
        self.sentence = sentence
        late: list[tuple[int, _Entry]] = []
        for place, word in enumerate(sentence.words):
            for entry in _entries_at(word):
                if len(entry.words) == 1:
                    self._add(entry, place, place + 1)
                elif entry.joined:
                    self._add_joined(entry, place)
                else:
                    late.append((place, entry))
        for place, entry in sorted(late, key=lambda found: found[1].name != "inside"):
            if end := self._end_of(entry, place):
                self._add(entry, place, end)

    def languages(self, names: Collection[str] = ()) -> list[str]:
        """In which something stands, in a list of these names; in any list where none is given."""
        return sorted(language for language, found in self._found.items() if not names or not found.keys().isdisjoint(names))

    def at(self, language: str, name: str) -> Mapping[int, list[int]]:
        """The ends of the entries of a list, by where they begin."""
        return self._found.get(language, {}).get(name, {})

    def spans(self, language: str, name: str) -> Iterator[Span]:
        """The entries of a list that stand in the sentence."""
        for begin, ends in self.at(language, name).items():
            for end in ends:
                yield Span(begin, end)

    def politely(self, language: str, place: int) -> list[int]:
        """Where a pattern may go on that has come to this place: here, or behind politeness."""
        inside = self.at(language, "inside")
        if place not in inside:
            return [place]
        reached, fresh = {place}, {place}
        for _ in range(_MOST_POLITE):
            fresh = {end for begin in fresh for end in inside.get(begin, ())} - reached
            reached |= fresh
        return sorted(reached)

    def _add(self, entry: _Entry, begin: int, end: int) -> None:
        ends = self._found.setdefault(entry.language, {}).setdefault(entry.name, {}).setdefault(begin, [])
        if end not in ends:
            ends.append(end)

    def _add_joined(self, entry: _Entry, place: int) -> None:
        end = place + len(entry.words)
        if self.sentence.words[place:end] == entry.words:
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

    @property
    def ends(self) -> bool:
        """Whether it asks that something ends, and does not merely forbid it."""
        return self.slots[0][0] == "stop"


class Barriers:
    """Phrases that no pattern goes across, and that none takes words of, unless it says all that they say and more."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._touching: dict[int, list[Span]] = {}
        for span in spans:
            for place in range(span.begin, span.end):
                self._touching.setdefault(place, []).append(span)

    def stand_at(self, place: int) -> bool:
        """Whether this word is part of one."""
        return place in self._touching

    def spare(self, begin: int, end: int) -> bool:
        """Whether what stands from one place to another is what it seems."""
        touching = (barrier for place in range(begin, end) for barrier in self._touching.get(place, ()))
        return all(begin <= barrier.begin and barrier.end <= end and end - begin > barrier.end - barrier.begin for barrier in touching)


@cache
def orders(language: str, name: str) -> tuple[Order, ...]:
    """The orders of a list in a language. Raises LexiconError where one names a class that its file has not."""
    tables = lexicon()[language]
    found = tuple(map(_order, tables.get("opt_out", {}).get(name, ())))
    for missing in (slot for order in found for slot, _ in order.slots if slot not in tables.get("opt_out.words", {})):
        raise LexiconError(
            f"{language}.toml: opt_out.{name} names {missing}, which [opt_out.words] has not. Add that list, or mend the order."
        )
    return found


def found_in_order(order: Order, language: str, hits: Hits, barriers: Barriers) -> Iterator[Span]:
    """Where words stand in this order."""
    for begin in hits.at(language, order.slots[0][0]):
        best: Span | None = None
        for end, loose in _matches(order, 0, begin, language, hits, barriers):
            if best is None or (not loose, end) > (not best.loose, best.end):
                best = Span(begin, end, loose)
        if best is not None:
            yield best


def _matches(order: Order, index: int, place: int, language: str, hits: Hits, barriers: Barriers) -> Iterator[tuple[int, bool]]:
    """Where the rest of an order may end whose next class begins at this place, and whether other words stand in it."""
    name, _ = order.slots[index]
    for end in hits.at(language, name).get(place, ()):
        if not barriers.spare(place, end):
            continue
        if index + 1 == len(order.slots):
            yield end, False
            continue
        for following, loose in _following(end, order.slots[index + 1][1], language, hits, barriers):
            # A comma may stand behind what ends something, "hört auf, mir zu schreiben", and before: "you keep tagging me, stop".
            after = order.slots[index + 1][0]
            if not hits.sentence.is_parted(end, following) or (name == "stop" and not loose) or after == "halt":
                yield from ((last, loose or later) for last, later in _matches(order, index + 1, following, language, hits, barriers))


def _following(place: int, anything: bool, language: str, hits: Hits, barriers: Barriers) -> Iterator[tuple[int, bool]]:
    """Where the next class may begin, and whether other words stand before it."""
    polite = hits.politely(language, place)
    yield from ((at, False) for at in polite)
    reached = set(polite)
    if not anything:
        return
    for _ in range(_MOST_ELSE):
        place += 1
        if barriers.stand_at(place - 1) or place >= len(hits.sentence.words):
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


@lru_cache(20_000)
def _compared(word: str) -> str:
    """A word as it is compared with those of the lists."""
    return as_spelled(folded(word), _index().known)


@lru_cache(20_000)
def _entries_at(word: str) -> Sequence[_Entry]:
    """The entries that a word may begin."""
    index = _index()
    found = list(index.exact.get(word, ()))
    if len(word) <= _LONGEST_WORD:
        for length in range(1, len(word) + 1):
            found += index.wild.get(word[:length], ())
    return found


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
        begins = {"clear", "alone", *(order.slots[0][0] for name in ORDERS for order in orders(language, name))}
        for name, entries in _lists(tables):
            for entry in entries:
                words = words_of(entry)
                known.update(words)
                first, into = (words[0][:-1], index.wild) if words[0].endswith(WILD) else (words[0], index.exact)
                into.setdefault(first, []).append(_Entry(language, name, words, SPACELESS.match(words[0]) is not None, name in begins))
    return index._replace(known=frozenset(known))


def _lists(tables: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[tuple[str, Sequence[str]]]:
    yield from ((name, entries) for name, entries in tables.get("opt_out", {}).items() if name not in ORDERS)
    yield from tables.get("opt_out.words", {}).items()


def words_of(entry: str) -> tuple[str, ...]:
    """An entry of a list in words as they are compared, with their wildcards."""
    return tuple(folded(word) for word in _ENTRY.findall(entry))
