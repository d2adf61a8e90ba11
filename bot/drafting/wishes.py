"""Whether somebody asks to be left alone, by the lists in `words/`.

Two answers beside "no", as their effects differ: a wish that is certain is honoured at once and for good, without anybody's doing; where
somebody may be asking for it, a human is shown their words and decides. So what is certain has to be said in so many words: every word of
its clause is part of it or politeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
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
    """words: those that say it, as they were written, with … for others between them. certain: it is said in so many words."""

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
    wishes = [wish for each in read for wish in each.wishes()]
    found = next((wish for wish in wishes if wish.certain), None) or next(iter(wishes), None)
    if found is None or not found.certain or not any(each.requests() for each in read):
        return found
    return found._replace(certain=False)


def asks_to_be_left_alone(text: str) -> str:
    """The words by which somebody certainly asks for it; empty where nobody does. Never raises."""
    wish = read_wish(text)
    return wish.words if wish is not None and wish.certain else ""


class _Read:
    """A sentence with the words of the lists in it."""

    def __init__(self, hits: Hits, joyful: bool) -> None:
        self._hits, self._joyful = hits, joyful
        self.sentence = hits.sentence
        self._languages = sorted(hits.languages())
        named = {place for place, word in enumerate(self.sentence.words) if word == _SOMEBODY}
        self._polite = {language: named | self._covered(language) | self._covered("en") for language in self._languages}
        self._found = {language: list(self._in(language)) for language in self._languages}

    def wishes(self) -> Iterator[Wish]:
        """What asks, or may ask, in any language."""
        for language, found in self._found.items():
            for kind, span in found:
                certain = self._judged(language, kind, span)
                if certain is not None:
                    yield Wish(_quote(span.said), certain)

    def requests(self) -> bool:
        """Whether they ask for an answer, apart from what they want to be spared."""
        taken = {place for found in self._found.values() for _, span in found for place in range(span.begin, span.end)}
        spans = (span for language in self._languages for span in self._hits.spans(language, "requests"))
        return any(taken.isdisjoint(range(span.begin, span.end)) for span in spans)

    def alone(self) -> tuple[bool, str]:
        """Whether nothing is said but what asks, or politeness; and the first of what asks."""
        words = len(self.sentence.words)
        if self._joyful or self.sentence.asked:
            return False, ""
        for language in self._languages:
            spans = self._beyond_barriers(language, "alone")
            spans += [span for kind, span in self._found[language] if kind is not _Kind.IMPERATIVE and not span.loose]
            covered = self._polite[language].union(*(range(span.begin, span.end) for span in spans))
            if spans and len(covered) == words:
                return True, _quote(min(spans, key=lambda span: (span.begin, -span.end)).said)
        return any(len(polite) == words for polite in self._polite.values()), ""

    def _covered(self, language: str) -> set[int]:
        """The places of politeness."""
        spans = (span for name in ("fillers", "called") for span in self._hits.spans(language, name))
        return {place for span in spans for place in range(span.begin, span.end)}

    def _in(self, language: str) -> Iterator[_Found]:
        yield from (_Found(_Kind.IDIOM, span) for span in self._beyond_barriers(language, "clear"))
        barred = frozenset(place for span in self._hits.spans(language, "barriers") for place in range(span.begin, span.end))
        for order in orders(language, "orders"):
            kind = _Kind.IMPERATIVE if order.imperative else _Kind.COMPOSED
            yield from (_Found(kind, span) for span in found_in_order(order, language, self._hits, barred))
        for order in orders(language, "bare_orders"):
            yield from (_Found(_Kind.BARE, span) for span in found_in_order(order, language, self._hits, barred))

    def _beyond_barriers(self, language: str, name: str) -> list[Span]:
        """The phrases of a list that no barrier takes away."""
        barriers = list(self._hits.spans(language, "barriers"))
        return [span for span in self._hits.spans(language, name) if all(_spares(barrier, span) for barrier in barriers)]

    def _judged(self, language: str, kind: _Kind, span: Span) -> bool | None:
        """Whether it is certain; None where it is no wish."""
        if self._is_partial(language, kind, span):
            return None
        before, behind = self._others_around(language, span)
        told, others = self._is_told(language, kind, span), before or behind
        unasked = self.sentence.asked and not self._is_opened(language, span)
        if kind is _Kind.BARE:
            return None if told or others or unasked or self._joyful or span.loose else False
        if kind is not _Kind.IDIOM and (told or unasked):
            return None
        if kind is _Kind.IMPERATIVE and before:
            return None
        return not (told or others or unasked or self._joyful or span.loose)

    def _is_told(self, language: str, kind: _Kind, span: Span) -> bool:
        """Whether what stands before makes it something that somebody does, or said, or a condition."""
        reach = span.begin if kind is _Kind.IMPERATIVE else _SUBJECT_REACH
        return any(said.end <= span.begin for said in self._meant(language, "doubt")) or any(
            said.end <= span.begin and span.begin - said.begin <= reach for said in self._meant(language, "subjects")
        )

    def _meant(self, language: str, name: str) -> list[Span]:
        """The phrases of a list that are no part of politeness: "you" is none of "could you"."""
        polite = [*self._hits.spans(language, "fillers"), *self._hits.spans("en", "fillers")]
        return [said for said in self._hits.spans(language, name) if not any(_holds(filler, said) for filler in polite)]

    def _is_partial(self, language: str, kind: _Kind, span: Span) -> bool:
        """Whether it is about some place, time or matter alone: "don't reply to me here"."""
        begin, end = self.sentence.clause(span)
        polite = self._polite[language]
        conditions, moments = self._hits.at(language, "conditions"), self._hits.at(language, "moments")
        behind, before = span.end, span.begin
        while behind < end and behind in polite:
            if kind is _Kind.IMPERATIVE and behind in moments:
                return True
            behind += 1
        while before > begin and before - 1 in polite:
            before -= 1
        return (behind < end and behind in conditions) or any(before in ends for ends in conditions.values() if before > begin)

    def _others_around(self, language: str, span: Span) -> tuple[bool, bool]:
        """Whether other words than politeness stand in its clause before it, and behind."""
        begin, end = self.sentence.clause(span)
        polite = self._polite[language]
        before = any(place not in polite for place in range(begin, span.begin))
        return before, any(place not in polite for place in range(span.end, end))

    def _is_opened(self, language: str, span: Span) -> bool:
        """Whether politeness goes before: "could you stop replying to me?" asks for it, and "don't reply to me?" does not."""
        return span.begin - 1 in self._polite[language] and self.sentence.words[span.begin - 1] != _SOMEBODY


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end


def _spares(barrier: Span, span: Span) -> bool:
    """Whether a barrier leaves an idiom as it is: they stand apart, or the idiom says all that it says and more."""
    apart = barrier.end <= span.begin or span.end <= barrier.begin
    return apart or (_holds(span, barrier) and not _holds(barrier, span))


def _said_alone(read: Sequence[_Read]) -> Wish | None:
    """A wish by words that are one only where nothing else is said, such as "stop"."""
    told = [each.alone() for each in read if set(each.sentence.words) != {_SOMEBODY}]
    if not all(alone for alone, _ in told):
        return None
    said = next((said for _, said in told if said), "")
    return Wish(said, certain=True) if said else None


def _quote(said: str) -> str:
    return said if len(said) <= _LONGEST_QUOTE else f"{said[: _LONGEST_QUOTE - 1]}…"
