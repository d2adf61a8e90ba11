"""Everything that was posted, by author, by whom it addresses and by what it answers or quotes, newest first."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import takewhile

from bot.demo.x.world.models import Person, Post, ReplySettings, snowflake
from bot.demo.x.world.sample_texts import FILLER_POSTS

MENTION = re.compile(r"(?<![A-Za-z0-9_])@([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_])")

ABOVE_ALL = 1 << 63
"""Above every id."""


class Timeline:
    """All posts. find: who has this handle, or None. Deleted ones and former versions are in no list but `addressing`."""

    def __init__(self, find: Callable[[str], Person | None]) -> None:
        self._find = find
        self._posts: dict[int, Post] = {}
        self._by_author: defaultdict[int, list[Post]] = defaultdict(list)
        self._mentioning: defaultdict[int, list[Post]] = defaultdict(list)
        self._addressing: defaultdict[int, list[Post]] = defaultdict(list)
        self._replies: defaultdict[int, list[Post]] = defaultdict(list)
        self._quotes: defaultdict[int, list[Post]] = defaultdict(list)
        self._last_id = 0

    def get(self, post_id: int) -> Post | None:
        """The post that has this id, unless it was deleted."""
        post = self._posts.get(post_id)
        return None if post is None or post.deleted else post

    def publish(
        self,
        author: Person,
        text: str,
        now: datetime,
        *,
        in_reply_to: Post | None = None,
        quotes: Post | None = None,
        made_with_ai: bool = False,
        lang: str = "en",
        reply_settings: ReplySettings = ReplySettings.EVERYONE,
        versions: list[int] | None = None,
    ) -> Post:
        """A new post, with the people it mentions read from its text."""
        self._last_id = max(self._last_id + 1, snowflake(now, 0))
        author.posts += 1
        author.last_post_at = now
        mentioned = self._mentioned_in(text)
        post = Post(
            self._last_id,
            author,
            text,
            now,
            mentioned,
            in_reply_to,
            quotes,
            made_with_ai,
            lang,
            reply_settings,
            versions=[] if versions is None else versions,
        )
        return self._keep(post)

    def edit(self, post: Post, text: str, now: datetime) -> Post:
        """A new version of it, which takes its place in the lists."""
        post.author.posts -= 1
        return self.publish(
            post.author,
            text,
            now,
            in_reply_to=post.in_reply_to,
            quotes=post.quotes,
            lang=post.lang,
            reply_settings=post.reply_settings,
            versions=post.versions,
        )

    def delete(self, post: Post) -> None:
        """Its author deletes it; a second time changes nothing."""
        if not post.deleted:
            post.deleted = True
            post.author.posts -= 1

    def latest_by(self, person: Person) -> Post | None:
        """A person's newest post. Somebody who posted before this world began gets one from then, once asked for."""
        if own := self._by_author.get(person.id):
            return next(_down_from(own, ABOVE_ALL), None)
        if person.last_post_at is None or not person.posts:
            return None
        post_id = snowflake(person.last_post_at, person.id)
        return self._keep(Post(post_id, person, FILLER_POSTS[person.id % len(FILLER_POSTS)], person.last_post_at))

    def by(self, person: Person, below: int = ABOVE_ALL) -> Iterator[Post]:
        """A person's posts with ids under `below`, newest first."""
        self.latest_by(person)
        return _down_from(self._by_author.get(person.id, []), below)

    def mentioning(self, person: Person, below: int = ABOVE_ALL) -> Iterator[Post]:
        """The posts that mention a person, with ids under `below`, newest first."""
        return _down_from(self._mentioning.get(person.id, []), below)

    def addressing(self, person: Person) -> Iterator[Post]:
        """What others posted that mentions a person or quotes one of their posts, newest first; deleted and former ones, too."""
        return reversed(self._addressing.get(person.id, []))

    def replies_to(self, post: Post) -> Iterator[Post]:
        """Newest first."""
        return _down_from(self._replies.get(post.id, []), ABOVE_ALL)

    def quoting(self, post: Post, below: int = ABOVE_ALL) -> Iterator[Post]:
        """The posts that quote this one, with ids under `below`, newest first."""
        return _down_from(self._quotes.get(post.id, []), below)

    def count_quotes(self, post: Post) -> int:
        """As X counts them, which may be ahead of its lists."""
        return sum(quote.current and quote.shown for quote in self._quotes.get(post.id, ()))

    def has_said(self, author: Person, text: str, since: datetime) -> bool:
        """Whether this person has posted these very words since then and not deleted them."""
        recent = takewhile(lambda post: post.created_at >= since, self.by(author))
        return any(post.text == text for post in recent)

    def _mentioned_in(self, text: str) -> tuple[Person, ...]:
        found = (self._find(handle) for handle in MENTION.findall(text))
        return tuple(dict.fromkeys(person for person in found if person))

    def _keep(self, post: Post) -> Post:
        self._posts[post.id] = post
        self._by_author[post.author.id].append(post)
        for person in post.mentions:
            self._mentioning[person.id].append(post)
        addressed = dict.fromkeys((*post.mentions, *([post.quotes.author] if post.quotes else [])))
        for person in addressed:
            if person is not post.author:
                self._addressing[person.id].append(post)
        if post.in_reply_to:
            self._replies[post.in_reply_to.id].append(post)
        if post.quotes:
            self._quotes[post.quotes.id].append(post)
        return post


def _down_from(posts: list[Post], below: int) -> Iterator[Post]:
    index = bisect_left(posts, below, key=lambda post: post.id)
    while index:
        index -= 1
        if posts[index].listed:
            yield posts[index]
