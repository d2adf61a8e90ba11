"""What a human may approve, and its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.members import Member
from bot.model.people import Profile
from bot.model.verdicts import Assessment


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


class Outlook(StrEnum):
    """What Approve will really do on this account's access to X."""

    API = "api"
    HAND_OFF = "hand_off"
    TRY_API = "try_api"
    """Not known yet: the API is tried, and a refusal becomes a hand-off."""


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
