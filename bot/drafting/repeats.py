"""Which text that went out lately another one repeats: in nearly the same words, or as the same saved reply with another name or topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from bot.domain import SavedReply
from bot.drafting.similar import SentTexts, bare_words, unspaced
from bot.drafting.templates import HANDLE, NAME, TOPIC, Addressee, fill

_VARYING = re.compile(rf"\{{({NAME}|{TOPIC})\}}")
_MAX_VALUE_LENGTH = 40
"""Letters of a name or a topic: the longest topic has so many, see `bot.scoring.interests`."""
_CACHE_SIZE = 1_000
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
        return SentTexts(self._sent, (self._addressee.name, self._addressee.handle))

    def by(self, text: str) -> str | None:
        """What this text nearly repeats; None where it repeats nothing."""
        if (repeated := self._earlier.find_similar(text)) is not None:
            return repeated
        made_from = (template for template in self._templates if self._is_made_from(template, text))
        return next((found for template in made_from if (found := self._earlier.find_matching(*_pattern(template))) is not None), None)

    def _is_made_from(self, template: str, text: str) -> bool:
        """Whether this text is the template filled in for the addressee; what somebody wrote may look like it by chance."""
        pattern, spell = _pattern(template)
        return pattern.fullmatch(spell(text)) is not None and _spelled(fill(template, self._addressee)) == _spelled(text)


def _spelled(text: str) -> str:
    return bare_words(text) or unspaced(text)


@lru_cache(_CACHE_SIZE)
def _pattern(template: str) -> tuple[re.Pattern[str], Callable[[str], str]]:
    """What a text made from this template looks like with any name and topic, and how it is spelled to be compared with that."""
    said, *varying = _VARYING.split(template.replace(f"{{{HANDLE}}}", " "))
    parts = [said, *varying[1::2]]
    if not any(map(bare_words, parts)):
        return _joined([re.escape(unspaced(part)) for part in parts], varying[::2]), unspaced
    words = [re.escape(bare_words(part)) for part in parts]
    return _joined([rf"\b{word}\b" if word else "" for word in words], varying[::2]), bare_words


def _joined(parts: Sequence[str], varying: Sequence[str]) -> re.Pattern[str]:
    """These parts with something between each two of them, which is the same wherever the same placeholder stands."""
    pattern, seen = parts[0], set()
    for placeholder, part in zip(varying, parts[1:], strict=True):
        something = f"(?P={placeholder})" if placeholder in seen else f"(?P<{placeholder}>.{{0,{_MAX_VALUE_LENGTH}}}?)"
        # Possessive: a template that is hardly more than placeholders would else be tried in endless ways.
        pattern += f" ?+{something} ?+{part}"
        seen.add(placeholder)
    return re.compile(pattern)
