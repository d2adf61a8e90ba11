"""The tables. `migrations/` builds them; a test keeps the two equal."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.model import SETTLED, Access, Act, AnnouncementKind, BaselineStatus, Route, SuggestionKind, SuggestionState, Verdict
from bot.store.types import HANDLE, ROW_ID, Moment, Words, one_of

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SETTLED_SQL = ", ".join(f"'{state.value}'" for state in SuggestionState if state in SETTLED)


def _account() -> Column[int]:
    return Column("account_id", BigInteger, ForeignKey("accounts.id"), nullable=False)


def _account_key() -> Column[int]:
    return Column("account_id", BigInteger, ForeignKey("accounts.id"), primary_key=True, autoincrement=False)


def _person_key() -> Column[int]:
    return Column("user_id", BigInteger, primary_key=True, autoincrement=False)


def _of(table: str, *columns: str) -> ForeignKeyConstraint:
    """The same account's row of another table, which may be written later in the same transaction."""
    return ForeignKeyConstraint(columns, [f"{table}.{column}" for column in columns], deferrable=True, initially="DEFERRED")


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
    Column("route_refused_at", Moment),
    Column("route_allowed_at", Moment),
    Column("route_access", one_of(Access, "route_access")),
    Column("writes_stopped", Text, nullable=False),
    Column("paused_at", Moment),
    Column("paused_by", Words, nullable=False),
)

profiles = Table(
    "profiles",
    metadata,
    _account_key(),
    _person_key(),
    Column("username", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("bio", Words, nullable=False),
    Column("location", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("avatar_url", Words, nullable=False),
    Column("protected", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("followers", BigInteger),
    Column("following", BigInteger),
    Column("posts", BigInteger),
    Column("listed", BigInteger),
    Column("likes", BigInteger),
    Column("created_at", Moment),
    Column("last_post_at", Moment),
    Column("followed_by_us", Boolean, nullable=False),
    Column("follow_requested", Boolean, nullable=False),
    Column("handle", HANDLE, nullable=False),
    Column("folded_name", Words, nullable=False),
    Index(None, "account_id", "handle"),
)

followers = Table(
    "followers",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _account(),
    Column("user_id", BigInteger, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("baseline", Boolean, nullable=False),
    UniqueConstraint("account_id", "user_id"),
    _of("profiles", "account_id", "user_id"),
    Index(None, "account_id", "baseline", "id"),
    Index(None, "account_id", "baseline", "first_seen_at", "user_id"),
    sqlite_autoincrement=True,
)

following = Table("following", metadata, _account_key(), _person_key(), Column("first_seen_at", Moment, nullable=False))

assessments = Table(
    "assessments",
    metadata,
    _account_key(),
    _person_key(),
    Column("verdict", one_of(Verdict, "verdict"), nullable=False),
    Column("suspicion", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("worth", BigInteger, nullable=False),
    Column("assessed_at", Moment, nullable=False),
    CheckConstraint("suspicion BETWEEN 0 AND 100", name="suspicion"),
    _of("profiles", "account_id", "user_id"),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _account(),
    Column("kind", one_of(SuggestionKind, "kind"), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("state", one_of(SuggestionState, "state"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("moved_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("snoozed_until", Moment),
    Column("route", one_of(Route, "route")),
    Column("sent_at", Moment),
    Column("settled_at", Moment),
    Column("note", Words, nullable=False),
    CheckConstraint(f"(settled_at IS NOT NULL) = (state IN ({SETTLED_SQL}))", name="settled"),
    _of("assessments", "account_id", "user_id"),
    Index(
        "uq_suggestions_unsettled",
        "account_id",
        "kind",
        "user_id",
        unique=True,
        sqlite_where=text(f"state NOT IN ({SETTLED_SQL})"),
        postgresql_where=text(f"state NOT IN ({SETTLED_SQL})"),
    ),
    Index(None, "account_id", "user_id", "kind", "state"),
    Index(None, "account_id", "state", "moved_at"),
    Index(None, "account_id", "state", "expires_at"),
    Index(None, "account_id", "state", "snoozed_until"),
    Index(None, "account_id", "state", "sent_at"),
    Index(None, "account_id", "sent_at"),
    Index(None, "account_id", "settled_at", "state"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _account(),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), nullable=False),
    Column("act", one_of(Act, "act"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("member_id", BigInteger),
    Column("member_name", Words),
    Column("note", Words, nullable=False),
    CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name="member"),
    Index(None, "suggestion_id"),
    Index(None, "account_id", "at"),
    Index(None, "account_id", "member_id", "at"),
    sqlite_autoincrement=True,
)

left_alone = Table(
    "left_alone",
    metadata,
    _account_key(),
    _person_key(),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

prompts = Table(
    "prompts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _account(),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("nonce", String(25), nullable=False, unique=True),
    Column("reserved_at", Moment, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("message_id", BigInteger),
    Column("fingerprint", Text, nullable=False),
    Column("version", Integer),
    Column("retired_at", Moment),
    Index(
        "uq_prompts_live",
        "suggestion_id",
        unique=True,
        sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    ),
    Index(None, "account_id", "retired_at"),
    Index(None, "account_id", "message_id"),
    Index(None, "account_id", "local_date", "suggestion_id"),
    sqlite_autoincrement=True,
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    _account(),
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

charges = Table(
    "charges",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    # No foreign key: looking up the account is itself a charged call, made before its row exists.
    Column("account_id", BigInteger, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("charged", BigInteger),
    Column("settled_at", Moment),
    Column("price", Text),
    Column("status", Integer),
    CheckConstraint("reserved >= 0 AND charged >= 0", name="amounts"),
    CheckConstraint("(charged IS NULL) = (settled_at IS NULL)", name="settled"),
    Index(None, "account_id", "at", "charged", "reserved"),
    Index(None, "account_id", "purpose", "at", "charged", "reserved"),
    sqlite_autoincrement=True,
)

charged_resources = Table(
    "charged_resources",
    metadata,
    Column("account_id", BigInteger, primary_key=True, autoincrement=False),
    Column("utc_day", Date, primary_key=True),
    Column("price", Text, primary_key=True),
    Column("resource_id", Text, primary_key=True),
)

follower_counts = Table(
    "follower_counts",
    metadata,
    _account_key(),
    Column("day", Date, primary_key=True),
    Column("followers", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
