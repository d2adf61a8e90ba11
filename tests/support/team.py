"""The team of the tests, what it allows, and the Monday morning on which everything begins."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.domain import MICROS, Member, Policy

START = datetime(2026, 3, 2, 10, tzinfo=UTC)

MAYA = Member(11, "Maya", manages_server=True)
LEO = Member(12, "Leo", manages_server=True)
SAM = Member(13, "Sam")
"""May decide nothing."""

POLICY = Policy(ZoneInfo("UTC"), time(9), guild_id=1, daily_budget=1_000 * MICROS, monthly_budget=1_000 * MICROS)
"""Budgets that hold nothing back."""
