"""Complaints in everyday words, and what makes praise and thanks doubtful; composed of the lists under `[intents.complaint]`.

Nobody can list "my sandwich was cold" and "the app deletes my basket" whole. So the lists hold the parts, and here stands how they go
together: a thing and what is wrong with it; something expected that is denied ("never came", "nobody answers"); or two of waiting, a span
of time, money, repetition and lack ("waited 40 minutes", "charged twice", "ten days and no parcel"). What complains in any context is a
pattern ("stop *ing").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.drafting.intents.negations import negated
from bot.drafting.lexicon.phrases import SPACELESS, Words, bare
from bot.drafting.lexicon.vocabulary import Part, Vocabulary
from bot.drafting.lexicon.word_lists import by_language


class Kind(StrEnum):
    """The lists, by the names they have in the files."""

    PATTERN = "patterns"
    """What complains by itself, with stems as the other lists have them: "stop *ing"."""
    THING = "things"
    """What a customer buys, uses or meets: parcel, app, staff."""
    DEFECT = "defects"
    """What is wrong with a thing, or done wrongly: cold, rude, deletes."""
    DUTY = "duties"
    """What a customer expects to happen: arrives, works, answers."""
    DENIED = "denied"
    """In front of a duty or a thing: never, nobody, no."""
    DENIED_BEHIND = "denied_behind"
    """Behind it, where the language has it so: "funktioniert nicht", "ne marche pas"."""
    WAIT = "waits"
    COST = "costs"
    REPEAT = "repeats"
    """Twice, again, every time."""
    STILL = "still"
    """Still, yet, since: doubtful beside something that lacks."""
    NUMBER = "numbers"
    TIME = "times"
    """Units of a span that one waits: hours, weeks."""
    RESOLVED = "resolved"
    """A good end: worth it, quickly, sorted."""
    TURN = "turns"
    """But: what stands in front of it and what behind are of two things."""
    LACK = "lack"
    """No list: a thing that is denied."""
    SAID = "said"
    """No list: praise and what says nothing, which take their words away in scripts without spaces as well."""


_NOT_LISTS = (Kind.RESOLVED, Kind.LACK, Kind.SAID)
_SUM = re.compile(r"[£€$¥₹₺₽₩]\s?\d|\d\s?[£€$₹₺₽₩円元원]")
_SPAN = re.compile(r"\d{1,3}(?:h|hr|hrs|min|mins|std|sa|dk)", re.ASCII)
"""Number and unit in one word: "2h"."""

_TOGETHER: Mapping[tuple[Kind, Kind], int] = {
    (Kind.DENIED, Kind.DUTY): 4,
    (Kind.DUTY, Kind.DENIED_BEHIND): 4,
    (Kind.THING, Kind.DEFECT): 8,
    (Kind.DEFECT, Kind.THING): 8,
}
"""What complains, one behind the other in one sentence, with the most words between. Further apart they are hardly about each other."""

_LACKS: Mapping[tuple[Kind, Kind], int] = {(Kind.DENIED, Kind.THING): 1, (Kind.THING, Kind.DENIED_BEHIND): 1}
"""A thing that is not there: "no parcel"."""

_PAIRS = (
    (Kind.WAIT, Kind.TIME),
    (Kind.WAIT, Kind.REPEAT),
    (Kind.COST, Kind.REPEAT),
    (Kind.LACK, Kind.TIME),
    (Kind.LACK, Kind.REPEAT),
    (Kind.LACK, Kind.STILL),
    (Kind.DEFECT, Kind.REPEAT),
    (Kind.DEFECT, Kind.TIME),
    (Kind.DEFECT, Kind.WAIT),
)
"""What complains wherever both stand in a text."""

_COUNTED = frozenset({Kind.WAIT, Kind.COST, Kind.REPEAT, Kind.TIME, Kind.LACK})
_DOUBTFUL = _COUNTED | {Kind.DEFECT}
_WRONG = (Kind.DEFECT, Kind.PATTERN)
_FIXABLE = (Kind.COST, *_WRONG)
_ANY = ""
"""The language of figures."""


@dataclass(frozen=True, slots=True)
class Complaints:
    """What a text complains of.

    complains: the words by which it complains; empty where it does not. signs: by language, "" for figures. wrong: by language, the words
    that say what is wrong, by their places in the text. denied_at: the last place of a denial, by language.
    """

    complains: str
    signs: Mapping[str, Collection[Kind]]
    wrong: Mapping[str, Mapping[int, str]]
    denied_at: Mapping[str, int]

    def wrong_at(self, languages: Collection[str]) -> dict[int, str]:
        """The words that say what is wrong, by their places in the text. languages: those that count."""
        return {place: shown for language in languages for place, shown in self.wrong.get(language, {}).items()}

    def resolved(self, languages: Collection[str]) -> bool:
        """Whether something tells of a good end. languages: those that count."""
        return Kind.RESOLVED in self._spoken(languages)

    def doubts(self, languages: Collection[str]) -> bool:
        """Whether praise and thanks are not to be believed beside it. languages: those that count."""
        spoken = self._spoken(languages)
        return not spoken.isdisjoint(_WRONG) or bool(_DOUBTFUL & spoken and Kind.RESOLVED not in spoken)

    def counts_two(self, languages: Collection[str]) -> bool:
        """Whether two of waiting, money, repetition, a span and a lack stand in the text, and no good end. languages: those that count."""
        spoken = self._spoken(languages)
        return Kind.RESOLVED not in spoken and len(spoken & _COUNTED) > 1

    def denies_behind(self, place: int, languages: Collection[str]) -> bool:
        """Whether something is denied behind this place: "thanks for the mails, I never asked". languages: those that count."""
        return any(self.denied_at.get(language, -1) > place for language in languages)

    def _spoken(self, languages: Collection[str]) -> set[Kind]:
        return {kind for language in (_ANY, *languages) for kind in self.signs.get(language, ())}


@cache
def _vocabulary() -> Vocabulary[Kind]:
    lists = {kind: by_language("intents.complaint", kind) for kind in Kind if kind not in _NOT_LISTS}
    return Vocabulary({**lists, Kind.SAID: _spaceless("intents.praise", "intents.nothing")})


def _spaceless(*tables: str) -> dict[str, list[str]]:
    """The phrases of these tables in scripts without spaces, by language."""
    spaceless: dict[str, list[str]] = {}
    for table in tables:
        for language, phrases in by_language(table, "phrases").items():
            spaceless.setdefault(language, []).extend(bare(phrase) for phrase in phrases if SPACELESS.search(phrase))
    return spaceless


@cache
def _good_ends() -> Vocabulary[Kind]:
    """Also within other phrases: "worth every minute" is praise as well."""
    return Vocabulary({Kind.RESOLVED: by_language("intents.complaint", Kind.RESOLVED)})


def complaints_in(said: str, words: Words, taken: Collection[int] = (), fixed: Collection[int] = ()) -> Complaints:
    """What a folded text, given with its words, complains of.

    taken: places of words that mean something else; fixed: of words that say what was wrong and is no more.
    """
    text, places = _vocabulary().split(words)
    reading = _Reading(text, {place for place, origin in enumerate(places) if origin in fixed})
    if _SUM.search(said):
        reading.sign(Kind.COST, _ANY)
    if any(map(_SPAN.fullmatch, text.words)):
        reading.sign(Kind.TIME, _ANY)
    for part in _vocabulary().found(text, {place for place, origin in enumerate(places) if origin in taken}):
        reading.read(part)
    ends, _ = _good_ends().split(words)
    for part in _good_ends().found(ends):
        if not negated(ends, part.begin, part.end, {part.language}):
            reading.sign(part.kind, part.language)
    return Complaints(
        reading.complains or reading.pair(),
        reading.signs,
        {language: {places[place]: shown for place, shown in wrong.items()} for language, wrong in reading.wrong.items()},
        {language: places[place] for language, place in reading.denied_at.items()},
    )


class _Reading:
    """Goes once through the parts of a text, and remembers the last of each kind."""

    def __init__(self, text: Words, fixed: Collection[int]) -> None:
        self.signs: dict[str, dict[Kind, str]] = {}
        self.wrong: dict[str, dict[int, str]] = {}
        self.denied_at: dict[str, int] = {}
        self.complains = ""
        self._text = text
        self._fixed_places = fixed
        self._last: dict[tuple[str, Kind], Part[Kind]] = {}
        self._sentence = [0] * (len(text.words) + 1)
        for place in range(1, len(text.words)):
            self._sentence[place] = self._sentence[place - 1] + (place in text.starts)

    def sign(self, kind: Kind, language: str, shown: str = "") -> None:
        """Remember that the text says this."""
        self.signs.setdefault(language, {}).setdefault(kind, shown)

    def read(self, part: Part[Kind]) -> None:
        """Go on to the next part."""
        if part.kind is Kind.TURN:
            self._last.clear()
        if part.kind is Kind.DENIED:
            self.denied_at[part.language] = part.begin
        if part.kind in _FIXABLE and part.begin in self._fixed_places:
            return
        if part.kind in _WRONG:
            if negated(self._text, part.begin, part.end, {part.language}):
                return
            self.wrong.setdefault(part.language, {})[part.begin] = part.shown
        if part.kind is not Kind.TIME or self._counted(part):
            self.sign(part.kind, part.language, part.shown)
        if not self.complains and part.kind is Kind.PATTERN:
            self.complains = part.shown
        if not self.complains and (first := self._before(part, _TOGETHER)):
            self.complains = f"{first.shown} … {part.shown}"
        if first := self._before(part, _LACKS):
            lack = f"{first.shown} {part.shown}"
            self.wrong.setdefault(part.language, {})[first.begin] = lack
            self.sign(Kind.LACK, part.language, lack)
        self._last[part.language, part.kind] = part

    def pair(self) -> str:
        """Two signs that complain together; empty where there are none."""
        for language, own in self.signs.items():
            if Kind.RESOLVED in own:
                continue
            kinds = self.signs.get(_ANY, {}) | own
            for pair in _PAIRS:
                if language and own.keys() & set(pair) and kinds.keys() >= set(pair):
                    return " … ".join(filter(None, (kinds[kind] for kind in pair)))
        return ""

    def _before(self, part: Part[Kind], together: Mapping[tuple[Kind, Kind], int]) -> Part[Kind] | None:
        """The part before this one that goes together with it."""
        for (kind, after), between in together.items():
            first = self._last.get((part.language, kind)) if after is part.kind else None
            if first and first.end <= part.begin <= first.end + between and self._sentence[first.begin] == self._sentence[part.begin]:
                return first
        return None

    def _counted(self, unit: Part[Kind]) -> bool:
        """Whether a number stands before a unit of time: "two whole weeks"."""
        number = self._last.get((unit.language, Kind.NUMBER))
        if number and number.end <= unit.begin <= number.end + 1 and self._sentence[number.begin] == self._sentence[unit.begin]:
            return True
        return any(word.isdigit() for word in self._text.words[max(0, unit.begin - 2) : unit.begin])
