"""What /why answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.notes import Note
from bot.domain.people import OptOut, Profile
from bot.domain.suggestions import Card, Prompt

Fact: TypeAlias = Note | OptOut | Card
"""Of a card it is told who decided, and what has come of it."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something did not happen, or not yet. facts: the strongest first.

    profile: whom it is about; None for nobody in particular, or where they are not known. prompt: the card in the channel; None where
    there is none. may_be_suggested: whether a member can have them suggested now.
    """

    facts: tuple[Fact, ...]
    profile: Profile | None = None
    prompt: Prompt | None = None
    may_be_suggested: bool = False
