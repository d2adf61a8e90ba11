"""Where praise and thanks are not taken at their word although nothing of trouble is listed: whoever is wrong here thanks for an insult.

Two forms carry irony in every language: thanks for something done, "thank you for closing the branch", where the deed is none of the good
ones listed; and one word of praise with a comma before a plain statement, "great, the game wiped my save". Both may be meant: they are told
as "other".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from bot.drafting.lexicon import by_language
from bot.drafting.phrases import Words
from bot.drafting.vocabulary import Vocabulary

_MOST_BETWEEN = 3
_EXCLAIMED = re.compile(r"\W*[^,.!?…\n]{1,40}?(?:[,،，、…]|\.\.)")
_STATEMENT = 3
"""Words from which something behind an exclamation is a statement: "wow, so good" is none."""


def ironic(said: str, words: Words, pleased: Collection[tuple[int, int]]) -> bool:
    """Whether praise or thanks may be meant the other way round.

    said: the folded text of the words. pleased: from which to behind which word praise and thanks go.
    """
    return _thanks_for_a_deed(words, {end for _, end in pleased}) or _exclaims(said, words, pleased)


@cache
def _deeds() -> Vocabulary[bool]:
    """Whether a deed is good."""
    return Vocabulary({False: by_language("intents.irony", "deeds"), True: by_language("intents.irony", "good_deeds")})


def _thanks_for_a_deed(words: Words, ends: Collection[int]) -> bool:
    text, places = _deeds().split(words)
    deeds = list(_deeds().found(text))
    good = {deed.begin for deed in deeds if deed.kind}
    return any(
        place in ends
        for deed in deeds
        if deed.begin not in good
        for place in range(places[deed.begin], places[deed.begin] - _MOST_BETWEEN - 1, -1)
        if not any(inner in words.starts for inner in range(place + 1, places[deed.begin] + 1))
    )


def _exclaims(said: str, words: Words, pleased: Collection[tuple[int, int]]) -> bool:
    """Whether one praise opens the text, and a statement without any follows."""
    if len(pleased) != 1 or not _EXCLAIMED.match(said):
        return False
    ((_, end),) = pleased
    return end == min((start for start in words.starts if start), default=0) and len(words.words) - end >= _STATEMENT
