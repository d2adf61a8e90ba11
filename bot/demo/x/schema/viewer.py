"""Whom an answer is for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.x.conditions import Conditions
from bot.demo.x.dialect import Vocabulary
from bot.demo.x.world.models import Person
from bot.demo.x.world.world import World


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads a person or a post, and in which words. user: None when the app speaks for itself."""

    world: World
    conditions: Conditions
    vocabulary: Vocabulary
    user: Person | None
    base_url: str

    def owns(self, person: Person) -> bool:
        """Whether reading this person's lists is an owned read."""
        return self.conditions.owns_app and person is self.user
