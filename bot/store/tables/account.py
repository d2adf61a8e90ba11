"""The account itself: where Mutuals stands with it, and what its team is told and has said in general."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, Table, Text, UniqueConstraint, text

from bot.domain import AnnouncementKind, BaselineStatus, Taste
from bot.store.tables.base import account_key, metadata, of_account
from bot.store.types import ROW_ID, Moment, Words, one_of

accounts = Table(
    "accounts",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("username", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("followers", BigInteger),
    Column("counted_at", Moment),
    Column("baseline", one_of(BaselineStatus, "baseline"), nullable=False),
    Column("baseline_token", Text),
    Column("baseline_read", BigInteger, nullable=False),
    Column("baseline_finished_at", Moment),
    Column("last_poll_at", Moment),
    Column("newest_mention_id", BigInteger),
    Column("mentions_top_id", BigInteger),
    Column("mentions_bottom_id", BigInteger),
    Column("examples_given_at", Moment),
    Column("writes_stopped", Text, nullable=False),
    Column("keys_refused_at", Moment),
    Column("credits_out_at", Moment),
    Column("paused_at", Moment),
    Column("paused_by", Words, nullable=False),
    Column("held_at", Moment),
    Column("held_followers", BigInteger),
    Column("count_held_at", Moment),
    Column("miscounted_from", Moment),
    Column("miscounted_until", Moment),
)

tastes = Table(
    "tastes",
    metadata,
    account_key(),
    Column("taste", one_of(Taste, "taste"), primary_key=True),
    Column("word", Words, primary_key=True),
    Column("position", Integer, nullable=False),
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    of_account(),
    Column("kind", one_of(AnnouncementKind, "kind"), nullable=False),
    Column("key", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("message_id", BigInteger),
    UniqueConstraint("account_id", "kind", "key"),
    Index(None, "account_id", "message_id"),
    Index(None, "account_id", "kind", "id"),
    sqlite_autoincrement=True,
)

audits = Table(
    "audits",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    of_account(),
    Column("asked_at", Moment, nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", Words, nullable=False),
    Column("to_read", BigInteger, nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("finished_at", Moment),
    Index(
        "uq_audits_unfinished",
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
    Column("at", Moment, nullable=False),
)
