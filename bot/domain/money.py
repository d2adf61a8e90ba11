"""What calls to X are for, and the money they may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum, auto


class Purpose(StrEnum):
    """What a call to X is for: the ledger is kept by these."""

    FOLLOW_BACK = "follow_back"
    REPLY = "reply"
    """Posting an answer that a member approved."""
    CONFIRMATION = "confirmation"
    """Seeing on X whether what was approved has happened."""
    ACCESS = "access"
    """Finding out what X lets this app do; a call that X refuses costs nothing."""
    CREDITS = "credits"
    """Probing whether X takes calls again after it refused all: whether its credits are back, or it accepts the keys."""
    DETECTION = "detection"
    MENTIONS = "mentions"
    """Reading who speaks to the account, and who they are."""
    OWN_POSTS = "own_posts"
    """Reading what the account itself posted: whom the team has answered by hand."""
    PROFILES = "profiles"
    """Looking people up again who speak to the account again."""
    UNFOLLOWS = "unfollows"
    """Being told by X who leaves."""
    SWEEP = "sweep"
    """Reading all followers to find out who left, and looking up who is missing."""
    ACCOUNT = "account"
    """X's own count of the followers."""
    BASELINE = "baseline"
    AUDIT = "audit"
    CHECK = "check"

    @property
    def priority(self) -> Priority:
        """What goes on longest when the money runs short."""
        return _PRIORITIES[self]


class Priority(IntEnum):
    """When money runs short, the lowest stops first."""

    OPTIONAL = 1
    REPLY = 2
    DETECTION = 3
    ACTION = 4
    """What a member approved."""

    @property
    def share(self) -> float:
        """The share of a budget, 0 to 1, that may be spent or reserved before calls of this priority stop."""
        return _SHARES[self]


_PRIORITIES = {
    Purpose.FOLLOW_BACK: Priority.ACTION,
    Purpose.REPLY: Priority.ACTION,
    Purpose.CONFIRMATION: Priority.ACTION,
    Purpose.ACCESS: Priority.ACTION,
    Purpose.CREDITS: Priority.ACTION,
    Purpose.DETECTION: Priority.DETECTION,
    Purpose.MENTIONS: Priority.REPLY,
    Purpose.OWN_POSTS: Priority.REPLY,
    Purpose.PROFILES: Priority.OPTIONAL,
    Purpose.UNFOLLOWS: Priority.OPTIONAL,
    Purpose.SWEEP: Priority.OPTIONAL,
    Purpose.ACCOUNT: Priority.OPTIONAL,
    Purpose.BASELINE: Priority.OPTIONAL,
    Purpose.AUDIT: Priority.OPTIONAL,
    Purpose.CHECK: Priority.OPTIONAL,
}

_SHARES = {Priority.OPTIONAL: 0.80, Priority.REPLY: 0.90, Priority.DETECTION: 0.97, Priority.ACTION: 1.00}

SWEEP_SHARE = 0.5
"""Of what optional calls may take of a day, the share that sweeps may: the others come first, and a sweep can go on tomorrow."""

SLOWDOWN_SHARE = Priority.REPLY.share
"""From this share of a budget on, X is polled ever more rarely."""


@dataclass(frozen=True, slots=True)
class Funds:
    """The two budgets and what of them is spent or reserved; micro-dollars. X's days and months begin at midnight UTC."""

    today: int
    this_month: int
    daily_budget: int
    monthly_budget: int

    @property
    def share(self) -> float:
        """How much of the scarcer budget is gone, 0 to 1; all of a budget of nothing."""
        return max(_share(self.today, self.daily_budget), _share(self.this_month, self.monthly_budget))

    def left_for(self, priority: Priority) -> int:
        """What a call of this priority may cost at most, 0 for nothing."""
        day = int(self.daily_budget * priority.share) - self.today
        month = int(self.monthly_budget * priority.share) - self.this_month
        return max(0, min(day, month))


def _share(spent: int, budget: int) -> float:
    return min(1.0, spent / budget) if budget else 1.0


@dataclass(frozen=True, slots=True)
class DaySpending:
    """What one purpose cost on one UTC day. charged: micro-dollars. reserved: what calls may cost that are not settled. calls: sent."""

    day: date
    purpose: Purpose
    charged: int
    reserved: int
    calls: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """How far the money reaches.

    on_hold: whose calls the budgets do not allow now. slowed: whether X is polled less often to save money.
    until: when there is new money for what is on hold, or for the usual pace; None where nothing is short.
    """

    on_hold: tuple[Priority, ...] = ()
    slowed: bool = False
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.until is not None


MICROS = 1_000_000
"""Micro-dollars in a dollar: money is always a whole number of these."""


class Coverage(Enum):
    """What an answer says about what an earlier read with the same query may have cost that was never answered."""

    NONE = auto()
    """Nothing: it may have returned anything."""
    SAME_REQUEST = auto()
    """It returned the same, up to the page size that was requested."""
    NEWEST_PAGE = auto()
    """As SAME_REQUEST, of a list with the newest first: what is new since has displaced as much at the end."""
    COMPLETE = auto()
    """This is all there is, so it returned no more."""
