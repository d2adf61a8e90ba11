"""What every use case is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain import Policy
from bot.runtime.clock import Clock
from bot.store import Store
from bot.x.billing.pricing import PriceList


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
    """Makes the channel show what the store says: posts what is missing, and has the next two edit what is stale."""
    EDIT = "edit"
    EDIT_OLD = "edit_old"
    """Edits messages older than an hour, of which Discord allows few: nothing else waits for them."""
    REGISTER = "register"
    """Registers the slash commands."""
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Context:
    """Store, time, the team's limits, how to wake a job, and what X charges."""

    store: Store
    clock: Clock
    policy: Policy
    wake: Callable[[Job], None]
    prices: PriceList = field(default_factory=PriceList)
