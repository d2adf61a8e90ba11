"""What a visitor of the page can have people post to the account, or delete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from random import Random
from typing import Any, Final

from bot.demo.page.errors import Refused
from bot.demo.x import Person, Post, SimulatedX

_AUTHORS: Final = 20
"""The author is drawn from this many of the newest followers who post publicly."""
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_LONGEST: Final = 160

Payload = Mapping[str, Any]


class PostTriggers:
    """Each trigger returns a sentence about it. Raises Refused when it cannot be done now."""

    def __init__(self, x: SimulatedX, random: Random) -> None:
        self._x = x
        self._random = random

    @property
    def triggers(self) -> dict[str, Callable[[Payload], str]]:
        """By what the page's script calls them."""
        x = self._x
        says: dict[str, Callable[[Person], Post]] = {
            "mention": x.speaks_to_account,
            "asks": x.asks,
            "praises": x.praises,
            "complains": x.complains,
            "thanks": x.thanks,
            "quotes": x.quotes_account,
            "stop": x.asks_to_opt_out,
            "restricts": x.quotes_restricted,
            "long": x.writes_long_post,
            "hostile": x.writes_hostile_post,
        }
        return {
            **{what: partial(self._posts_sample, say) for what, say in says.items()},
            "repeats": self._repeats,
            "deletes": self._deletes,
            "blocks": self._blocks,
        }

    def delete(self, payload: Payload) -> str:
        """The author of a post deletes it. payload: `post` (an id as text)."""
        wanted = payload.get("post")
        post = self._x.timeline.get(int(wanted)) if isinstance(wanted, str) and wanted.isdecimal() else None
        if post is None or post.author is self._x.account:
            raise Refused("This post is gone already.")
        return self._delete(post)

    def _posts_sample(self, say: Callable[[Person], Post], payload: Payload) -> str:
        authors = list(islice((person for person in self._x.followers_list if person.posts_publicly), _AUTHORS))
        if not authors:
            raise Refused("None of the account’s followers post publicly.")
        try:
            return _notice_of(say(self._random.choice(authors)))
        except ValueError as problem:
            raise Refused(str(problem)) from None

    def _repeats(self, payload: Payload) -> str:
        return _notice_of(self._x.repeats_itself(self._newest().author))

    def _deletes(self, payload: Payload) -> str:
        return self._delete(self._newest())

    def _blocks(self, payload: Payload) -> str:
        person = self._newest().author
        self._x.blocks(person)
        return f"@{person.username} has blocked the account."

    def _newest(self) -> Post:
        """The newest post to the account by somebody who has not blocked it; an unanswered one where there is one."""
        posts = [post for post in self._x.timeline.addressing(self._x.account) if post.shown and post.author not in self._x.blocked_by]
        if not posts:
            raise Refused("Nobody has posted to the account yet. Let somebody ask first.")
        return next((post for post in posts if not self._x.has_answered(post)), posts[0])

    def _delete(self, post: Post) -> str:
        self._x.deletes(post)
        return f"@{post.author.username} has deleted: “{shortened(post.text)}”"


def to_account(x: SimulatedX, most: int) -> Iterator[Post]:
    """The newest posts to the account that X shows it, or would if they had not been deleted."""
    readable = (post for post in x.timeline.addressing(x.account) if x.account_may_read(post.author))
    return islice(readable, most)


def shortened(text: str) -> str:
    """A post's text on one line that goes in one direction, cut where it is long."""
    line = " ".join(_BIDI.sub("", text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _notice_of(post: Post) -> str:
    return f"@{post.author.username} posts: “{shortened(post.text)}”"
