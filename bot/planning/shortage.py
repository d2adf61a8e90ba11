"""What rests while money for X is short, and until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain import SLOWS_FROM, Funds, Rank
from bot.planning.poll_interval import OVERLAP, first_page
from bot.x.billing.pricing import PriceList
from bot.x.parse.pagination import SMALLEST_MENTION_PAGE


@dataclass(frozen=True, slots=True)
class Shortage:
    """How far the money reaches.

    resting: whose calls the budgets do not allow now. slowed: whether X is looked at less often to save money.
    until: when there is new money for what rests, or for the usual haste; None where nothing is short.
    """

    resting: tuple[Rank, ...] = ()
    slowed: bool = False
    until: datetime | None = None

    def __bool__(self) -> bool:
        return self.until is not None


def shortage(funds: Funds, prices: PriceList, now: datetime) -> Shortage:
    """What does not go on at this moment: a rank rests when not even an ordinary call of it fits into what is left."""
    resting = tuple(rank for rank in Rank if funds.left_for(rank) < _ordinary_call(rank, prices))
    slowed = funds.share > SLOWS_FROM and Rank.DETECTION not in resting
    if not resting and not slowed:
        return Shortage()
    scarcest = min(resting, default=Rank.REPLY)
    left_this_month = int(funds.monthly_budget * scarcest.share) - funds.this_month
    of_the_month = left_this_month < _ordinary_call(scarcest, prices)
    return Shortage(resting, slowed, next_month(now) if of_the_month else tomorrow(now))


def tomorrow(now: datetime) -> datetime:
    """When X's next day begins."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def next_month(now: datetime) -> datetime:
    """When X's next month begins."""
    first = now.astimezone(UTC).date().replace(day=1)
    return datetime.combine((first + timedelta(days=32)).replace(day=1), time(), UTC)


def _ordinary_call(rank: Rank, prices: PriceList) -> int:
    """What has to be left for a call of this rank, in micro-dollars."""
    return {
        Rank.NICETY: prices["user_read"].micros,
        Rank.REPLY: SMALLEST_MENTION_PAGE * prices.own_mentions.micros,
        Rank.DETECTION: first_page(0, OVERLAP) * prices.own_list.micros,
        Rank.ACTION: prices["follow"].micros,
    }[rank]
