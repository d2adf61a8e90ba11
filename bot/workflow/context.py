"""What every use case is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.clock import Clock
from bot.model import Policy
from bot.store import Store
from bot.x.pricing import PriceList


class Job(StrEnum):
    """The recurring jobs, by the names they are woken by."""

    WATCH = "watch"
    LISTEN = "listen"
    STREAM = "stream"
    ACCESS = "access"
    RECOVERY = "recovery"
    AUDIT = "audit"
    REASSESS = "reassess"
    CHOOSE = "choose"
    RECHECK = "recheck"
    DELIVER = "deliver"
    REPLY = "reply"
    VERIFY = "verify"
    ANSWERS = "answers"
    UPKEEP = "upkeep"
    SHOW = "show"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Context:
    """Store, time, the team's limits, how to wake a job, and what X charges."""

    store: Store
    clock: Clock
    policy: Policy
    wake: Callable[[Job], None]
    prices: PriceList = field(default_factory=PriceList)
