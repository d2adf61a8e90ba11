"""What X lets this app do, and how often."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from bot.domain import Access, Capability, Lesson, RateWindow
from bot.store.tables.base import account_key, metadata
from bot.store.types import Moment, one_of

permissions = Table(
    "permissions",
    metadata,
    account_key(),
    Column("capability", one_of(Capability, "capability"), primary_key=True),
    Column("allowed", Boolean, nullable=False),
    Column("learnt_at", Moment, nullable=False),
    Column("lesson", one_of(Lesson, "lesson"), nullable=False),
    Column("access", one_of(Access, "access"), nullable=False),
)

rate_limits = Table(
    "rate_limits",
    metadata,
    account_key(),
    Column("endpoint", Text, primary_key=True),
    Column("window", one_of(RateWindow, "window"), primary_key=True),
    Column("limit", BigInteger),
    Column("remaining", BigInteger, nullable=False),
    Column("resets_at", Moment, nullable=False),
)
