"""What a digest tells of a day or a week: figures and codes, without their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.bursts import BurstKind
from bot.domain.departures import Departure
from bot.domain.inbox import Intent
from bot.domain.kinds import SuggestionKind
from bot.domain.notes import Note


class Incident(StrEnum):
    """What was out of the ordinary in the span of a digest, besides bursts and corrections."""

    OUTAGE = "digest_outage"
    """minutes: for which X did not answer; as far as it lies in the span."""
    API_CLOSED = "digest_api_closed"
    """kind: X takes them no longer from this app."""
    API_OPEN = "digest_api_open"
    """The same, again."""
    CANNOT_READ = "digest_cannot_read"
    """X refused to be read."""
    WRITES_STOPPED = "digest_writes_stopped"
    CREDITS_DEPLETED = "digest_credits_depleted"
    PAUSED = "digest_paused"
    """It still is. since."""
    NOT_POLLED = "digest_not_polled"
    """Followers were not read for long. since."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """One local day of the account: who came, who went, and X's own count at its end.

    gained: all who came. bought: those of them who came in a purchase; by_verdict: the others.
    """

    day: date
    gained: int
    lost: int
    followers: int | None
    by_verdict: dict[str, int] = field(default_factory=dict)
    bought: int = 0

    @property
    def net(self) -> int:
        return self.gained - self.lost


@dataclass(frozen=True, slots=True)
class KindCounts:
    """What a digest counts of one kind of suggestion.

    done, missed: in its span; missed are those whose time ran out. approved, undecided: at its end; those not seen on X yet, and those that
    wait for a decision.
    """

    done: int = 0
    approved: int = 0
    undecided: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class PostCounts:
    """What became of posts to the account, by the end of the span. `came` and `carried` together are the sum of all others.

    came: in the span. carried: earlier ones that still waited at its beginning. waiting: for a decision, or to be looked at; approved:
    answers not seen on X yet. skipped: by members. left_out: by the code of the reason. late: whose time ran out. failed: X took no answer.
    """

    came: int = 0
    carried: int = 0
    answered: int = 0
    waiting: int = 0
    approved: int = 0
    skipped: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    late: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class DigestPerson:
    """Somebody whom a digest names, as they were called when it was made. why: they are suggested; None where nothing is to be said."""

    user_id: int
    username: str
    name: str
    why: Note | None = None


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """The post that waits longest for a decision: questions and complaints first. suggestion_id: of the answer."""

    suggestion_id: int
    post_id: int
    by: DigestPerson
    at: datetime
    intent: Intent


@dataclass(frozen=True, slots=True)
class MemberDecisions:
    """How many suggestions a member decided. median_seconds: from the card, or the suggestion, to the decision."""

    name: str
    count: int
    median_seconds: int


@dataclass(frozen=True, slots=True)
class FollowCounts:
    """How many follow the account, and how many it follows, by X's count on a day."""

    day: date
    followers: int
    following: int


@dataclass(frozen=True, slots=True)
class DigestCost:
    """What X cost, in micro-dollars, by its days, which are in UTC.

    spent: from `first` to `last`, both included. this_month, budget: as /budget now has them.
    """

    first: date
    last: date
    spent: int
    this_month: int
    budget: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest of a day, or of a week, made from stored counts. What older versions did not store has a default.

    since, until: the span it covers. followers: X's own count at `counted_at`; before: the one that the last digest rested on.
    gained: who came. told_before: who came since the count before, and stood in the last digest; uncounted: who came after `counted_at`.
    lost is None when X's count was not known at both ends. So the change of the count is
    told_before + gained - uncounted - lost + unexplained.
    bursts: those of the gained who came in one; by_verdict: who did not come in a purchase; worth_a_look: those of them who wait for a
    decision.
    best: who waits, as the queue orders them. newcomer: of a week, the best who came. left: handles of those known to have left,
    those first who took part or whom the account follows; departures: by handle, what became of them.
    miscounted_since: from when on X had counted wrongly, where the
    digest before said so many left by that; lost is counted from then on. ratio_before: about 30 days ago. posts, cost: None in digests
    of old versions.
    """

    day: date
    since: datetime
    until: datetime
    gained: int
    lost: int | None
    followers: int | None
    counted_at: datetime | None = None
    miscounted_since: datetime | None = None
    left: tuple[str, ...] = ()
    departures: dict[str, Departure] = field(default_factory=dict)
    by_verdict: dict[str, int] = field(default_factory=dict)
    kinds: dict[SuggestionKind, KindCounts] = field(default_factory=dict)
    days: tuple[DayCount, ...] = ()
    weekly: bool = False
    before: int | None = None
    told_before: int = 0
    uncounted: int = 0
    bursts: dict[BurstKind, int] = field(default_factory=dict)
    worth_a_look: int = 0
    best: tuple[DigestPerson, ...] = ()
    newcomer: DigestPerson | None = None
    oldest: WaitingPost | None = None
    members: tuple[MemberDecisions, ...] = ()
    posts: PostCounts | None = None
    following: int | None = None
    ratio_before: FollowCounts | None = None
    cost: DigestCost | None = None
    incidents: tuple[Note, ...] = ()

    @property
    def bought(self) -> int:
        """Who came in a purchase, and is in no other figure of those who came."""
        return self.bursts.get(BurstKind.PURCHASE, 0)

    @property
    def change(self) -> int | None:
        """Of X's count since the one before."""
        return self.followers - self.before if self.followers is not None and self.before is not None and self.lost is not None else None

    @property
    def unexplained(self) -> int:
        """How many more X counts than came and left."""
        return 0 if self.change is None else self.change - self.told_before - self.gained + self.uncounted + (self.lost or 0)
