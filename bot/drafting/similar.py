"""Whether a text nearly repeats one that went out before: X refuses the same text twice, and punishes accounts that hardly vary theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from bot.domain import SavedReply
from bot.drafting.first_names import first_name
from bot.drafting.lexicon.phrases import folded, words_in
from bot.drafting.templates import PLACEHOLDERS, Addressee, fill, without_name

SIMILARITY_CUTOFF = 85
"""Likeness in percent (rapidfuzz.fuzz.ratio: 100 less the share of letters to put in or take out) from which two texts are nearly the same.

At 85 a sentence with one word of seven changed still is; two sentences about the same thing in other words lie between 40 and 75."""

MAX_COMPARED = 4_000
"""Characters of a text that are compared: an answer has at most 800, so one of more than these, such as a long post, cannot nearly be it.

Putting accents in order and comparing letter by letter take a time that grows with the square of the length."""

_IGNORED = re.compile(r"https?://\S+|[@＠]\w+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SHAPES = re.compile("[\\s\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]+")
"""Spaces, and what says how an emoji looks: as a letter, in colour, with which skin."""

_CACHE_SIZE = 30_000
"""Texts whose bare words are kept in memory, some 20 MB of ordinary posts: more than nearly any account posts in the longest REPEAT_DAYS.

Otherwise each draft and each card would make all of them ready anew, while others wait to write to the store."""


class SentTexts:
    """The texts that went out, made ready to compare many others with them.

    Case, accents, handles, links, signs, emoji, digits and spaces make no difference, nor do the names in masking, on either side.
    Texts that are nothing else, such as emoji alone, are compared by all that is seen of them.
    """

    def __init__(self, sent: Sequence[str], masking: Collection[str] = ()) -> None:
        self._sent = sent
        self._masks = sorted({bare for name in masking if (bare := bare_words(name))}, key=len, reverse=True)
        self._bare = [self._masked(bare_words(text)) for text in sent]
        self._choices = [bare or None for bare in self._bare]
        self._places = {bare: place for place, bare in reversed(list(enumerate(self._bare))) if bare}

    def find_similar(self, text: str) -> str | None:
        """Which of the earlier texts this one nearly repeats, None where it repeats none."""
        bare = self._masked(bare_words(text))
        if not bare:
            return next((earlier for earlier in self._sent if _looks_like(earlier, text)), None)
        if bare in self._places:
            return self._sent[self._places[bare]]
        found = process.extractOne(bare, self._choices, scorer=fuzz.ratio, score_cutoff=SIMILARITY_CUTOFF)
        return None if found is None else self._sent[found[2]]

    def find_matching(self, pattern: re.Pattern[str], spell: Callable[[str], str]) -> str | None:
        """The earlier text that this pattern describes from end to end, spelled like this."""
        return next((text for text in self._sent if pattern.fullmatch(spell(text))), None)

    def _masked(self, bare: str) -> str:
        for mask in self._masks:
            if mask in bare:
                bare = f" {bare} ".replace(f" {mask} ", " ").strip()
        return bare


@lru_cache(_CACHE_SIZE)
def bare_words(text: str) -> str:
    """The words of a text with single spaces between them, without what makes no difference."""
    return " ".join(words_in(_DIGITS.sub("", _folded(text))).words)


@lru_cache(_CACHE_SIZE)
def unspaced(text: str) -> str:
    """What is seen of a text, signs and emoji too, without spaces, and without handles and links."""
    return _SHAPES.sub("", _folded(text))


def _folded(text: str) -> str:
    return folded(_IGNORED.sub(" ", text[:MAX_COMPARED]))


def _looks_like(one: str, other: str) -> bool:
    return one.strip() == other.strip() or unspaced(one) == unspaced(other) != ""


def _placeholders(*, varying: bool) -> re.Pattern[str]:
    names = (name for name, placeholder in PLACEHOLDERS.items() if placeholder.varies is varying)
    return re.compile(rf"\{{({'|'.join(names)})\}}")


_VARYING, _UNVARIED = _placeholders(varying=True), _placeholders(varying=False)
_MAX_VALUE_LENGTH = 40
"""Letters of a name or a topic: the longest topic has so many, see `bot.scoring.interests`."""
_BOUNDARY = r"\b"
_MATCHERS_KEPT = 1_000
"""Templates whose patterns are kept: making all of a team's anew would take a click longer than anything else."""


class Repeats:
    """What went out lately, for the eyes of one addressee."""

    def __init__(self, sent: Sequence[str], addressee: Addressee, saved: Iterable[SavedReply]) -> None:
        """saved: the saved replies from which a text may be made."""
        self._sent = sent
        self._addressee, self._templates = addressee, [reply.text for reply in saved if _VARYING.search(reply.text)]

    @cached_property
    def _earlier(self) -> SentTexts:
        """Made ready only where there is a text to compare."""
        return SentTexts(self._sent, (self._addressee.name, first_name(self._addressee.name), self._addressee.handle))

    def by(self, text: str) -> str | None:
        """What this text nearly repeats; None where it repeats nothing."""
        if (repeated := self._earlier.find_similar(text)) is not None:
            return repeated
        made_from = (template for template in self._templates if self._is_made_from(template, text))
        forms = (form for template in made_from for form in _forms(template))
        return next((found for form in forms if (found := self._earlier.find_matching(*_pattern(form))) is not None), None)

    def _is_made_from(self, template: str, text: str) -> bool:
        """Whether this text is the template filled in for the addressee; what somebody wrote may look like it by chance."""
        patterns = map(_pattern, _forms(template))
        may_be = any(pattern.fullmatch(spell(text)) for pattern, spell in patterns)
        return may_be and _spelled(fill(template, self._addressee)) == _spelled(text)


def _spelled(text: str) -> str:
    return bare_words(text) or unspaced(text)


@lru_cache(_MATCHERS_KEPT)
def _forms(template: str) -> tuple[str, ...]:
    """The template, and what it is for whoever has no first name."""
    return tuple(dict.fromkeys((template, without_name(template))))


@lru_cache(2 * _MATCHERS_KEPT)
def _pattern(template: str) -> tuple[re.Pattern[str], Callable[[str], str]]:
    """What a text made from this template looks like with any name and topic, and how it is spelled to be compared with that."""
    said, *varying = _VARYING.split(_UNVARIED.sub(" ", template))
    parts = [said, *varying[1::2]]
    if not any(map(bare_words, parts)):
        return _joined([re.escape(unspaced(part)) for part in parts], varying[::2]), unspaced
    return _joined([_words_of(part) for part in parts], varying[::2]), bare_words


def _words_of(part: str) -> str:
    """The pattern of a part's words, which are whole where the part does not go on without a space, as in "{name}さん"."""
    words = re.escape(bare_words(part))
    return f"{'' if part[0].isalnum() else _BOUNDARY}{words}{'' if part[-1].isalnum() else _BOUNDARY}" if words else ""


def _joined(parts: Sequence[str], varying: Sequence[str]) -> re.Pattern[str]:
    """These parts with something between each two of them, which is the same wherever the same placeholder stands."""
    pattern, seen = parts[0], set()
    for placeholder, part in zip(varying, parts[1:], strict=True):
        something = f"(?P={placeholder})" if placeholder in seen else f"(?P<{placeholder}>.{{0,{_MAX_VALUE_LENGTH}}}?)"
        # Possessive: a template that is hardly more than placeholders would else be tried in endless ways.
        pattern += f" ?+{something} ?+{part}"
        seen.add(placeholder)
    return re.compile(pattern)
