"""SQLite called where it is asked: handing every step of every query to a thread takes most of a simulated month's real time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from aiosqlite import Connection

from bot.store.database import dialect


@contextmanager
def inline_sqlite() -> Iterator[None]:
    """Within this, aiosqlite runs each call at once. Databases must be opened and closed within."""
    with (
        patch.object(Connection, "_execute", _execute),
        patch.object(Connection, "_connect", _connect),
        patch.object(dialect.Connection, "begin", _begin),
    ):
        yield


_begin_as_usual = dialect.Connection.begin


def _begin(connection: dialect.Connection) -> None:
    _begin_as_usual(connection)
    connection.in_place = True


async def _execute(connection: Any, call: Callable[..., object], *args: object, **options: object) -> object:
    if not connection._connection:
        raise ValueError("Connection closed")
    return call(*args, **options)


async def _connect(connection: Any) -> object:
    if connection._connection is None:
        connection._connection = connection._connector()
    return connection
