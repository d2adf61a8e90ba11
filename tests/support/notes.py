"""Facts for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import Note, NoteCode

SPAM = Note(NoteCode.WRITTEN, {"text": "Plain spam"})


def written(text: str) -> Note:
    """A fact that is said in exactly these words."""
    return Note(NoteCode.WRITTEN, {"text": text})


def codes(notes: Iterable[Note | None]) -> list[str]:
    """Which facts these are; "" for none."""
    return ["" if note is None else note.code for note in notes]
