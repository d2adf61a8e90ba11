"""Plays a made-up month on the simulated X: gives everybody in it a face."""

from __future__ import annotations

from random import Random

from bot.demo.scenario import KINDS
from bot.demo.x import Kind, Person, SimulatedX
from tests.benchmarks.months import STRANGER, Event, What


class Cast:
    """Everybody of a month, by their numbers. Whoever follows for the first time is new on X, too, of the demo's mix of kinds."""

    def __init__(self, x: SimulatedX, seed: int) -> None:
        self._x, self._random = x, Random(seed)
        self._people = list(reversed(x.followers))

    def play(self, event: Event) -> Person:
        """Let this happen now; returns who did it."""
        match event.what:
            case What.FOLLOWS:
                self._people.append(self._x.gains_follower(kind=self._random.choices(list(KINDS), list(KINDS.values()))[0]))
                return self._people[-1]
            case What.SPEAKS:
                speaker = self._speaker(event.who)
                self._x.speaks_to_account(speaker)
                return speaker
        person = self._people[event.who]
        if event.what is What.LEAVES:
            self._x.unfollows(person)
        else:
            self._x.follows(person)
        return person

    def _speaker(self, who: int) -> Person:
        """A stranger also where nobody could read what this follower says."""
        if who != STRANGER and self._people[who].talks:
            return self._people[who]
        return self._x.joins(kind=Kind.ENGAGED)
