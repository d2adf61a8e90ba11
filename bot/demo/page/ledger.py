"""X's bill in the words of the people who pay it, as plain values for the page's script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from bot.demo.x import Endpoint
from bot.demo.x.billing.bill import Bill, LineItem, Statement
from bot.demo.x.billing.prices import MICROS, Price

Json = dict[str, Any]

_BY_PRICE: Final = {
    Price.USER_READ: "Profiles read",
    Price.POST_READ: "Posts read",
    Price.FOLLOW_EVENT: "Events",
    Price.POST_EVENT: "Events",
    Price.POST_CREATE: "Posts written",
    Price.POST_CREATE_WITH_URL: "Posts written",
    Price.POST_CREATE_SUMMONED: "Posts written",
    Price.INTERACTION_DELETE: "Unfollows",
}
_BY_ENDPOINT: Final[Mapping[Endpoint | None, str]] = {
    Endpoint.FOLLOWERS: "Followers read",
    Endpoint.FOLLOWING: "Followed people read",
    Endpoint.MENTIONS: "Posts read",
    Endpoint.POSTS: "Posts read",
    Endpoint.FOLLOW: "Follow-backs",
    Endpoint.LIKE: "Likes",
}
"""What those prices are for that X has one of for several things."""
_ORDER: Final = tuple(dict.fromkeys((*_BY_ENDPOINT.values(), *_BY_PRICE.values())))


def ledger(bill: Bill) -> Json:
    """Today's (since 00:00 UTC) and this month's charges, in all and by kind, in micro-dollars. Kinds that cost nothing are left out."""
    today, month = bill.today, bill.month
    kinds_today, kinds = _kinds(today), _kinds(month)
    return {
        "today": _sum(today),
        "month": _sum(month),
        "kinds": [{"kind": kind, "today": _line(kinds_today, kind), "month": _line(kinds, kind)} for kind in _ORDER if kind in kinds],
    }


def _sum(statement: Statement) -> Json:
    return {"micros": statement.micros, "calls": statement.calls.total()}


def _kinds(statement: Statement) -> dict[str, Counter[str]]:
    kinds: dict[str, Counter[str]] = {}
    for item, times in statement.charged.items():
        kinds.setdefault(_kind(item), Counter()).update({"count": times, "micros": times * MICROS[item[1]]})
    return kinds


def _kind(item: LineItem) -> str:
    endpoint, price = item
    return _BY_PRICE.get(price) or _BY_ENDPOINT[endpoint]


def _line(kinds: Mapping[str, Counter[str]], kind: str) -> Json:
    line = kinds.get(kind, Counter())
    return {"count": line["count"], "micros": line["micros"]}
