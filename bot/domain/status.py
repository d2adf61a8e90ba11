"""How Mutuals is doing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.access import Permission, RateLimit
from bot.domain.account import Account
from bot.domain.acts import SuggestionState
from bot.domain.kinds import SuggestionKind
from bot.domain.money import Funds, Shortage
from bot.domain.notes import Note
from bot.domain.suggestions import ExpectedRoute


@dataclass(frozen=True, slots=True)
class StreamState:
    """How X's activity stream is doing, where it is wanted.

    connected_since: None while no connection tells of follows. last_event_at: of any kind. told: follows that it told of since the start.
    missed: people of whom it should have told.
    """

    connected_since: datetime | None = None
    last_event_at: datetime | None = None
    told: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class KindStatus:
    """How suggestions of one kind are doing.

    expected_route: of those about people who asked for the account. counts: how many there are in each state.
    """

    expected_route: ExpectedRoute
    counts: Mapping[SuggestionState, int]
    cards_today: int
    cards_per_day: int


@dataclass(frozen=True, slots=True)
class Status:
    """Everything /status shows.

    kinds: each. permissions: what X was found to allow or not under the present access. quiet_until: the end of the quiet hours, while they
    last.
    stream: None where none is wanted. channel_fails: the team's messages do not come, or not all of them. problems: what is wrong with the
    set-up in Discord, and why jobs fail. why_idle: why nothing is sent, if nothing is.
    """

    account: Account
    kinds: Mapping[SuggestionKind, KindStatus]
    permissions: Collection[Permission]
    next_digest: datetime | None
    limits: Collection[RateLimit]
    funds: Funds
    shortage: Shortage
    quiet_until: datetime | None
    stream: StreamState | None
    channel_fails: bool
    problems: tuple[Note, ...]
    why_idle: tuple[Note, ...]
