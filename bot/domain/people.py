"""The people on X."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.bursts import CohortMembership
from bot.domain.departures import Departure
from bot.domain.kinds import SuggestionKind
from bot.domain.verdicts import Override


@dataclass(frozen=True, slots=True)
class Profile:
    """A snapshot of an X user. A figure X did not give is None, never 0.

    username: empty once somebody else is known to have taken it over, until X says what they are called now.
    """

    user_id: int
    username: str
    name: str
    fetched_at: datetime
    bio: str = ""
    location: str = ""
    url: str = ""
    avatar_url: str = ""
    protected: bool = False
    verified: bool = False
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    listed: int | None = None
    likes: int | None = None
    created_at: datetime | None = None
    last_post_at: datetime | None = None
    followed_by_us: bool = False
    follow_requested: bool = False

    @property
    def link(self) -> str:
        """Their page, by the id: a handle can be somebody else's tomorrow."""
        return f"https://x.com/i/user/{self.user_id}"


@dataclass(frozen=True, slots=True)
class InteractionHistory:
    """What passed between a person and the account, and what the team knows of it.

    mentions: posts that mention the account. times_returned: how often they left and followed again.
    connections: handles in their bio of accounts that the team's account follows.
    """

    mentions: int = 0
    last_mention_at: datetime | None = None
    times_returned: int = 0
    cohort: CohortMembership | None = None
    override: Override | None = None
    connections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follower:
    """A profile and its edge: when it was first and last seen among the followers.

    baseline: it followed before the initial sync, so nobody is prompted about it.
    followed_at: the latest time they followed; times_returned: how often they had left before and came back.
    unfollowed_at: when they were found to have left, None for whoever follows now; they did so between last_seen_at and then.
    departure: what became of them; None for whoever follows now.
    """

    profile: Profile
    first_seen_at: datetime
    last_seen_at: datetime
    baseline: bool
    followed_at: datetime
    times_returned: int = 0
    unfollowed_at: datetime | None = None
    departure: Departure | None = None

    @property
    def left_exactly(self) -> bool:
        """Whether it is known when they left, and not only between which sightings."""
        return self.unfollowed_at is not None and self.last_seen_at >= self.unfollowed_at


@dataclass(frozen=True, slots=True)
class OptOut:
    """Somebody who has opted out and is not suggested again.

    by: the member who said so; empty where the person asked for it. request: in which words they asked. profile: None where unknown.
    kinds: of suggestions that are not made.
    """

    user_id: int
    at: datetime
    by: str
    request: str
    profile: Profile | None
    kinds: frozenset[SuggestionKind] = frozenset(SuggestionKind)
