"""The recurring jobs."""

from __future__ import annotations

from enum import StrEnum


class Job(StrEnum):
    """By these names they are woken; `bot.runtime.wakes` says what wakes which."""

    POLL_FOLLOWERS = "poll_followers"
    POLL_MENTIONS = "poll_mentions"
    STREAM = "stream"
    PROBE_ACCESS = "probe_access"
    RECOVERY = "recovery"
    AUDIT = "audit"
    SWEEP = "sweep"
    REASSESS = "reassess"
    TRIAGE = "triage"
    RETENTION = "retention"
    DELIVER_FOLLOW_BACKS = "deliver_follow_backs"
    DELIVER_REPLIES = "deliver_replies"
    VERIFY_FOLLOW_BACKS = "verify_follow_backs"
    VERIFY_REPLIES = "verify_replies"
    EXPIRY = "expiry"
    NOTIFY = "notify"
    """Announces what somebody is to be mentioned for."""
    POST_MESSAGES = "post_messages"
    """Makes the channel show what the store says: posts what is missing, and has the next two edit what is stale."""
    EDIT_MESSAGES = "edit_messages"
    EDIT_OLD_MESSAGES = "edit_old_messages"
    """Edits messages older than an hour, of which Discord allows few: nothing else waits for them."""
    REGISTER_COMMANDS = "register_commands"
    """Registers the slash commands."""
    LOG_ACTIVITY = "log_activity"
    ANALYZE = "analyze"
    """Has the database count anew what it chooses its indexes by."""
