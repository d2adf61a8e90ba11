"""Plays a made-up month on the simulated X: gives everybody in it a face."""

from __future__ import annotations

from random import Random

from bot.demo.scenario import PERSONA_WEIGHTS
from bot.demo.x import Person, Persona, SimulatedX
from tests.benchmarks.models.months import STRANGER, Event, EventKind


class Cast:
    """Everybody of a month, by their numbers. Whoever follows for the first time is new on X, too, of the demo's mix of kinds."""

    def __init__(self, x: SimulatedX, seed: int) -> None:
        self._x, self._random = x, Random(seed)
        self._people = list(reversed(x.followers))

    def play(self, event: Event) -> Person:
        """Let this happen now; returns who did it."""
        match event.kind:
            case EventKind.FOLLOWS:
                self._people.append(
                    self._x.gains_follower(persona=self._random.choices(list(PERSONA_WEIGHTS), list(PERSONA_WEIGHTS.values()))[0])
                )
                return self._people[-1]
            case EventKind.SPEAKS:
                speaker = self._speaker(event.who)
                self._x.speaks_to_account(speaker)
                return speaker
        person = self._people[event.who]
        if event.kind is EventKind.LEAVES:
            self._x.unfollows(person)
        else:
            self._x.follows(person)
        return person

    def _speaker(self, who: int) -> Person:
        """A stranger also where nobody could read what this follower says."""
        if who != STRANGER and self._people[who].posts_publicly:
            return self._people[who]
        return self._x.joins(persona=Persona.ENGAGED)
