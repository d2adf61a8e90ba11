"""What `mutuals plan` says. Pure."""

from __future__ import annotations

from bot.plan.record import record
from bot.plan.table import table

__all__ = ["record", "table"]
