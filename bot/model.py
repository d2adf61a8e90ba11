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


class Opinion(StrEnum):
    """What a member says about a verdict; it wins over what the facts say."""

    FINE = "fine"
    NOT_FOR_US = "not_for_us"


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
    FINE = "fine"
    """A member overruled the verdict: this one is fine. The suggestion stays where it is."""
    NOT_FOR_US = "not_for_us"
    """A member overruled the verdict: this one is not for us."""
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
    why: in one line, why this person is suggested.
    kept_off: why nobody is asked about this person; empty when somebody may be.
    """

    verdict: Verdict
    suspicion: int
    reasons: tuple[Reason, ...]
    worth: int
    why: str = ""
    kept_off: str = ""


@dataclass(frozen=True, slots=True)
class Overrule:
    """A member's word about a verdict."""

    opinion: Opinion
    member_id: int
    member_name: str
    at: datetime


class BurstKind(StrEnum):
    """What an unusual number of arrivals looks like."""

    PURCHASE = "purchase"
    """Many who look alike: followers sold in bulk come at once."""
    VIRAL = "viral"
    """Many ordinary people."""


class BurstState(StrEnum):
    """What a member said about the prompts for a burst's members."""

    OPEN = "open"
    """Nobody has said anything: prompts for a purchase's members are held back."""
    FINE = "fine"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who followed, with what tells whether they resemble the others who came then. A figure X did not give is None."""

    user_id: int
    at: datetime
    username: str
    created_at: datetime | None
    followers: int | None
    following: int | None
    posts: int | None
    suspicious: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """What those who came in a burst have in common.

    arrived: everybody who came between `since` and `until`; expected: how many the account's rhythm would have brought.
    members: how many of them belong to the burst. The shares, 0 to 1, are of the members.
    same_weeks: made within the same few weeks, which began on `made_from` and ended on `made_until`.
    alike: of nearly the same size and imbalance. pattern: with handles of the commonest shape, `pattern_like` in words.
    suspicious: suspicious by their profile alone; usually_suspicious: the same share among this account's ordinary arrivals.
    """

    arrived: int
    expected: float
    members: int
    same_weeks: float
    made_from: date | None
    made_until: date | None
    alike: float
    pattern: float
    pattern_like: str
    suspicious: float
    usually_suspicious: float


@dataclass(frozen=True, slots=True)
class Burst:
    """An unusual number of arrivals.

    until: when its newest member came. version: grows with every change worth showing.
    """

    id: int
    kind: BurstKind
    state: BurstState
    since: datetime
    until: datetime
    found_at: datetime
    cohort: Cohort
    version: int
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """The look-alikes among whom somebody arrived. size: how many they are."""

    burst_id: int
    size: int
    state: BurstState


@dataclass(frozen=True, slots=True)
class Dealings:
    """What passed between a person and the account, and what the team knows of it.

    mentions: posts that mention the account. times_returned: how often they left and followed again.
    connections: handles in their bio of accounts that the team's account follows.
    """

    mentions: int = 0
    last_mention_at: datetime | None = None
    times_returned: int = 0
    company: Company | None = None
    overrule: Overrule | None = None
    connections: tuple[str, ...] = ()


class Taste(StrEnum):
    """The two lists of words a team keeps."""

    TOPIC = "topic"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Tastes:
    """What the team cares about, in plain words. topics: bring people forward. never: keep them off the desk."""

    topics: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follower:
    """A profile and its edge: when it was first and last seen among the followers.

    baseline: it followed before Mutuals began to look, so nobody is prompted about it.
    followed_at: the latest time they followed; times_returned: how often they had left before and came back.
    """

    profile: Profile
    first_seen_at: datetime
    last_seen_at: datetime
    baseline: bool
    followed_at: datetime
    times_returned: int = 0


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
    newest_mention_id: int | None = None
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
    PURCHASE = "purchase"
    """Many look-alikes came at once. The message shows the burst that its key names, and is edited as that changes."""
    VIRAL = "viral"
    """Many ordinary people came at once."""
    AUDIT = "audit"


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


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the followers, 0 to 1.

    low, high: between which the true share lies in 95 of 100 cases; equal to value where everyone was counted.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The present followers by verdict.

    looked_at: how many are stored; followers: X's own count, or None when X did not say. by_verdict: of those looked at.
    suspicious, neglected: the biggest suspicious ones, and the most worthwhile whom nobody was ever asked about.
    """

    made_at: datetime
    looked_at: int
    followers: int | None
    by_verdict: dict[Verdict, int]
    shares: dict[Verdict, Share]
    suspicious: tuple[tuple[Profile, Assessment], ...] = ()
    neglected: tuple[tuple[Profile, Assessment], ...] = ()

    @property
    def never_looked_at(self) -> int:
        return max(0, (self.followers or 0) - self.looked_at)


@dataclass(frozen=True, slots=True)
class Audit:
    """A reading of older followers that a member approved, to complete what is known of them.

    to_read: how many profiles at most; read: so far.
    """

    id: int
    asked_at: datetime
    asked_by: Member
    to_read: int
    read: int
    finished_at: datetime | None = None
