"""The words of the field. Every other room speaks in these; this file imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MICROS = 1_000_000
"""Micro-dollars in a dollar: money is always a whole number of these."""


class Verdict(StrEnum):
    """What the observable facts say about a follower."""

    ENGAGED = "engaged"
    QUIET = "quiet"
    UNSURE = "unsure"
    SUSPICIOUS = "suspicious"


class SuggestionKind(StrEnum):
    """What a human may approve."""

    FOLLOW_BACK = "follow_back"


class SuggestionState(StrEnum):
    """Where a suggestion is in its life; README, "The life of a suggestion"."""

    OPEN = "open"
    SNOOZED = "snoozed"
    APPROVED = "approved"
    DELIVERING = "delivering"
    IN_DOUBT = "in_doubt"
    HANDED_OFF = "handed_off"
    DONE = "done"
    FAILED = "failed"
    LAPSED = "lapsed"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in SETTLED


SETTLED = frozenset(
    {
        SuggestionState.DONE,
        SuggestionState.FAILED,
        SuggestionState.LAPSED,
        SuggestionState.SKIPPED,
        SuggestionState.WITHDRAWN,
        SuggestionState.EXPIRED,
    }
)


class Act(StrEnum):
    """What was said or seen about a suggestion; each is one row of its history."""

    APPROVE = "approve"
    SKIP = "skip"
    SNOOZE = "snooze"
    NEVER = "never"
    WITHDRAW = "withdraw"
    TAKE_UP = "take_up"
    """A member took a lapsed or failed follow-back up again."""
    REOPEN = "reopen"
    EXPIRE = "expire"
    START = "start"
    HAND_OFF = "hand_off"
    CONFIRM = "confirm"
    FAIL = "fail"
    DOUBT = "doubt"
    RETRY = "retry"
    LAPSE = "lapse"


class Route(StrEnum):
    """How an approval is carried out."""

    API = "api"
    HAND_OFF = "hand_off"


class Access(StrEnum):
    """What the X account's owner says about its access (`X_ACCESS`)."""

    AUTO = "auto"
    SELF_SERVE = "self_serve"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team's Discord server, as Discord described them at the moment of the click."""

    id: int
    name: str
    role_ids: frozenset[int] = frozenset()
    manages_server: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A snapshot of an X user. A figure X did not give is None, never 0."""

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
        return f"https://x.com/{self.username}"


@dataclass(frozen=True, slots=True)
class Reason:
    """One observable fact about a profile, and what it is worth.

    points: towards suspicion; the table in `scoring.scorecard` says where each figure comes from. 0 for a fact that is merely good to know.
    """

    fact: str
    points: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """What scoring says about a profile.

    suspicion: 0 (none) to 100. worth: what a follow-back would bring, in points that only order suggestions.
    """

    verdict: Verdict
    suspicion: int
    reasons: tuple[Reason, ...]
    worth: int


@dataclass(frozen=True, slots=True)
class Follower:
    """A profile and its edge: when it was first and last seen among the followers.

    baseline: it followed before Mutuals began to look, so nobody is prompted about it.
    """

    profile: Profile
    first_seen_at: datetime
    last_seen_at: datetime
    baseline: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """Who said what about a suggestion, when. member is None when Mutuals itself saw or did it."""

    act: Act
    at: datetime
    member: Member | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing a human may approve.

    version: grows with every change, so a card can tell that it is stale.
    note: the reason for the present state in plain words, where there is one.
    """

    id: int
    account_id: int
    kind: SuggestionKind
    user_id: int
    state: SuggestionState
    version: int
    assessment: Assessment
    opened_at: datetime
    expires_at: datetime
    snoozed_until: datetime | None = None
    route: Route | None = None
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    note: str = ""


class Outlook(StrEnum):
    """What Approve will really do on this account's access to X."""

    API = "api"
    HAND_OFF = "hand_off"
    TRY_API = "try_api"
    """Not known yet: the API is tried, and a refusal becomes a hand-off."""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a suggestion's card shows.

    decision: the latest one by a member. price: micro-dollars that carrying it out costs by API.
    waiting: why an approved one is not under way yet, in plain words.
    """

    suggestion: Suggestion
    profile: Profile
    followed_at: datetime
    outlook: Outlook
    price: int
    decision: Decision | None = None
    waiting: str = ""
    hand_off_until: datetime | None = None


class BaselineStatus(StrEnum):
    """How far the taking stock of the followers who were there before Mutuals has come."""

    PENDING = "pending"
    COMPLETE = "complete"
    PARTIAL = "partial"
    """As far as BASELINE_USD allowed; older followers are unknown and adopted silently when met."""


@dataclass(frozen=True, slots=True)
class Account:
    """The X account the team runs, and where Mutuals stands with it.

    username, name: empty until X has said who the account is.
    followers: X's own count at `counted_at`. baseline_token: where to go on reading.
    route_refused_at, route_allowed_at: when X last refused, or carried out, a follow by API; learnt under `route_access`.
    """

    id: int
    username: str = ""
    name: str = ""
    followers: int | None = None
    counted_at: datetime | None = None
    baseline: BaselineStatus = BaselineStatus.PENDING
    baseline_token: str | None = None
    baseline_read: int = 0
    baseline_finished_at: datetime | None = None
    last_poll_at: datetime | None = None
    route_refused_at: datetime | None = None
    route_allowed_at: datetime | None = None
    route_access: Access | None = None
    writes_stopped: str = ""
    paused_at: datetime | None = None
    paused_by: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The team's own limits and times; each is an option of the same name."""

    timezone: ZoneInfo
    digest_time: time
    access: Access = Access.AUTO
    approver_role_ids: frozenset[int] = frozenset()
    poll_every: timedelta = timedelta(seconds=60)
    prompts_per_day: int = 20
    follow_backs_per_hour: int = 15
    follow_backs_per_day: int = 100
    prompt_expires: timedelta = timedelta(hours=72)
    hand_off_expires: timedelta = timedelta(hours=72)
    baseline_micros: int = 5 * MICROS

    def local_date(self, moment: datetime) -> date:
        """The team's calendar day at this moment."""
        return moment.astimezone(self.timezone).date()


class AnnouncementKind(StrEnum):
    """What the team is told in the channel besides prompts; one of each kind and key, ever."""

    DIGEST = "digest"
    ROUTE_CHANGED = "route_changed"
    WRITES_STOPPED = "writes_stopped"
    TROUBLE = "trouble"
    """X refuses Mutuals altogether, and somebody has to do something about it."""
    BASELINE = "baseline"


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
class DayCount:
    """One local day of the account: who came, who went, and X's own count at its end."""

    day: date
    gained: int
    lost: int
    followers: int | None


@dataclass(frozen=True, slots=True)
class Digest:
    """A day's sum, made from stored counts.

    since, until: the span it covers. spent: micro-dollars. followers: X's own count at `counted_at`.
    lost is None when that count was not known at both ends.
    """

    day: date
    since: datetime
    until: datetime
    gained: int
    lost: int | None
    followers: int | None
    counted_at: datetime | None = None
    by_verdict: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, dict[str, int]] = field(default_factory=dict)
    done: int = 0
    waiting: int = 0
    lapsed: int = 0
    spent: int = 0
    days: tuple[DayCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A suggestion's message in the team channel.

    message_id is None between the reservation and the record that it was posted; fingerprint: of the card it shows.
    """

    id: int
    suggestion_id: int
    channel_id: int
    nonce: str
    reserved_at: datetime
    message_id: int | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of what happened: a decision and the person it was about."""

    decision: Decision
    suggestion_id: int
    kind: SuggestionKind
    user_id: int
    username: str
