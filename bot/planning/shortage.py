"""What is on hold while money for X is short, and until when. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.domain import SLOWDOWN_SHARE, Funds, Priority, Shortage
from bot.planning.poll_interval import OVERLAP, first_page
from bot.x.billing.pricing import PriceList
from bot.x.parse.pagination import SMALLEST_MENTION_PAGE


def shortage(funds: Funds, prices: PriceList, now: datetime) -> Shortage:
    """What is on hold now: a priority is when not even an ordinary call of it fits into what is left."""
    on_hold = tuple(priority for priority in Priority if funds.left_for(priority) < _ordinary_call(priority, prices))
    slowed = funds.share > SLOWDOWN_SHARE and Priority.DETECTION not in on_hold
    if not on_hold and not slowed:
        return Shortage()
    scarcest = min(on_hold, default=Priority.REPLY)
    left_this_month = int(funds.monthly_budget * scarcest.share) - funds.this_month
    of_the_month = left_this_month < _ordinary_call(scarcest, prices)
    return Shortage(on_hold, slowed, next_month(now) if of_the_month else tomorrow(now))


def tomorrow(now: datetime) -> datetime:
    """When X's next day begins."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), UTC)


def next_month(now: datetime) -> datetime:
    """When X's next month begins."""
    first = now.astimezone(UTC).date().replace(day=1)
    return datetime.combine((first + timedelta(days=32)).replace(day=1), time(), UTC)


def _ordinary_call(priority: Priority, prices: PriceList) -> int:
    """What has to be left for a call of this priority, in micro-dollars."""
    return {
        Priority.OPTIONAL: prices["user_read"].micros,
        Priority.REPLY: SMALLEST_MENTION_PAGE * prices.own_mentions.micros,
        Priority.DETECTION: first_page(0, OVERLAP) * prices.own_list.micros,
        Priority.ACTION: prices["follow"].micros,
    }[priority]
