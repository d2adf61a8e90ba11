"""Reads what a post wants, by the table in `intent_words`, and says which of its words it took it by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.drafting.intent_words import ROWS, Row
from bot.drafting.language import language_of
from bot.drafting.phrases import Phrasebook, folded, words_in
from bot.model import Intent, InteractionKind

_SET_ASIDE = re.compile(r"https?://\S+|[@＠#＃]\w+", re.IGNORECASE)
"""Links, handles and hashtags. X writes every link in a post as https://t.co/…"""

_LANGUAGES = frozenset(language for row in ROWS for language in row.only)
_QUOTES = "quotes you"


@dataclass(frozen=True, slots=True)
class Match:
    """What a post was taken to want. because: by which of its words, in words of our own table; empty where nothing showed."""

    intent: Intent
    because: str


def match_intent(text: str, lang: str = "", kind: InteractionKind = InteractionKind.MENTION) -> Match:
    """The intent of a post, by the first row of the table that shows in it. lang: X's guess. Never raises."""
    said = folded(_SET_ASIDE.sub("\n", text))
    language = language_of(lang)
    phrases = _book(language if language in _LANGUAGES else "").found(said)
    length = len(words_in(said).words)
    for place, row in enumerate(ROWS):
        if row.up_to and length > row.up_to:
            continue
        if (because := _shown(row, phrases.get(place, ""), said)) and row.intent is not Intent.OTHER:
            return Match(row.intent, because)
    return Match(Intent.SHARE, _QUOTES) if kind is InteractionKind.QUOTE else Match(Intent.OTHER, "")


def _shown(row: Row, phrase: str, said: str) -> str:
    if phrase:
        return f"{row.says} “{phrase}”"
    sign = next((sign for sign in row.signs.split() if sign in said), "")
    return f"“{sign}”" if sign else ""


@lru_cache(maxsize=len(_LANGUAGES) + 1)
def _book(language: str) -> Phrasebook[int]:
    """The phrases that count in a post of this language, by the place of their row."""
    return Phrasebook({place: list(_phrases(row, language)) for place, row in enumerate(ROWS)})


def _phrases(row: Row, language: str) -> Iterator[str]:
    for listed in (*row.phrases.values(), row.only.get(language, "")):
        yield from (phrase for part in listed.split(",") if (phrase := part.strip()))
