"""What calls to X are for, and the money they may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


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
    """Seeing whether X takes calls again that it refused altogether: whether its credits are back, or it accepts the keys."""
    DETECTION = "detection"
    MENTIONS = "mentions"
    """Reading who speaks to the account, and who they are."""
    OWN_POSTS = "own_posts"
    """Reading what the account itself posted: whom the team has answered by hand."""
    PROFILES = "profiles"
    """Looking people up anew who speak again."""
    LOSSES = "losses"
    """Learning who left."""
    ACCOUNT = "account"
    """X's own count of the followers."""
    BASELINE = "baseline"
    AUDIT = "audit"
    CHECK = "check"

    @property
    def rank(self) -> Rank:
        """Who goes last when the money runs short."""
        return _RANKS[self]

    @property
    def words(self) -> str:
        """What the money goes on, for people."""
        return _WORDS[self]


class Rank(IntEnum):
    """Running short of money, the lowest stops first."""

    NICETY = 1
    REPLY = 2
    DETECTION = 3
    ACTION = 4
    """What a member approved."""

    @property
    def share(self) -> float:
        """The share of a budget, 0 to 1, that may be spent or set aside before calls of this rank stop."""
        return _SHARES[self]


_RANKS = {
    Purpose.FOLLOW_BACK: Rank.ACTION,
    Purpose.REPLY: Rank.ACTION,
    Purpose.CONFIRMATION: Rank.ACTION,
    Purpose.ACCESS: Rank.ACTION,
    Purpose.CREDITS: Rank.ACTION,
    Purpose.DETECTION: Rank.DETECTION,
    Purpose.MENTIONS: Rank.REPLY,
    Purpose.OWN_POSTS: Rank.REPLY,
    Purpose.PROFILES: Rank.NICETY,
    Purpose.LOSSES: Rank.NICETY,
    Purpose.ACCOUNT: Rank.NICETY,
    Purpose.BASELINE: Rank.NICETY,
    Purpose.AUDIT: Rank.NICETY,
    Purpose.CHECK: Rank.NICETY,
}

_WORDS = {
    Purpose.FOLLOW_BACK: "following back through X's API",
    Purpose.REPLY: "posting replies through X's API",
    Purpose.CONFIRMATION: "confirming what you approved",
    Purpose.ACCESS: "finding out what X allows",
    Purpose.CREDITS: "seeing whether X takes calls again",
    Purpose.DETECTION: "looking for new followers",
    Purpose.MENTIONS: "reading what people say to you",
    Purpose.OWN_POSTS: "seeing what you answered yourselves",
    Purpose.PROFILES: "seeing what people are called now",
    Purpose.LOSSES: "learning who left",
    Purpose.ACCOUNT: "counting your followers",
    Purpose.BASELINE: "taking stock at the start",
    Purpose.AUDIT: "audits",
    Purpose.CHECK: "mutuals check",
}

_SHARES = {Rank.NICETY: 0.80, Rank.REPLY: 0.90, Rank.DETECTION: 0.97, Rank.ACTION: 1.00}

SLOWS_FROM = Rank.REPLY.share
"""From this share of a budget on, X is looked at ever more rarely."""


@dataclass(frozen=True, slots=True)
class Funds:
    """The two budgets and what of them is spent or set aside; micro-dollars. X's days and months begin at midnight UTC."""

    today: int
    this_month: int
    daily_budget: int
    monthly_budget: int

    @property
    def share(self) -> float:
        """How much of the scarcer budget is gone, 0 to 1; all of a budget of nothing."""
        return max(_share(self.today, self.daily_budget), _share(self.this_month, self.monthly_budget))

    def left_for(self, rank: Rank) -> int:
        """What a call of this rank may cost at most, 0 for nothing."""
        day = int(self.daily_budget * rank.share) - self.today
        month = int(self.monthly_budget * rank.share) - self.this_month
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
