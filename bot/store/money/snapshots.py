"""The account with its permissions, limits and money, read at once: a click waits for it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from bot.domain import Account, Funds, Permission, RateLimit, Snapshot
from bot.store.money.ledger import TAKEN, month_of, utc_day
from bot.store.repository import OURS, Repository
from bot.store.tables import accounts, permissions, rate_limits, spending

_ACCOUNT = [accounts.c[field.name] for field in fields(Account)]
_PERMISSION = [permissions.c[field.name] for field in fields(Permission)]
_LIMIT = [rate_limits.c[name] for name in ("endpoint", "limit", "remaining", "resets_at", "window")]
_AFTER_ACCOUNT = len(_ACCOUNT)
_AFTER_PERMISSION = _AFTER_ACCOUNT + len(_PERMISSION)
_AFTER_LIMIT = _AFTER_PERMISSION + len(_LIMIT)


def _snapshot() -> Select[Any]:
    """A row for each permission together with each limit that is used up: of either there is a handful."""
    joined = accounts.outerjoin(permissions, permissions.c.account_id == accounts.c.id).outerjoin(
        rate_limits, and_(rate_limits.c.account_id == accounts.c.id, rate_limits.c.remaining == 0)
    )
    ours = spending.c.account_id == accounts.c.id
    today = TAKEN.where(ours, spending.c.day == bindparam("today")).correlate(accounts).scalar_subquery()
    month = TAKEN.where(ours, spending.c.day.between(bindparam("first"), bindparam("last"))).correlate(accounts).scalar_subquery()
    columns = [*_ACCOUNT, *_PERMISSION, *_LIMIT]
    labelled = [column.label(f"c{number}") for number, column in enumerate(columns)]
    return select(*labelled, today.label("today"), month.label("month")).select_from(joined).where(accounts.c.id == OURS)


_SNAPSHOT = _snapshot()


class Snapshots(Repository):
    """Reads snapshots."""

    async def take(self, daily_budget: int, monthly_budget: int, now: datetime) -> Snapshot:
        """Everything at this moment; the budgets in micro-dollars."""
        first, last = month_of(now)
        rows = await self._rows(_SNAPSHOT, today=utc_day(now), first=first, last=last)
        if not rows:
            raise LookupError("The account has no row; Store.open makes it.")
        learnt = {row[_AFTER_ACCOUNT]: Permission(*row[_AFTER_ACCOUNT:_AFTER_PERMISSION]) for row in rows}
        limits = {(row[_AFTER_PERMISSION], row[_AFTER_LIMIT - 1]): RateLimit(*row[_AFTER_PERMISSION:_AFTER_LIMIT]) for row in rows}
        return Snapshot(
            Account(*rows[0][:_AFTER_ACCOUNT]),
            [permission for capability, permission in learnt.items() if capability is not None],
            [limit for (endpoint, _), limit in limits.items() if endpoint is not None],
            Funds(int(rows[0].today or 0), int(rows[0].month or 0), daily_budget, monthly_budget),
        )
