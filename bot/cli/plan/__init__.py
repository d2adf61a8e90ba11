"""What `mutuals plan` says. Pure."""

from __future__ import annotations

from bot.cli.plan.record import record
from bot.cli.plan.table import table

__all__ = ["record", "table"]
