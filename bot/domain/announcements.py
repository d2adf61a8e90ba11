"""What the team is told in its channels besides prompts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.account import Policy
from bot.domain.channels import ChannelPurpose
from bot.domain.team import Mentionable, MentionableKind


class AnnouncementKind(StrEnum):
    """What the team is told besides prompts; one of each kind and key, ever."""

    DIGEST = "digest"
    WEEKLY_DIGEST = "weekly_digest"
    ROUTE_CHANGED = "route_changed"
    WRITES_STOPPED = "writes_stopped"
    ACTION_NEEDED = "action_needed"
    """Somebody has to do something: X refuses Mutuals altogether, or the set-up in Discord is wrong."""
    BASELINE = "baseline"
    PURCHASE = "purchase"
    """Many look-alikes came at once. The message shows the burst that its key names, and is edited as that changes."""
    VIRAL = "viral"
    """Many ordinary people came at once."""
    AUDIT = "audit"
    BUDGET = "budget"
    """Much of a budget for X is spent."""
    CREDITS_RESTORED = "credits_restored"
    """X takes calls again: there are credits, or it accepts the keys."""
    OUTAGE = "outage"
    """X has not answered for a while; its key is since when."""
    OUTAGE_OVER = "outage_over"
    """X answers again; its key is that of the outage."""
    PAUSE = "pause"
    """A member has paused Mutuals, or has resumed it."""
    SETTING = "setting"
    """A member has changed a setting."""
    DAY_FULL = "day_full"
    """The day's cards of one kind are shown, and more suggestions wait; at most once a day."""
    NEW_DATABASE = "new_database"
    """Mutuals knows nothing, and the channel shows that it worked there before."""
    COMPLAINTS = "complaints"
    """Complaints wait for an answer. This and the next two are made only where somebody is to be mentioned."""
    EXPIRING = "expiring"
    """Cards are about to expire; at most once an hour."""
    WAITING = "waiting"
    """Cards have waited for long; at most once an hour."""


MENTIONED: Mapping[AnnouncementKind, Callable[[Policy], frozenset[Mentionable]]] = {
    AnnouncementKind.COMPLAINTS: lambda policy: policy.notify_complaints,
    AnnouncementKind.EXPIRING: lambda policy: policy.notify_expiring,
    AnnouncementKind.WAITING: lambda policy: policy.notify_waiting,
    AnnouncementKind.OUTAGE: lambda policy: policy.notify_outages,
    AnnouncementKind.WRITES_STOPPED: lambda policy: policy.notify_outages,
    AnnouncementKind.ACTION_NEEDED: lambda policy: policy.notify_outages,
}
"""Whom the message mentions; any other mentions nobody."""


ANNOUNCED_IN: Mapping[AnnouncementKind, ChannelPurpose] = {
    AnnouncementKind.DIGEST: ChannelPurpose.DIGEST,
    AnnouncementKind.WEEKLY_DIGEST: ChannelPurpose.DIGEST,
    AnnouncementKind.BASELINE: ChannelPurpose.CARDS,
    AnnouncementKind.AUDIT: ChannelPurpose.CARDS,
    AnnouncementKind.DAY_FULL: ChannelPurpose.CARDS,
    AnnouncementKind.NEW_DATABASE: ChannelPurpose.CARDS,
    AnnouncementKind.COMPLAINTS: ChannelPurpose.CARDS,
    AnnouncementKind.EXPIRING: ChannelPurpose.CARDS,
    AnnouncementKind.WAITING: ChannelPurpose.CARDS,
    AnnouncementKind.ROUTE_CHANGED: ChannelPurpose.ALERTS,
    AnnouncementKind.WRITES_STOPPED: ChannelPurpose.ALERTS,
    AnnouncementKind.ACTION_NEEDED: ChannelPurpose.ALERTS,
    AnnouncementKind.PURCHASE: ChannelPurpose.ALERTS,
    AnnouncementKind.VIRAL: ChannelPurpose.ALERTS,
    AnnouncementKind.BUDGET: ChannelPurpose.ALERTS,
    AnnouncementKind.CREDITS_RESTORED: ChannelPurpose.ALERTS,
    AnnouncementKind.OUTAGE: ChannelPurpose.ALERTS,
    AnnouncementKind.OUTAGE_OVER: ChannelPurpose.ALERTS,
    AnnouncementKind.PAUSE: ChannelPurpose.ALERTS,
    AnnouncementKind.SETTING: ChannelPurpose.ALERTS,
}
"""Which of the team's channels each comes into: what can be suggested, or is about cards, comes where the cards are."""


def roles_mentioned_in(channel_id: int, policy: Policy) -> frozenset[int]:
    """The roles that messages in this channel mention."""
    here = [kind for kind in MENTIONED if policy.channels.of(ANNOUNCED_IN[kind]) == channel_id]
    return frozenset(one.id for kind in here for one in MENTIONED[kind](policy) if one.kind is MentionableKind.ROLE)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message to the team, kept until it is posted.

    body: the text, or for a digest its figures as JSON-ready values.
    """

    id: int
    kind: AnnouncementKind
    key: str
    body: dict[str, object]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PostedIn:
    """Where an announcement stands. channel_id: None where an older version posted it, which did not keep that."""

    message_id: int
    channel_id: int | None
