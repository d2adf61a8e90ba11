"""Everything that was posted, by author and by whom it mentions, newest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import datetime

from bot.demo.x.people import Person, Post, snowflake
from bot.demo.x.words import REMARKS

MENTION = re.compile(r"(?<![A-Za-z0-9_])@([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_])")


class Timeline:
    """All posts. find: who has this handle, or None."""

    def __init__(self, find: Callable[[str], Person | None]) -> None:
        self._find = find
        self._posts: dict[int, Post] = {}
        self._by_author: dict[int, list[Post]] = {}
        self._mentioning: dict[int, list[Post]] = {}
        self._last_id = 0

    def get(self, post_id: int) -> Post | None:
        return self._posts.get(post_id)

    def publish(
        self,
        author: Person,
        text: str,
        now: datetime,
        *,
        in_reply_to: Post | None = None,
        quotes: Post | None = None,
        made_with_ai: bool = False,
    ) -> Post:
        """A new post, with the people it mentions read from its text."""
        self._last_id = max(self._last_id + 1, snowflake(now, 0))
        author.posts += 1
        author.last_post_at = now
        return self._keep(Post(self._last_id, author, text, now, self._mentioned_in(text), in_reply_to, quotes, made_with_ai))

    def latest_by(self, person: Person) -> Post | None:
        """A person's newest post. Somebody who posted before this world began gets one from then, once asked for."""
        own = self._by_author.get(person.id)
        if own:
            return own[-1]
        if person.last_post_at is None or not person.posts:
            return None
        post_id = snowflake(person.last_post_at, person.id)
        return self._keep(Post(post_id, person, REMARKS[person.id % len(REMARKS)], person.last_post_at))

    def by(self, person: Person, below: int) -> Iterator[Post]:
        """A person's posts with ids under `below`, newest first."""
        self.latest_by(person)
        return _down_from(self._by_author.get(person.id, []), below)

    def mentioning(self, person: Person, below: int) -> Iterator[Post]:
        """The posts that mention a person, with ids under `below`, newest first."""
        return _down_from(self._mentioning.get(person.id, []), below)

    def has_said(self, author: Person, text: str) -> bool:
        return any(post.text == text for post in self._by_author.get(author.id, ()))

    def _mentioned_in(self, text: str) -> tuple[Person, ...]:
        found = (self._find(handle) for handle in MENTION.findall(text))
        return tuple(dict.fromkeys(person for person in found if person))

    def _keep(self, post: Post) -> Post:
        self._posts[post.id] = post
        self._by_author.setdefault(post.author.id, []).append(post)
        for person in post.mentions:
            self._mentioning.setdefault(person.id, []).append(post)
        return post


def _down_from(posts: list[Post], below: int) -> Iterator[Post]:
    index = bisect_left(posts, below, key=lambda post: post.id)
    while index:
        index -= 1
        yield posts[index]
