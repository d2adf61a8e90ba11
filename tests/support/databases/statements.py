"""Counts what is asked of a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass(slots=True)
class Statements:
    """executed: the SQL of each statement, without what begins and ends a transaction."""

    executed: list[str] = field(default_factory=list)
    transactions: int = 0


@contextmanager
def counted_statements() -> Iterator[Statements]:
    """What is asked of any database meanwhile."""
    found = Statements()

    def began(_: object) -> None:
        found.transactions += 1

    def executed(_conn: object, _cursor: object, statement: str, *_: Any) -> None:
        if statement.split(maxsplit=1)[0].upper() not in ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"):
            found.executed.append(statement)

    event.listen(Engine, "begin", began)
    event.listen(Engine, "before_cursor_execute", executed)
    try:
        yield found
    finally:
        event.remove(Engine, "begin", began)
        event.remove(Engine, "before_cursor_execute", executed)
