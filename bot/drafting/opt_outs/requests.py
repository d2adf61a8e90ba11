"""Detects requests to opt out, by the lists in `words/`.

Two answers beside "no", as their effects differ: a request that is certain takes effect at once and for good, by itself; where
somebody may be asking for it, a human is shown their words and decides. So what is certain has to be said in so many words: every word of
its clause is part of it or politeness.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from bot.drafting.lexicon.excerpt import cached_reader
from bot.drafting.lexicon.phrases import without_marks
from bot.drafting.opt_outs.patterns import Barriers, Hits, Sentence, Span, found_in_order, orders, sentences
from bot.drafting.visible_text import limit_combining_marks

_HANDLE = re.compile(r"[@＠](?!(?:ing|s|ed|me)\b)[A-Za-z0-9_]+")
"""With none of what people write for "to mention": "stop the @s", "don't @me"."""
_SOMEBODY = "ꙮ"
"""Stands for a handle. A letter that nobody writes: it says nothing by itself."""

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_QUOTED = re.compile('"[^"\n]{1,280}"|“[^”\n]{1,280}”|«[^»\n]{1,280}»|「[^」\n]{1,280}」')
_SOMETHING = "ꙭ"
"""Stands for what somebody else said, "your mail says “do not reply to me”", and for a link."""

_JOY = (
    "😂 🤣 😆 😅 😹 😊 😁 😄 😃 😀 😉 😜 🤪 😋 🤤 😍 🥰 😻 🤩 😘 "
    "❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 🔥 💯 👏 🙌 👍 🎉 😭 🥹 🥺 💀 ☺ 🫶 😌 🤌"
)
"""Who laughs or loves hardly means it."""
_JOYFUL = re.compile("|".join(map(re.escape, _JOY.split())))

_SUBJECT_REACH = 2
"""Words before a request among which "you" or "they" makes it something that is done: "your agents, they just stop replying to me"."""

_LONGEST_QUOTE = 120


class OptOutRequest(NamedTuple):
    """words: those that say it, as they were written. certain: it is said in so many words."""

    words: str
    certain: bool


class _Kind(Enum):
    """IDIOM: a phrase that says it by itself. ENDING: words in an order that ask for an end. FORBIDDING: in one that forbids. IMPERATIVE:
    in one that forbids only at the beginning of a clause, and tells what somebody does elsewhere. BARE: without whom it concerns, so a
    request only where nothing else is said. DOUBTFUL: may mean something else even then.
    """

    IDIOM = auto()
    ENDING = auto()
    FORBIDDING = auto()
    IMPERATIVE = auto()
    BARE = auto()
    DOUBTFUL = auto()


_UNADDRESSED = (_Kind.BARE, _Kind.DOUBTFUL)
_NEVER_ALONE = (_Kind.IMPERATIVE, _Kind.DOUBTFUL)


class _Found(NamedTuple):
    kind: _Kind
    span: Span


@cached_reader
def detect_opt_out(text: str) -> OptOutRequest | None:
    """The opt-out request in a post, a certain one before a possible one; None where there is none. Never raises."""
    return detect_opt_out_in_full(text)


def detect_opt_out_in_full(text: str) -> OptOutRequest | None:
    """The same of a text of any length.

    Hashtags are something else that is said: "stop #bullying" is no request to the account.
    """
    said = without_marks(unicodedata.normalize("NFC", limit_combining_marks(text)))
    said = _HANDLE.sub(f" {_SOMEBODY} ", _QUOTED.sub(f" {_SOMETHING} ", _LINK.sub(f", {_SOMETHING}, ", said)))
    joyful = _JOYFUL.search(said) is not None
    read = [_Read(sentence, joyful) for sentence in dict.fromkeys(sentences(said))]
    if not any(each.sentence.may_ask for each in read):
        return None
    if (request := _said_alone(read)) is not None:
        return request
    possible: OptOutRequest | None = None
    for request in (request for each in read for request in each.opt_outs()):
        if request.certain:
            return request._replace(certain=not any(each.requests() for each in read))
        possible = possible or request
    return possible


def explicit_opt_out(text: str) -> str:
    """The words by which somebody certainly asks for it; empty where nobody does. Never raises."""
    request = detect_opt_out(text)
    return request.words if request is not None and request.certain else ""


class _Read:
    """A sentence with the words of the lists in it."""

    def __init__(self, sentence: Sentence, joyful: bool) -> None:
        self.sentence, self._joyful = sentence, joyful

    @cached_property
    def _hits(self) -> Hits:
        return Hits(self.sentence)

    @cached_property
    def _asking(self) -> list[_Language]:
        """The languages in which something asks."""
        if not self.sentence.may_ask:
            return []
        read = (_Language(language, self._hits) for language in self._hits.languages())
        return [each for each in read if each.found or each.alone]

    def opt_outs(self) -> Iterator[OptOutRequest]:
        """What asks, or may ask, in any language."""
        for language in self._asking:
            for kind, span in language.found:
                certain = self._judged(language, kind, span)
                if certain is not None:
                    yield OptOutRequest(self._quote(span), certain)

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
            spans = [*language.alone, *(span for kind, span in language.found if kind not in _NEVER_ALONE and not span.loose)]
            covered = language.polite.union(*(range(span.begin, span.end) for span in spans))
            if spans and len(covered) == words:
                return True, self._quote(min(spans, key=lambda span: (span.begin, -span.end)))
        return any(len(_polite(language, self._hits)) == words for language in self._hits.languages(_POLITE)), ""

    def _judged(self, language: _Language, kind: _Kind, span: Span) -> bool | None:
        """Whether it is certain; None where it is no request."""
        begin, end = self.sentence.clause(span)
        partial = language.is_partial(kind, span, begin, end)
        before, behind = not language.is_polite(begin, span.begin), not language.is_polite(span.end, end)
        told, doubted = language.is_told(kind, span, begin), language.has_doubt_before(span)
        unasked = self.sentence.asked and not self._is_opened(language, span)
        if kind in _UNADDRESSED:
            told = told or (before and (not language.is_polite(span.begin - 1, span.begin) or language.has_subject_before(span)))
            return None if partial or told or behind or unasked or self._joyful or span.loose else False
        if (partial and kind is not _Kind.ENDING) or (kind is _Kind.IMPERATIVE and before):
            return None
        if kind is not _Kind.IDIOM and (told or unasked):
            return None
        return not (partial or told or doubted or before or behind or unasked or self._joyful or span.loose)

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

    def is_told(self, kind: _Kind, span: Span, begin: int) -> bool:
        """Whether what stands before makes it something that somebody does, or said, or a condition. begin: of its clause.

        What asks for an end may follow a question: "why are you like this, stop replying to me".
        """
        if self.has_doubt_before(span) and (kind not in (_Kind.ENDING, *_UNADDRESSED) or self._has_doubt_within(begin, span.begin)):
            return True
        if kind is _Kind.IMPERATIVE:
            return self.has_subject_before(span)
        return any(self._subjects.get(span.begin - reach, span.end) <= span.begin for reach in range(1, _SUBJECT_REACH + 1))

    def has_doubt_before(self, span: Span) -> bool:
        """Whether a word of doubt stands anywhere before."""
        return self._doubts[:1] != [] and self._doubts[0][1] <= span.begin

    def _has_doubt_within(self, begin: int, end: int) -> bool:
        place = bisect_left(self._doubts, (begin, 0))
        return place < len(self._doubts) and self._doubts[place][1] <= end

    def has_subject_before(self, span: Span) -> bool:
        """Whether "you" or "they" stands anywhere before."""
        return self._first_subject <= span.begin

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
    def _doubts(self) -> list[tuple[int, int]]:
        """From where to where they stand, in order."""
        return sorted((span.begin, span.end) for span in self._meant("doubt"))

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
        for order in orders(self._language, "orders"):
            kind = _Kind.IMPERATIVE if order.imperative else _Kind.ENDING if order.ends else _Kind.FORBIDDING
            yield from (_Found(kind, span) for span in found_in_order(order, self._language, self._hits, self._barriers))
        for name, kind in (("bare_orders", _Kind.BARE), ("doubtful_orders", _Kind.DOUBTFUL)):
            for order in orders(self._language, name):
                yield from (_Found(kind, span) for span in found_in_order(order, self._language, self._hits, self._barriers))

    @cached_property
    def _barriers(self) -> Barriers:
        return Barriers(self._hits.spans(self._language, "barriers"))

    def _beyond_barriers(self, name: str) -> list[Span]:
        """The phrases of a list that no barrier takes away."""
        return [span for span in self._hits.spans(self._language, name) if self._barriers.spare(span.begin, span.end)]


_POLITE = ("fillers", "called")


def _polite(language: str, hits: Hits) -> set[int]:
    """The places of politeness in a language, or in English, and of handles."""
    spans = (span for each in {language, "en"} for name in _POLITE for span in hits.spans(each, name))
    named = {place for place, word in enumerate(hits.sentence.words) if word == _SOMEBODY}
    return named.union(*(range(span.begin, span.end) for span in spans))


def _said_alone(read: Sequence[_Read]) -> OptOutRequest | None:
    """A request by words that are one only where nothing else is said, such as "stop"."""
    first = ""
    for each in read:
        alone, said = each.alone()
        if not alone and set(each.sentence.words) != {_SOMEBODY}:
            return None
        first = first or said
    return OptOutRequest(first, certain=True) if first else None
