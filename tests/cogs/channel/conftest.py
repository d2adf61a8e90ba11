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

    def began(connection: Any) -> None:
        cost.transactions += 1
        cost.writing += not getattr(connection.connection.dbapi_connection, "reads", False)

    def asked(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        cost.statements.append(statement)

    event.listen(Engine, "begin", began)
    event.listen(Engine, "before_cursor_execute", asked)
    yield cost
    event.remove(Engine, "begin", began)
    event.remove(Engine, "before_cursor_execute", asked)
