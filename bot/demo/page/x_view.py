"""The simulated X, as plain values for the page's script."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from bot.demo.page.ledger import ledger
from bot.demo.page.post_triggers import shortened, to_account
from bot.demo.x import Call, Person, Post, SimulatedX

Json = dict[str, Any]

_NEWEST: Final = 40
_CALLS: Final = 60


class XView:
    """Numbers the calls as they come in: the simulator keeps only the newest ones."""

    def __init__(self, x: SimulatedX) -> None:
        self._x = x
        self._count = len(x.calls)
        self._last = x.calls[-1] if x.calls else None
        self._shown: deque[tuple[int, Call]] = deque(enumerate(x.calls), maxlen=_CALLS)
        x.on_change(self._listen)

    def now(self) -> Json:
        """The account, the newest followers, the newest posts to it, the newest calls and what X is like at the moment.

        Ids are texts, money is micro-dollars, times are milliseconds since 1970.
        """
        x = self._x
        return {
            "url": x.url,
            "account": {
                **self._person(x.account),
                "followers": len(x.followers_list),
                "following": len(x.following_list),
                "posts": x.account.posts,
            },
            "newest": [
                {**self._person(person), "followed": person in x.following_list, "asked": person in x.pending_follows}
                for person in islice(x.followers_list, _NEWEST)
            ],
            "posts": [self._post(post) for post in to_account(x, _NEWEST)],
            "calls": [_call(serial, call) for serial, call in reversed(self._shown)],
            "call_count": self._count,
            "bill": ledger(x.bill),
            "down": x.down,
            "locked": x.locked,
            "broke": not x.credits,
            "tier": x.tier,
        }

    def _person(self, person: Person) -> Json:
        return {
            "id": str(person.id),
            "username": person.username,
            "name": person.name,
            "followers": person.followers,
            "following": person.following,
            "avatar": f"{self._x.url}/avatars/{person.id}.svg",
        }

    def _post(self, post: Post) -> Json:
        return {
            "id": str(post.id),
            "who": self._person(post.author),
            "text": shortened(post.text),
            "at": post.created_at.timestamp() * 1000,
            "state": self._state(post),
        }

    def _state(self, post: Post) -> str:
        """What has become of a post; empty while it waits."""
        if not post.shown:
            return "deleted" if post.deleted else "suspended"
        return "answered" if self._x.has_answered(post) else ""

    def _listen(self) -> None:
        newest = self._x.calls[-1] if self._x.calls else None
        if newest is not None and newest is not self._last:
            self._last = newest
            self._shown.append((self._count, newest))
            self._count += 1


def _call(serial: int, call: Call) -> Json:
    return {
        "serial": serial,
        "at": call.at.timestamp() * 1000,
        "method": call.method,
        "path": call.path,
        "query": urlencode(call.query),
        "status": call.status,
        "cost": call.charged_micros,
    }
