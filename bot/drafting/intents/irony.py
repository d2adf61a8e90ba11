"""Where praise and thanks are not taken at their word although no listed word complains: a wrong guess would thank for an insult.

Four forms carry irony in many languages. Thanks for something done, "thank you for closing the shop", where the action is none of the good
ones; thanks for a thing with a word that is not known to be harmless, "thanks for the flat beer"; a frame before what nobody
praises, "love it when my flight is moved"; and one word of praise with a comma before a plain statement, "great, the lights are off".
All may be meant: they are told as "other".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from bot.drafting.lexicon.phrases import SPACELESS, Words, folded
from bot.drafting.lexicon.vocabulary import Vocabulary
from bot.drafting.lexicon.word_lists import by_language, listed

_MAX_BETWEEN = 3
_EXCLAIMED = re.compile(r"\W*[^,.!?…\n]{1,40}?(?:[,،，、…]|\.\.)")
_FOR, _FOR_BEHIND = "thanks_for", "thanks_for_behind"
_OBJECT = 8
"""Words behind "thanks for" that are looked at."""
_STATEMENT = 3
"""Words from which something behind an exclamation is a statement: "wow, so good" is none."""


def ironic(said: str, words: Words, pleased: Collection[tuple[int, int]], languages: Collection[str]) -> bool:
    """Whether praise or thanks may be meant the other way round.

    said: the folded text of the words. pleased: from which to behind which word praise and thanks go. languages: those that it may be in.
    """
    return (
        _thanks_for_the_unknown(words, pleased, languages)
        or _framed(words, max((end for _, end in pleased), default=len(words.words) + 1), languages)
        or exclaims(said, words, pleased)
    )


@cache
def _actions() -> Vocabulary[bool]:
    """Whether an action is good."""
    return Vocabulary({False: by_language("intents.irony", "actions"), True: by_language("intents.irony", "good_actions")})


def thanks_for_an_action(words: Words, ends: Collection[int], languages: Collection[str]) -> bool:
    """Whether praise or thanks that end at these places are for an action that is none of the good ones."""
    text, places = _actions().split(words)
    actions = [action for action in _actions().found(text) if action.language in languages]
    good = {action.begin for action in actions if action.kind}
    return any(_just_behind(places[action.begin], ends, words) for action in actions if action.begin not in good)


def congratulates(phrase: str) -> bool:
    """Whether a phrase of praise is one that people say to somebody who failed: "great job losing my bag" complains."""
    return folded(phrase) in _congratulations()


@cache
def _things() -> Vocabulary[bool]:
    return Vocabulary({True: by_language("intents.complaint", "things")})


def exclaims(said: str, words: Words, pleased: Collection[tuple[int, int]]) -> bool:
    """Whether one praise, alone or of one thing, opens the text, and a statement without any follows: "great service, my pizza …"."""
    if len(pleased) != 1 or not _EXCLAIMED.match(said):
        return False
    ((begin, end),) = pleased
    sentence = min((start for start in words.starts if start), default=0)
    named = sentence == end or any(part.begin == end and part.end == sentence for part in _things().found(words))
    return not begin and end <= sentence and named and len(words.words) - sentence >= _STATEMENT


@cache
def _frames() -> Vocabulary[bool]:
    return Vocabulary({True: by_language("intents.irony", "frames")})


def _framed(words: Words, last: int, languages: Collection[str]) -> bool:
    """Whether a frame holds the last word of praise, which ends at this place. Not in "love how friendly you are"."""
    return any(frame.end >= last for frame in _frames().found(words) if frame.language in languages)


@cache
def _congratulations() -> frozenset[str]:
    return frozenset(map(folded, listed("intents.irony", "congratulations")))


def _just_behind(place: int, ends: Collection[int], words: Words) -> bool:
    """Whether one of these ends stands a few words before, in the same sentence."""
    for before in range(place, max(-1, place - _MAX_BETWEEN - 1), -1):
        if before in ends:
            return before not in words.starts
        if before in words.starts:
            return False
    return False


@cache
def _objects() -> Vocabulary[str]:
    """What may be thanked for, and the word in front of it or behind it."""
    harmless = {("intents.irony", name) for name in ("good_objects", "good_actions")} | {("intents.complaint", "things")}
    lists = {f"{table}.{name}": by_language(table, name) for table, name in harmless}
    return Vocabulary({**lists, _FOR: by_language("intents.irony", _FOR), _FOR_BEHIND: by_language("intents.irony", _FOR_BEHIND)})


def _thanks_for_the_unknown(words: Words, pleased: Collection[tuple[int, int]], languages: Collection[str]) -> bool:
    """Whether a word of what somebody is thanked for, or congratulated on, is none of the harmless ones of that language."""
    text, places = _objects().split(words)
    praise = {place for begin, end in pleased for place in range(begin, end)}
    known = {place for place, origin in enumerate(places) if origin in praise}
    ends = {end for _, end in pleased}
    congratulated = set(_congratulated(words, pleased, languages))
    objects = {place for end, origin in enumerate(places) if origin in congratulated for place in _object(end, text)}
    for part in _objects().found(text):
        if part.language not in languages:
            continue
        known.update(range(part.begin, part.end))
        if part.kind == _FOR and (places[part.begin] in ends or SPACELESS.search(part.shown)):
            objects.update(_object(part.end, text))
        if part.kind == _FOR_BEHIND:
            objects.update(_object_before(part.begin, text))
    return not objects <= known


def _congratulated(words: Words, pleased: Collection[tuple[int, int]], languages: Collection[str]) -> Iterator[int]:
    """Where congratulations end right before an action: "great job delivering …"."""
    actions = {action.begin for action in _actions().found(words) if action.language in languages}
    for begin, end in pleased:
        if end in actions and end not in words.starts and folded(" ".join(words.words[begin:end])) in _congratulations():
            yield end


def _object(place: int, words: Words) -> Iterator[int]:
    """The places of the first words of what is thanked for."""
    for within in range(place, min(place + _OBJECT, len(words.words))):
        if within in words.starts:
            return
        yield within


def _object_before(place: int, words: Words) -> Iterator[int]:
    """The places of the last words of what is thanked for, where "for" stands behind it."""
    for within in range(place - 1, max(-1, place - _OBJECT - 1), -1):
        yield within
        if within in words.starts:
            return
