"""How a queue is narrowed down and ordered, by the letters that stand for it in custom ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.domain.verdicts import Verdict


class QueueFilter(StrEnum):
    """Who is shown: of several verdicts whoever has one of them, and besides whoever meets everything else that is asked for."""

    ENGAGED = "e"
    QUIET = "q"
    UNSURE = "u"
    SUSPICIOUS = "s"
    TOPIC = "t"
    """They write about one of the team's topics."""
    REACH_1K = "a"
    REACH_10K = "b"
    REACH_100K = "c"
    """So many followers, or more."""
    HANDED_OFF = "h"
    """Not who waits for a decision, but what was approved and waits for somebody to do it on X."""


class QueueOrder(StrEnum):
    """Who comes first."""

    BEST = "w"
    REACH = "r"
    NEWEST = "n"
    OLDEST = "o"


_VERDICTS = {
    QueueFilter.ENGAGED: Verdict.ENGAGED,
    QueueFilter.QUIET: Verdict.QUIET,
    QueueFilter.UNSURE: Verdict.UNSURE,
    QueueFilter.SUSPICIOUS: Verdict.SUSPICIOUS,
}
_REACH = {QueueFilter.REACH_1K: 1_000, QueueFilter.REACH_10K: 10_000, QueueFilter.REACH_100K: 100_000}


@dataclass(frozen=True, slots=True)
class QueueView:
    """What a member looks at: everybody who waits, the best first, unless they chose otherwise."""

    only: frozenset[QueueFilter] = frozenset()
    order: QueueOrder = QueueOrder.BEST

    @classmethod
    def parse(cls, code: str) -> Self:
        """The view of this `code`. Another version may have written it: what is unknown is left out."""
        only = frozenset(each for each in QueueFilter if each.value in code)
        return cls(only, next((order for order in QueueOrder if order.value in code), QueueOrder.BEST))

    @property
    def code(self) -> str:
        """A few letters; none for what everybody sees at first."""
        letters: Iterable[str] = sorted(self.only)
        return "".join(letters) + ("" if self.order is QueueOrder.BEST else self.order.value)

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """Which of them are shown; none for all."""
        return frozenset(verdict for each, verdict in _VERDICTS.items() if each in self.only)

    @property
    def shares_topic(self) -> bool:
        """Whether only those who write about one of the team's topics are shown."""
        return QueueFilter.TOPIC in self.only

    @property
    def least_reach(self) -> int:
        """Followers at least."""
        return max((reach for each, reach in _REACH.items() if each in self.only), default=0)

    @property
    def handed_off(self) -> bool:
        """Whether it is about what was approved and has to be done on X."""
        return QueueFilter.HANDED_OFF in self.only


EVERYBODY = QueueView()
"""Who waits for a decision, the best first."""

TO_DO = QueueView(frozenset({QueueFilter.HANDED_OFF}), QueueOrder.OLDEST)
"""What waits for somebody to do it on X."""
