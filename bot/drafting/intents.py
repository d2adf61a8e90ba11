"""Reads what a post wants, by the table in `intent_words`, and says which of its words it took it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.drafting.excerpt import reads_a_post
from bot.drafting.intent_words import COMPANY, COMPLAINT, MENDED, PRAISE, ROWS, THANKS, Row
from bot.drafting.language import language_of
from bot.drafting.negations import negated
from bot.drafting.phrases import Phrasebook, Said, Words, folded, words_in
from bot.model import Intent, InteractionKind

_SET_ASIDE = re.compile(r"https?://\S+|[@＠#＃]\w+", re.IGNORECASE)
"""Links, handles and hashtags. X writes every link in a post as https://t.co/…"""

_LANGUAGES = frozenset(language for row in ROWS for language in row.only)
_OPENINGS = ("hi", "hello", "hey", "so", "and", "but", "ok", "okay", "guys", "team", "there", "all", "today", "everyone", "hola", "oi")
"""What may stand between the edge of a sentence and a phrase that counts there alone."""
_COMPLAINS = ROWS.index(COMPLAINT)
_COMPANY = frozenset(words_in(folded(COMPANY)).words)
_MOST_BESIDES = 2
_QUOTES = "quotes you"


@dataclass(frozen=True, slots=True)
class Match:
    """What a post was taken to want. because: by which of its words, in words of our own table; empty where nothing showed."""

    intent: Intent
    because: str


@reads_a_post
def match_intent(text: str, lang: str = "", kind: InteractionKind = InteractionKind.MENTION) -> Match:
    """The intent of a post, by the first row of the table that shows in it. lang: X's guess. Never raises."""
    said = folded(_SET_ASIDE.sub("\n", text))
    words, language = words_in(said), language_of(lang)
    book = _book(language if language in _LANGUAGES else "")
    meant = _meant(list(book.said(said, words)), words)
    for place, row in enumerate(ROWS):
        phrase = meant.get(place)
        if row.alone and _besides(phrase, words) > _MOST_BESIDES:
            continue
        if (because := _shown(row, phrase.shown if phrase else "", said)) and row.intent is not Intent.OTHER:
            return Match(row.intent, because)
    return Match(Intent.SHARE, _QUOTES) if kind is InteractionKind.QUOTE else Match(Intent.OTHER, "")


def _meant(found: Sequence[Said[int]], text: Words) -> dict[int, Said[int]]:
    """By row: the first phrase that means what its row says."""
    meant: dict[int, Said[int]] = {}
    mended = [phrase.end for phrase in found if ROWS[phrase.key] is MENDED]
    for phrase in found:
        row, denied = ROWS[phrase.key], negated(text, phrase.begin, phrase.end) if phrase.end else ""
        if row is COMPLAINT and (denied or any(_in_one_sentence(end, phrase, text) for end in mended)):
            continue
        if row in (PRAISE, THANKS, MENDED) and denied:
            phrase = phrase._replace(key=_COMPLAINS, shown=f"{denied} … {phrase.shown}")
        meant.setdefault(phrase.key, phrase)
    return meant


def _in_one_sentence(begin: int, phrase: Said[int], text: Words) -> bool:
    """Whether a phrase follows this place, with nothing that ends a sentence between."""
    return begin <= phrase.begin and not any(begin <= start <= phrase.begin for start in text.starts)


def _besides(phrase: Said[int] | None, text: Words) -> int:
    """How many words of the text are neither this phrase nor COMPANY."""
    rest = (*text.words[: phrase.begin], *text.words[phrase.end :]) if phrase else text.words
    return sum(word not in _COMPANY for word in rest)


def _shown(row: Row, phrase: str, said: str) -> str:
    if phrase:
        return f"{row.says} “{phrase}”"
    sign = next((sign for sign in row.signs.split() if sign in said), "")
    return f"“{sign}”" if sign else ""


@lru_cache(maxsize=len(_LANGUAGES) + 1)
def _book(language: str) -> Phrasebook[int]:
    """The phrases that count in a post of this language, by the place of their row."""
    return Phrasebook({place: list(_phrases(row, language)) for place, row in enumerate(ROWS)}, fillers=_OPENINGS)


def _phrases(row: Row, language: str) -> Iterator[str]:
    for listed in (*row.phrases.values(), row.only.get(language, "")):
        yield from (phrase for part in listed.split(",") if (phrase := part.strip()))
