"""Whether somebody asks to be left alone, by the lists in `words/`.

Two answers beside "no", as their effects differ: a wish that is certain is honoured at once and for good, without anybody's doing; where
somebody may be asking for it, a human is shown their words and decides. So what is certain has to be said in so many words: every word of
its clause is part of it or politeness.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from bot.drafting.phrases import excerpt, without_marks
from bot.drafting.wish_patterns import Hits, Span, found_in_order, orders, sentences

_HANDLE = re.compile(r"[@＠](?!ing\b)[A-Za-z0-9_]+")
_SOMEBODY = "ꙮ"
"""Stands for a handle. A letter that nobody writes: it says nothing by itself."""

_SET_ASIDE = re.compile('https?://[^\\s]+|"[^"\n]{1,280}"|“[^”\n]{1,280}”|«[^»\n]{1,280}»|「[^」\n]{1,280}」', re.IGNORECASE)
_SOMETHING = "ꙭ"
"""Stands for what somebody else said, "your mail says “do not reply to me”", and for a link."""

_JOY = (
    "😂 🤣 😆 😅 😹 😊 😁 😄 😃 😀 😉 😜 🤪 😋 🤤 😍 🥰 😻 🤩 😘 "
    "❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 🔥 💯 👏 🙌 👍 🎉 😭 🥹 🥺 💀 ☺ 🫶 😌 🤌"
)
"""Who laughs or loves hardly means it."""
_JOYFUL = re.compile("|".join(map(re.escape, _JOY.split())))

_SUBJECT_REACH = 2
"""Words before a wish among which "you" or "they" makes it something that is done: "your agents, they just stop replying to me"."""

_LONGEST_QUOTE = 120
_KEPT = 1_000


class Wish(NamedTuple):
    """words: those that say it, as they were written. certain: it is said in so many words."""

    words: str
    certain: bool


class _Kind(Enum):
    """IDIOM: a phrase that says it by itself. COMPOSED: words in an order. IMPERATIVE: in one that commands only at the beginning of a
    clause, and tells what somebody does elsewhere. BARE: without whom it concerns, so a wish only where nothing else is said.
    """

    IDIOM = auto()
    COMPOSED = auto()
    IMPERATIVE = auto()
    BARE = auto()


class _Found(NamedTuple):
    kind: _Kind
    span: Span


@lru_cache(_KEPT)
def read_wish(text: str) -> Wish | None:
    """What asks to be left alone in a post, the certain before what only may; None where nothing does. Never raises.

    Hashtags are something else that is said: "stop #bullying" is no wish about the account. Kept for posts that are read again.
    """
    said = without_marks(unicodedata.normalize("NFC", excerpt(text)))
    said = _HANDLE.sub(f" {_SOMEBODY} ", _SET_ASIDE.sub(f"\t,{_SOMETHING}\t,", said))
    joyful = _JOYFUL.search(said) is not None
    read = [_Read(Hits(sentence), joyful) for sentence in sentences(said)]
    if (wish := _said_alone(read)) is not None:
        return wish
    possible: Wish | None = None
    for wish in (wish for each in read for wish in each.wishes()):
        if wish.certain:
            return wish._replace(certain=not any(each.requests() for each in read))
        possible = possible or wish
    return possible


def asks_to_be_left_alone(text: str) -> str:
    """The words by which somebody certainly asks for it; empty where nobody does. Never raises."""
    wish = read_wish(text)
    return wish.words if wish is not None and wish.certain else ""


class _Read:
    """A sentence with the words of the lists in it."""

    def __init__(self, hits: Hits, joyful: bool) -> None:
        self._hits, self._joyful = hits, joyful
        self.sentence = hits.sentence

    @cached_property
    def _asking(self) -> list[_Language]:
        """The languages in which something asks."""
        read = (_Language(language, self._hits) for language in self._hits.languages())
        return [each for each in read if each.found or each.alone]

    def wishes(self) -> Iterator[Wish]:
        """What asks, or may ask, in any language."""
        for language in self._asking:
            for kind, span in language.found:
                certain = self._judged(language, kind, span)
                if certain is not None:
                    yield Wish(self._quote(span), certain)

    def requests(self) -> bool:
        """Whether they ask for an answer, apart from what they want to be spared."""
        taken = {place for language in self._asking for _, span in language.found for place in range(span.begin, span.end)}
        spans = (span for language in self._hits.languages(("requests",)) for span in self._hits.spans(language, "requests"))
        return any(taken.isdisjoint(range(span.begin, span.end)) for span in spans)

    def alone(self) -> tuple[bool, str]:
        """Whether nothing is said but what asks, or politeness; and the first of what asks."""
        words = len(self.sentence.words)
        if self._joyful or self.sentence.asked:
            return False, ""
        for language in self._asking:
            spans = [*language.alone, *(span for kind, span in language.found if kind is not _Kind.IMPERATIVE and not span.loose)]
            covered = language.polite.union(*(range(span.begin, span.end) for span in spans))
            if spans and len(covered) == words:
                return True, self._quote(min(spans, key=lambda span: (span.begin, -span.end)))
        return any(len(_polite(language, self._hits)) == words for language in self._hits.languages(_POLITE)), ""

    def _judged(self, language: _Language, kind: _Kind, span: Span) -> bool | None:
        """Whether it is certain; None where it is no wish."""
        begin, end = self.sentence.clause(span)
        if language.is_partial(kind, span, begin, end):
            return None
        before, behind = not language.is_polite(begin, span.begin), not language.is_polite(span.end, end)
        told, others = language.is_told(kind, span), before or behind
        unasked = self.sentence.asked and not self._is_opened(language, span)
        if kind is _Kind.BARE:
            return None if told or others or unasked or self._joyful or span.loose else False
        if kind is not _Kind.IDIOM and (told or unasked):
            return None
        if kind is _Kind.IMPERATIVE and before:
            return None
        return not (told or others or unasked or self._joyful or span.loose)

    def _is_opened(self, language: _Language, span: Span) -> bool:
        """Whether politeness goes before: "could you stop replying to me?" asks for it, and "don't reply to me?" does not."""
        return span.begin - 1 in language.polite and self.sentence.words[span.begin - 1] != _SOMEBODY

    def _quote(self, span: Span) -> str:
        said = self.sentence.quoted(span)
        return said if len(said) <= _LONGEST_QUOTE else f"{said[: _LONGEST_QUOTE - 1]}…"


class _Language:
    """What stands in a sentence by the lists of one language. Everything is looked up, so that many patterns take no longer each."""

    def __init__(self, language: str, hits: Hits) -> None:
        self._language, self._hits = language, hits
        self.found = list(self._patterns())
        self.alone = self._beyond_barriers("alone")

    @cached_property
    def polite(self) -> set[int]:
        """The places of politeness, and of handles."""
        return _polite(self._language, self._hits)

    def is_polite(self, begin: int, end: int) -> bool:
        """Whether all words from one place to another are."""
        return self._polite_before[end] - self._polite_before[begin] == end - begin

    def is_told(self, kind: _Kind, span: Span) -> bool:
        """Whether what stands before makes it something that somebody does, or said, or a condition."""
        if self._first_doubt <= span.begin:
            return True
        if kind is _Kind.IMPERATIVE:
            return self._first_subject <= span.begin
        return any(self._subjects.get(span.begin - reach, span.end) <= span.begin for reach in range(1, _SUBJECT_REACH + 1))

    def is_partial(self, kind: _Kind, span: Span, begin: int, end: int) -> bool:
        """Whether it is about some place, time or matter alone: "don't reply to me here". begin, end: of its clause."""
        behind, before = span.end, span.begin
        while behind < end and behind in self.polite:
            if kind is _Kind.IMPERATIVE and behind in self._hits.at(self._language, "moments"):
                return True
            behind += 1
        while before > begin and before - 1 in self.polite:
            before -= 1
        return (behind < end and behind in self._hits.at(self._language, "conditions")) or (
            before > begin and before in self._condition_ends
        )

    @cached_property
    def _polite_before(self) -> list[int]:
        return list(accumulate((place in self.polite for place in range(len(self._hits.sentence.words))), initial=0))

    @cached_property
    def _condition_ends(self) -> frozenset[int]:
        return frozenset(span.end for span in self._hits.spans(self._language, "conditions"))

    @cached_property
    def _first_doubt(self) -> int:
        """Where it ends."""
        return min((span.end for span in self._meant("doubt")), default=sys.maxsize)

    @cached_property
    def _first_subject(self) -> int:
        return min(self._subjects.values(), default=sys.maxsize)

    @cached_property
    def _subjects(self) -> dict[int, int]:
        """Where subjects end, by where they begin."""
        return {span.begin: span.end for span in self._meant("subjects")}

    def _meant(self, name: str) -> Iterator[Span]:
        """The phrases of a list that are no part of politeness: "you" is none of "could you"."""
        holding: dict[int, int] = {}
        for language in {self._language, "en"}:
            for filler in self._hits.spans(language, "fillers"):
                for place in range(filler.begin, filler.end):
                    holding[place] = max(holding.get(place, 0), filler.end)
        yield from (said for said in self._hits.spans(self._language, name) if holding.get(said.begin, 0) < said.end)

    def _patterns(self) -> Iterator[_Found]:
        yield from (_Found(_Kind.IDIOM, span) for span in self._beyond_barriers("clear"))
        barred = frozenset(place for span in self._hits.spans(self._language, "barriers") for place in range(span.begin, span.end))
        for order in orders(self._language, "orders"):
            kind = _Kind.IMPERATIVE if order.imperative else _Kind.COMPOSED
            yield from (_Found(kind, span) for span in found_in_order(order, self._language, self._hits, barred))
        for order in orders(self._language, "bare_orders"):
            yield from (_Found(_Kind.BARE, span) for span in found_in_order(order, self._language, self._hits, barred))

    def _beyond_barriers(self, name: str) -> list[Span]:
        """The phrases of a list that no barrier takes away: each that one touches has to say all that it says, and more."""
        found = list(self._hits.spans(self._language, name))
        touching: dict[int, list[Span]] = {}
        for barrier in self._hits.spans(self._language, "barriers") if found else ():
            for place in range(barrier.begin, barrier.end):
                touching.setdefault(place, []).append(barrier)
        return [
            span
            for span in found
            if all(_says_more(span, barrier) for place in range(span.begin, span.end) for barrier in touching.get(place, ()))
        ]


_POLITE = ("fillers", "called")


def _polite(language: str, hits: Hits) -> set[int]:
    """The places of politeness in a language, or in English, and of handles."""
    spans = (span for each in {language, "en"} for name in _POLITE for span in hits.spans(each, name))
    named = {place for place, word in enumerate(hits.sentence.words) if word == _SOMEBODY}
    return named.union(*(range(span.begin, span.end) for span in spans))


def _says_more(span: Span, barrier: Span) -> bool:
    return span.begin <= barrier.begin and barrier.end <= span.end and (span.begin, span.end) != (barrier.begin, barrier.end)


def _said_alone(read: Sequence[_Read]) -> Wish | None:
    """A wish by words that are one only where nothing else is said, such as "stop"."""
    first = ""
    for each in read:
        alone, said = each.alone()
        if not alone and set(each.sentence.words) != {_SOMEBODY}:
            return None
        first = first or said
    return Wish(first, certain=True) if first else None
