"""What X charged: every call, and the sums of the days. Without foreign keys: what was spent stands, whatever is known of the account."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, Table, Text, text

from bot.store.tables.base import metadata
from bot.store.types import ROW_ID, UtcDateTime


def _account_key() -> Column[int]:
    return Column("account_id", BigInteger, primary_key=True, autoincrement=False)


charges = Table(
    "charges",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    Column("account_id", BigInteger, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("charged", BigInteger),
    Column("settled_at", UtcDateTime),
    Column("price", Text),
    Column("status", Integer),
    Column("query", Text),
    # True once nobody will settle it any more: X did not answer, or the process that sent it has died.
    Column("unsettled", Boolean),
    CheckConstraint("reserved >= 0 AND charged >= 0", name="amounts"),
    CheckConstraint("(charged IS NULL) = (settled_at IS NULL)", name="settled"),
    Index(None, "account_id", "at", "charged", "reserved"),
    Index(None, "account_id", "purpose", "at", "charged", "reserved"),
    Index("ix_charges_open", "account_id", "query", sqlite_where=text("charged IS NULL"), postgresql_where=text("charged IS NULL")),
    sqlite_autoincrement=True,
)

charged_resources = Table(
    "charged_resources",
    metadata,
    _account_key(),
    Column("utc_day", Date, primary_key=True),
    Column("endpoint", Text, primary_key=True),
    Column("price", Text, primary_key=True),
    Column("resource_id", Text, primary_key=True),
)

spending = Table(
    "spending",
    metadata,
    _account_key(),
    Column("day", Date, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("charged", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("calls", BigInteger, nullable=False),
    CheckConstraint("charged >= 0 AND reserved >= 0 AND calls >= 0", name="amounts"),
)
