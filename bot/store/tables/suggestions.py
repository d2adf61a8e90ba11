"""Suggestions, the answers they propose, the decisions about them, and the messages that show them."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.domain import SETTLED, Act, Intent, Route, SuggestionKind, SuggestionState
from bot.store.tables.base import account_column, account_key, deferred_key, metadata
from bot.store.types import ROW_ID, NoteColumn, NotesColumn, SafeText, UtcDateTime, enum_type, open_enum_type

_SETTLED_SQL = ", ".join(f"'{state.value}'" for state in SuggestionState if state in SETTLED)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("kind", open_enum_type(SuggestionKind, "kind"), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("state", enum_type(SuggestionState, "state"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("state_changed_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("snoozed_until", UtcDateTime),
    Column("route", enum_type(Route, "route")),
    Column("sent_at", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Column("note", NoteColumn),
    CheckConstraint(f"(settled_at IS NOT NULL) = (state IN ({_SETTLED_SQL}))", name="settled"),
    Index(
        "uq_suggestions_unsettled",
        "account_id",
        "kind",
        "user_id",
        unique=True,
        sqlite_where=text(f"state NOT IN ({_SETTLED_SQL})"),
        postgresql_where=text(f"state NOT IN ({_SETTLED_SQL})"),
    ),
    Index(None, "account_id", "user_id", "kind", "state"),
    Index(None, "account_id", "state", "kind", "user_id"),
    Index(None, "account_id", "state", "state_changed_at"),
    Index(None, "account_id", "state", "expires_at"),
    Index(None, "account_id", "state", "snoozed_until"),
    Index(None, "account_id", "state", "sent_at"),
    Index(None, "account_id", "sent_at"),
    Index(None, "account_id", "settled_at", "state"),
    sqlite_autoincrement=True,
)

replies = Table(
    "replies",
    metadata,
    # One suggestion a post, ever: nobody is answered twice.
    account_key(),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), nullable=False, unique=True),
    Column("worth", BigInteger, nullable=False),
    Column("why", NotesColumn, nullable=False),
    Column("text", SafeText, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("intent", enum_type(Intent, "intent"), nullable=False),
    Column("because", NoteColumn),
    Column("saved_reply_id", BigInteger),
    Column("written_by", SafeText, nullable=False),
    deferred_key("interactions", "account_id", "post_id"),
)

rejected_edits = Table(
    "rejected_edits",
    metadata,
    account_key(),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), primary_key=True, autoincrement=False),
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("text", SafeText, nullable=False),
)

saved_replies = Table(
    "saved_replies",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("intent", enum_type(Intent, "intent"), nullable=False),
    Column("text", SafeText, nullable=False),
    Column("language", Text, nullable=False),
    UniqueConstraint("account_id", "text"),
    sqlite_autoincrement=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), nullable=False),
    Column("act", open_enum_type(Act, "act"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("member_id", BigInteger),
    Column("member_name", SafeText),
    Column("note", NoteColumn),
    CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name="member"),
    Index(None, "suggestion_id"),
    Index(None, "account_id", "at"),
    Index(None, "account_id", "member_id", "at"),
    sqlite_autoincrement=True,
)

prompts = Table(
    "prompts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("suggestion_id", BigInteger, ForeignKey("suggestions.id"), nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("nonce", String(25), nullable=False, unique=True),
    Column("reserved_at", UtcDateTime, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("message_id", BigInteger),
    Column("fingerprint", Text, nullable=False),
    Column("version", Integer),
    Column("retired_at", UtcDateTime),
    Index(
        "uq_prompts_live",
        "suggestion_id",
        unique=True,
        sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    ),
    Index(None, "suggestion_id", "reserved_at"),
    Index(None, "account_id", "retired_at"),
    Index(None, "account_id", "message_id"),
    Index(None, "account_id", "local_date", "suggestion_id"),
    sqlite_autoincrement=True,
)
