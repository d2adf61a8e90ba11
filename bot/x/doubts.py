"""Reads that were sent and never answered: X may have charged them."""

from __future__ import annotations

from datetime import date


class Doubts:
    """At most one standing reservation for the same question on the same UTC day.

    X charges a resource once per UTC day. So when the same question is asked again that day, the earlier, unanswered one has cost nothing
    beyond what the later one reserves or settles, and its reservation can go: short by what dropped off the page in between, which a night
    of time-outs, each with a reservation of its own, would outweigh by far.
    """

    def __init__(self) -> None:
        self._standing: dict[str, int] = {}
        self._day = date.min

    def replace(self, question: str, day: date, reservation: int | None) -> int | None:
        """Remember the doubtful reservation (None: the question was answered); returns the earlier one that it makes needless."""
        if day != self._day:
            self._standing, self._day = {}, day
        earlier = self._standing.pop(question, None)
        if reservation is not None:
            self._standing[question] = reservation
        return earlier
