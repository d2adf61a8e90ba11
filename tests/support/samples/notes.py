"""Facts for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import Note, NoteCode
from bot.drafting.intents.rows import IntentSign
from bot.scoring.post_worth import PostMerit

ASKS = (Note(PostMerit.ASKS),)
"""Why a post is worth an answer."""

SPAM = Note(NoteCode.WRITTEN, {"text": "Plain spam"})


def written(text: str) -> Note:
    """A fact that is said in exactly these words."""
    return Note(NoteCode.WRITTEN, {"text": text})


def says(words: str) -> Note:
    """By which of its words a post was taken for what it is."""
    return Note(IntentSign.SAYS, {"words": words})


def codes(notes: Iterable[Note | None]) -> list[str]:
    """Which facts these are; "" for none."""
    return ["" if note is None else note.code for note in notes]
