"""What X lets this app do, and how often."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from bot.domain import Access, Capability, Evidence, RateLimitWindow
from bot.store.tables.base import account_key, metadata
from bot.store.types import UtcDateTime, enum_type

permissions = Table(
    "permissions",
    metadata,
    account_key(),
    Column("capability", enum_type(Capability, "capability"), primary_key=True),
    Column("allowed", Boolean, nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("evidence", enum_type(Evidence, "evidence"), nullable=False),
    Column("access", enum_type(Access, "access"), nullable=False),
)

rate_limits = Table(
    "rate_limits",
    metadata,
    account_key(),
    Column("endpoint", Text, primary_key=True),
    Column("window", enum_type(RateLimitWindow, "window"), primary_key=True),
    Column("limit", BigInteger),
    Column("remaining", BigInteger, nullable=False),
    Column("resets_at", UtcDateTime, nullable=False),
)
