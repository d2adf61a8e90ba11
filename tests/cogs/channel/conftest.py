"""What the channel costs the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine, event


@dataclass(slots=True)
class Cost:
    """What reached the database: transactions, and statements without those that begin or set up one."""

    transactions: int = 0
    writing: int = 0
    statements: list[str] = field(default_factory=list)


@pytest.fixture
def cost() -> Iterator[Cost]:
    cost = Cost()

    def asked(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if statement.startswith("BEGIN"):
            cost.transactions += 1
            cost.writing += statement == "BEGIN IMMEDIATE"
        elif not statement.startswith("PRAGMA"):
            cost.statements.append(statement)

    event.listen(Engine, "before_cursor_execute", asked)
    yield cost
    event.remove(Engine, "before_cursor_execute", asked)
