"""A private PostgreSQL for tests: its server lives in a folder of its own, speaks through a socket in it, and is gone afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Store
from tests.support.databases.migrated import migrate

ORDERED_AS_PEOPLE_DO = ("--locale-provider=icu", "--icu-locale=en-US", "--locale=C", "--encoding=UTF8")
"""As most servers are set up: what relies on the order of code points without saying so is found out."""

FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= -c max_connections=50"
"""Nothing has to survive a power cut here, and nobody connects from outside."""

_MIGRATED = "migrated"


class PostgreSQL:
    """A server that runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    def url(self, database: str) -> URL:
        return URL.create("postgresql+asyncpg", username="mutuals", database=database, query={"host": str(self._folder)})

    async def prepare(self) -> None:
        """Make the database that `new_database` copies, by the migrations."""
        await self._in_server(f"CREATE DATABASE {_MIGRATED}")
        engine = create_async_engine(self.url(_MIGRATED), poolclass=NullPool)
        async with engine.begin() as connection:
            await connection.run_sync(migrate)

    @asynccontextmanager
    async def new_database(self, *, migrated: bool = True) -> AsyncIterator[URL]:
        """A database without rows, or even without tables; it is gone afterwards."""
        name = f"test_{next(self._numbers)}"
        await self._in_server(f"CREATE DATABASE {name} TEMPLATE {_MIGRATED if migrated else 'template1'}")
        yield self.url(name)
        await self._in_server(f"DROP DATABASE {name} WITH (FORCE)")

    async def _in_server(self, statement: str) -> None:
        engine = create_async_engine(self.url("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))


class PostgreSQLStore(Store):
    """The store with connections to PostgreSQL in the place of those to a file."""

    def __init__(self, url: URL, account_id: int) -> None:
        super().__init__(Path("no-file"), account_id)
        self._writer = create_async_engine(url, pool_size=1, max_overflow=0)
        reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reader = create_async_engine(url, execution_options=reading)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """Start a server, and stop it at the end. Skips the test where there is no PostgreSQL, or no driver for it."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="mutuals-pg-", dir="/tmp"))  # the name of a socket may have some 100 bytes
    try:
        user = _unprivileged(folder)
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", "mutuals", "--auth=trust", "--no-sync", *ORDERED_AS_PEOPLE_DO)
        _run(user, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"{FAST} -k {folder}", "start")
        try:
            yield PostgreSQL(folder)
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Where PostgreSQL's programs are: on the path, or where Debian keeps them off it."""
    if find_spec("asyncpg") is None:
        pytest.skip("asyncpg, the driver for PostgreSQL, is not installed")
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    return folders[-1]


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL does not run as root: the name of a user to run it as, who then owns the folder; None for the present one."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _run(user: str | None, *words: object) -> None:
    ended = subprocess.run([str(word) for word in words], user=user, cwd="/", capture_output=True, text=True, timeout=60, check=False)
    if ended.returncode:
        raise RuntimeError(f"{words[0]} failed: {ended.stderr or ended.stdout}")
