"""The expansions of a response (`includes`): charged like anything else that is returned."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.x.billing.prices import Price
from bot.demo.x.schema.problems import Body, as_entry, unseen
from bot.demo.x.schema.rendering import may_read, may_see, post_json, user_json
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.world.models import Person, Post

Read = tuple[Price, list[int]]
"""What the resources with these ids are charged as."""

_REFERENCED = "referenced_tweets.id"
_RELATIONS = {
    _REFERENCED: "referenced_tweets",
    "referenced_tweets.id.author_id": "referenced_tweets",
    "entities.mentions.username": "entities",
}
"""Expansions that go by another name than the field that they make visible."""


class Includes:
    """The people and posts to include, each once. Names are those of the older document."""

    def __init__(self, viewer: Viewer, user_fields: frozenset[str], post_fields: frozenset[str]) -> None:
        self._viewer, self._user_fields, self._post_fields = viewer, user_fields, post_fields
        self._posts: dict[Post, None] = {}
        self._people: dict[Person, None] = {}
        self._unseen: dict[Post, None] = {}

    def latest_of(self, people: Iterable[Person]) -> None:
        """Add everybody's newest post that the caller may see."""
        latest = (self._viewer.world.timeline.latest_by(person) for person in people if may_read(person, self._viewer))
        self._posts |= dict.fromkeys(post for post in latest if post)

    def related_to(self, posts: Iterable[Post], expansions: frozenset[str]) -> None:
        """Add what these expansions of these posts name."""
        for post in posts:
            named = [other for other in (post.in_reply_to, post.quotes) if other]
            referenced = [other for other in named if may_see(other, self._viewer)]
            if _REFERENCED in expansions:
                self._posts |= dict.fromkeys(referenced)
                self._unseen |= dict.fromkeys(other for other in named if other not in referenced)
            if "referenced_tweets.id.author_id" in expansions:
                self._people |= dict.fromkeys(other.author for other in referenced)
            if "author_id" in expansions:
                self._people[post.author] = None
            if "in_reply_to_user_id" in expansions and post.in_reply_to:
                self._people[post.in_reply_to.author] = None
            if "entities.mentions.username" in expansions:
                self._people |= dict.fromkeys(post.mentions)

    def body(self) -> Body:
        """`includes`, where there is anything."""
        found: Body = {}
        if self._posts:
            found[self._viewer.vocabulary.translate("tweets")] = [post_json(post, self._post_fields, self._viewer) for post in self._posts]
        if self._people:
            found["users"] = [user_json(person, self._user_fields, self._viewer) for person in self._people]
        return {"includes": found} if found else {}

    def errors(self) -> list[Body]:
        """About the referenced posts that cannot be shown."""
        parameter = self._viewer.vocabulary.translate(_REFERENCED)
        return [as_entry(unseen(post, parameter, str(post.id), "includes"), self._viewer.vocabulary) for post in self._unseen]

    def reads(self) -> list[Read]:
        """What it costs."""
        return [(Price.POST_READ, [post.id for post in self._posts]), (Price.USER_READ, [person.id for person in self._people])]


def relations(expansions: frozenset[str]) -> frozenset[str]:
    """The fields that show whom or what the expanded things are."""
    return frozenset(_RELATIONS.get(expansion, expansion) for expansion in expansions)
