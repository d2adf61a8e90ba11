"""Who is on the simulated X: people and what they post."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")

_EPOCH_MS = 1_288_834_974_657
"""X's own zero of ids made from time: 4 November 2010, 01:42:54.657 UTC."""
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def snowflake(moment: datetime, serial: int) -> int:
    """An id that holds its moment, as X makes them; serial (0 to 4,194,303) tells ids of one millisecond apart."""
    return max(0, (moment - _UNIX) // _MILLISECOND - _EPOCH_MS) << 22 | serial & 0x3FFFFF


class Persona(StrEnum):
    """What a person looks like from outside."""

    ENGAGED = "engaged"
    """Posts often, follows about as many as follow back, has some reach."""
    ORDINARY = "ordinary"
    QUIET = "quiet"
    """Real but silent: few posts, few likes, balanced."""
    SUSPICIOUS = "suspicious"
    """Follows thousands and is followed by hardly anyone."""
    PROTECTED = "protected"
    """Only approved followers see the posts; following is a request first."""
    BIG = "big"
    """Tens of thousands of followers."""


class ReplySettings(StrEnum):
    """Who may reply to a post, in X's words."""

    EVERYONE = "everyone"
    MENTIONED = "mentionedUsers"
    FOLLOWED = "following"
    """Those whom the author follows."""
    SUBSCRIBERS = "subscribers"
    VERIFIED = "verified"
    OTHER = "other"


@dataclass(slots=True, eq=False)
class Person:
    """Somebody on X. Two of them are the same only if they are the same object.

    followers, following, posts, listed, likes, media: the figures that X shows for this person.
    bought: made to be sold as a follower.
    """

    id: int
    username: str
    name: str
    persona: Persona
    created_at: datetime
    bio: str = ""
    location: str = ""
    url: str = ""
    followers: int = 0
    following: int = 0
    posts: int = 0
    listed: int = 0
    likes: int = 0
    media: int = 0
    protected: bool = False
    verified: bool = False
    last_post_at: datetime | None = None
    suspended: bool = False
    bought: bool = False

    @property
    def posts_publicly(self) -> bool:
        """Whether this person posts where everybody can read it."""
        return not (self.bought or self.protected or self.suspended or self.persona is Persona.SUSPICIOUS)

    def __repr__(self) -> str:
        return f"<Person @{self.username}>"


@dataclass(slots=True, eq=False)
class Post:
    """A public post.

    lang: as X has detected it, a BCP 47 tag. deleted: by its author; X shows it to nobody any more.
    versions: the ids of all its versions, its own included; every edit makes a new post.
    listing_delayed: missing from X's lists, which lag behind; found by its id.
    """

    id: int
    author: Person
    text: str
    created_at: datetime
    mentions: tuple[Person, ...] = ()
    in_reply_to: Post | None = None
    quotes: Post | None = None
    made_with_ai: bool = False
    lang: str = "en"
    reply_settings: ReplySettings = ReplySettings.EVERYONE
    deleted: bool = False
    listing_delayed: bool = False
    versions: list[int] = field(default_factory=list)
    liked_by: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.versions.append(self.id)

    @property
    def listed(self) -> bool:
        """Whether it is in X's lists: it is neither deleted nor delayed, and the latest of its versions."""
        return self.current and not self.listing_delayed

    @property
    def current(self) -> bool:
        """Whether it is the latest of its versions, and not deleted."""
        return not self.deleted and self.versions[-1] == self.id

    @property
    def shown(self) -> bool:
        """Whether X shows it to whoever knows its id: neither it nor its author is gone."""
        return not (self.deleted or self.author.suspended)

    def addresses(self, person: Person) -> bool:
        """Whether it mentions this person or quotes one of their posts."""
        return person in self.mentions or (self.quotes is not None and self.quotes.author is person)

    def __repr__(self) -> str:
        return f"<Post {self.id} by @{self.author.username}: {self.text!r}>"
