"""The account: its state, announcements, audits, keywords and settings."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Index, Integer, Table, Text, UniqueConstraint, text

from bot.domain import AnnouncementKind, BaselineStatus, Keyword
from bot.store.tables.base import account_column, account_key, metadata
from bot.store.types import ROW_ID, NoteColumn, SafeText, UtcDateTime, enum_type, open_enum_type

accounts = Table(
    "accounts",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("username", SafeText, nullable=False),
    Column("name", SafeText, nullable=False),
    Column("followers", BigInteger),
    Column("counted_at", UtcDateTime),
    Column("baseline", enum_type(BaselineStatus, "baseline"), nullable=False),
    Column("baseline_page_token", Text),
    Column("baseline_read", BigInteger, nullable=False),
    Column("baseline_finished_at", UtcDateTime),
    Column("last_poll_at", UtcDateTime),
    Column("newest_mention_id", BigInteger),
    Column("mentions_partial_newest_id", BigInteger),
    Column("mentions_partial_oldest_id", BigInteger),
    Column("examples_added_at", UtcDateTime),
    Column("writes_stopped", NoteColumn),
    Column("keys_refused_at", UtcDateTime),
    Column("credits_depleted_at", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("paused_by", SafeText, nullable=False),
    Column("on_hold_since", UtcDateTime),
    Column("unconfirmed_followers", BigInteger),
    Column("unconfirmed_at", UtcDateTime),
    Column("miscounted_from", UtcDateTime),
    Column("miscounted_until", UtcDateTime),
    Column("following", BigInteger),
)

keywords = Table(
    "keywords",
    metadata,
    account_key(),
    Column("kind", enum_type(Keyword, "kind"), primary_key=True),
    Column("word", SafeText, primary_key=True),
    Column("position", Integer, nullable=False),
)

setting_changes = Table(
    "setting_changes",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    # The name of an option, which another version may not know.
    Column("setting", Text, nullable=False),
    Column("before", SafeText, nullable=False),
    Column("after", SafeText, nullable=False),
    Column("to_host", Boolean, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "account_id", "setting", "id"),
    sqlite_autoincrement=True,
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("kind", open_enum_type(AnnouncementKind, "kind"), nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("message_id", BigInteger),
    Column("channel_id", BigInteger),
    UniqueConstraint("account_id", "kind", "key"),
    Index(None, "account_id", "message_id"),
    Index(None, "account_id", "kind", "id"),
    sqlite_autoincrement=True,
)

audits = Table(
    "audits",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", SafeText, nullable=False),
    Column("max_profiles", BigInteger, nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("finished_at", UtcDateTime),
    Index(
        "uq_audits_unfinished",
        "account_id",
        unique=True,
        sqlite_where=text("finished_at IS NULL"),
        postgresql_where=text("finished_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

sweeps = Table(
    "sweeps",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("followers", BigInteger, nullable=False),
    Column("counted_at", UtcDateTime, nullable=False),
    Column("page_token", Text),
    Column("read", BigInteger, nullable=False),
    Column("passes", Integer, nullable=False),
    Column("resume_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Index(None, "account_id", "id"),
    Index(
        "uq_sweeps_unfinished",
        "account_id",
        unique=True,
        sqlite_where=text("finished_at IS NULL"),
        postgresql_where=text("finished_at IS NULL"),
    ),
    sqlite_autoincrement=True,
)

follower_counts = Table(
    "follower_counts",
    metadata,
    account_key(),
    Column("day", Date, primary_key=True),
    Column("followers", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("following", BigInteger),
)
