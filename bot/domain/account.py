"""The account the team runs, and the team's own limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.access import Access, ActivityEvent, Permission, RateLimit
from bot.domain.channels import Channels
from bot.domain.local_days import Weekday
from bot.domain.money import MICROS, Funds
from bot.domain.notes import Note
from bot.domain.team import Mentionable, MentionableKind


class BaselineStatus(StrEnum):
    """Progress of the initial sync: reading the followers who were there before Mutuals."""

    PENDING = "pending"
    COMPLETE = "complete"
    PARTIAL = "partial"
    """As far as BASELINE_USD allowed; older followers are unknown and adopted silently when met."""


@dataclass(frozen=True, slots=True)
class Account:
    """The X account the team runs, and where Mutuals stands with it.

    username, name: empty until X has said who the account is.
    examples_added_at: when the saved replies that Mutuals brings along were put among the team's.
    followers: X's own count at `counted_at`; following: how many the account follows, likewise.
    baseline_page_token: where to go on reading.
    newest_mention_id: up to which post the mentions are known. mentions_partial_newest_id,
    mentions_partial_oldest_id: the newest and the oldest post that an unfinished poll above it has read; None while there is none.
    writes_stopped: why nothing is written to X.
    paused_by: a member's name; empty where Mutuals paused itself, as its database is new.
    keys_refused_at: since when X refuses the keys. While nothing is stopped because of it, that is yet to be verified.
    credits_depleted_at: since when X says that its credits are used up.
    on_hold_since: while it is not known whether the channel belongs to an earlier database of Mutuals; nothing is sent to X.
    unconfirmed_followers: X's count at `unconfirmed_at` that nothing explains, until a second one says the same.
    miscounted_from, miscounted_until: between which moments X counted wrongly, neither included, as far as that was found out.
    """

    id: int
    username: str = ""
    name: str = ""
    followers: int | None = None
    counted_at: datetime | None = None
    baseline: BaselineStatus = BaselineStatus.PENDING
    baseline_page_token: str | None = None
    baseline_read: int = 0
    baseline_finished_at: datetime | None = None
    last_poll_at: datetime | None = None
    newest_mention_id: int | None = None
    mentions_partial_newest_id: int | None = None
    mentions_partial_oldest_id: int | None = None
    examples_added_at: datetime | None = None
    writes_stopped: Note | None = None
    keys_refused_at: datetime | None = None
    credits_depleted_at: datetime | None = None
    paused_at: datetime | None = None
    paused_by: str = ""
    on_hold_since: datetime | None = None
    unconfirmed_followers: int | None = None
    unconfirmed_at: datetime | None = None
    miscounted_from: datetime | None = None
    miscounted_until: datetime | None = None
    following: int | None = None

    def was_miscounted(self, moment: datetime) -> bool:
        """Whether X's count of this moment turned out to be wrong."""
        since, until = self.miscounted_from, self.miscounted_until
        return since is not None and until is not None and since < moment < until


@dataclass(frozen=True, slots=True)
class Policy:
    """The team's own limits and times; each is an option of the same name.

    guild_id: of the team's server on Discord.
    digest_days: of the daily digest; an empty set means every day, None no daily digest. digest_weekday: of the weekly one, if any.
    viewer_role_ids: of those who may see everything and decide nothing.
    freshness: within which a new follower should be noticed. quiet_hours: from when to when nothing is written to X, by the team's clock.
    card_hours: in which hours of the day cards come, by whole hours; None: those in which the team decides. draft_languages: of saved
    replies, two letters each, from which drafts are made; none means all.
    leavers_budget: what sweeps may cost a month. stream: what X's activity stream tells.
    reply_window: how long after a post an answer is still worth sending.
    repeat_days: for how long a text that went out, or nearly the same, does not go out again. four_eyes: whoever wrote a text may not
    approve it.
    notify_complaints, notify_expiring, notify_waiting, notify_outages: whom messages about these mention. waits_too_long: how long a card
    may wait before it is such a matter.
    """

    timezone: ZoneInfo
    digest_time: time
    digest_days: frozenset[Weekday] | None = frozenset()
    digest_weekday: Weekday | None = None
    channels: Channels = field(default_factory=Channels)
    access: Access = Access.AUTO
    approver_role_ids: frozenset[int] = frozenset()
    viewer_role_ids: frozenset[int] = frozenset()
    freshness: timedelta = timedelta(seconds=60)
    prompts_per_day: int = 20
    follow_backs_per_hour: int = 15
    follow_backs_per_day: int = 100
    prompt_expires: timedelta = timedelta(hours=72)
    hand_off_expires: timedelta = timedelta(hours=72)
    quiet_hours: tuple[time, time] | None = None
    card_hours: tuple[time, time] | None = None
    draft_languages: frozenset[str] = frozenset()
    baseline_micros: int = 5 * MICROS
    leavers_budget: int = 10 * MICROS
    daily_budget: int = 10 * MICROS
    monthly_budget: int = 50 * MICROS
    read_mentions: bool = True
    reply_prompts_per_day: int = 20
    replies_per_hour: int = 30
    replies_per_day: int = 100
    reply_window: timedelta = timedelta(hours=24)
    repeat_days: int = 3
    four_eyes: bool = False
    guild_id: int = 0
    stream: frozenset[ActivityEvent] = frozenset()
    notify_complaints: frozenset[Mentionable] = frozenset()
    notify_expiring: frozenset[Mentionable] = frozenset()
    notify_waiting: frozenset[Mentionable] = frozenset()
    waits_too_long: timedelta = timedelta(hours=4)
    notify_outages: frozenset[Mentionable] = frozenset()

    @property
    def notified_role_ids(self) -> frozenset[int]:
        """The roles that any message mentions."""
        mentioned = self.notify_complaints | self.notify_expiring | self.notify_waiting | self.notify_outages
        return frozenset(one.id for one in mentioned if one.kind is MentionableKind.ROLE)

    def message_link(self, channel_id: int, message_id: int) -> str:
        """Opens a message in the team's server."""
        return f"https://discord.com/channels/{self.guild_id}/{channel_id}/{message_id}"

    def local_date(self, moment: datetime) -> date:
        """The team's calendar day at this moment."""
        return moment.astimezone(self.timezone).date()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The account, what X was found to let it do, the limits of X's that are used up, and the money that is left, at one moment."""

    account: Account
    permissions: Sequence[Permission]
    used_up: Sequence[RateLimit]
    funds: Funds
