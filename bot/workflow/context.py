"""What every use case is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain import Policy
from bot.domain.changes import Change, Changes
from bot.runtime.clock import Clock
from bot.store import Store
from bot.x.billing.pricing import PriceList


class Job(StrEnum):
    """The recurring jobs, by the names they are woken by; `bot.runtime.wakes` says what wakes which."""

    POLL_FOLLOWERS = "poll_followers"
    POLL_MENTIONS = "poll_mentions"
    STREAM = "stream"
    PROBE_ACCESS = "probe_access"
    RECOVERY = "recovery"
    AUDIT = "audit"
    REASSESS = "reassess"
    TRIAGE = "triage"
    RETENTION = "retention"
    DELIVER_FOLLOW_BACKS = "deliver_follow_backs"
    DELIVER_REPLIES = "deliver_replies"
    VERIFY_FOLLOW_BACKS = "verify_follow_backs"
    VERIFY_REPLIES = "verify_replies"
    EXPIRY = "expiry"
    POST_MESSAGES = "post_messages"
    """Makes the channel show what the store says: posts what is missing, and has the next two edit what is stale."""
    EDIT_MESSAGES = "edit_messages"
    EDIT_OLD_MESSAGES = "edit_old_messages"
    """Edits messages older than an hour, of which Discord allows few: nothing else waits for them."""
    REGISTER_COMMANDS = "register_commands"
    """Registers the slash commands."""
    LOG_ACTIVITY = "log_activity"


@dataclass(frozen=True, slots=True)
class Context:
    """Store, time, the team's limits, and what X charges."""

    store: Store
    clock: Clock
    policy: Policy
    prices: PriceList = field(default_factory=PriceList)

    def publish(self, change: Change) -> None:
        """Tell whoever has to go on of a change outside the database; the others are told of by the transaction that makes them."""
        self.store.changes.publish(Changes(change))
