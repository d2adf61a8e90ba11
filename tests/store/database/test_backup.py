"""Backups are made while Mutuals runs, and put back as a whole; nothing that a dead Mutuals left behind gets into them."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.store import Store, StoreError
from bot.store.database import lock
from bot.store.database.backup import back_up, restore
from tests.store.conftest import ACCOUNT
from tests.store.database.test_inspection import everything_in
from tests.store.database.test_schema import mode_of
from tests.store.test_store import spent
from tests.support.databases.migrated import create_database
from tests.support.forked import ForkedProcess, fork_script

_LIFE = """
import asyncio, sys
from bot.store import Store
from tests.support.store import suggest_follow_back
from tests.store.test_store import spend
async def main():
    store = await Store.open({url!r}, account_id={account}, exclusive=True)
    first = {first}
    while True:
        async with store.write() as tx:
            for user_id in range(first, first + 40):
                await suggest_follow_back(tx, user_id)
            await spend(tx)
        first += 40
        print(first, flush=True)
        if not sys.stdin.readline():
            return
asyncio.run(main())
"""
"""A Mutuals that does a day's work for each line it reads, and a day of forty suggestions and a micro-dollar."""


class Life:
    """A process that works with the database."""

    def __init__(self, process: ForkedProcess) -> None:
        self._process = process

    async def works(self, days: int = 1) -> None:
        for _ in range(days):
            self._process.write(b"\n")
            assert await self._process.stdout.readline()

    async def is_killed(self) -> None:
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def living(url: str, *, first: int = 1) -> AsyncIterator[Life]:
    script = _LIFE.format(url=url, account=ACCOUNT, first=first)
    process = await fork_script(script)
    assert await process.stdout.readline()
    try:
        yield Life(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "LOCK_TIMEOUT_SECONDS", 0)


async def days_in(url: str) -> int:
    """How many days' work is in the database, after a start that works."""
    store = await Store.open(url, account_id=ACCOUNT, exclusive=True)
    try:
        return await spent(store)
    finally:
        await store.close()


def days_in_copy(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM charges").fetchone()[0])


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_is_made_while_mutuals_runs_and_put_back_over_what_a_kill_left(url: str, file: Path, tmp_path: Path) -> None:
    create_database(file)
    backup = tmp_path / "backup.sqlite3"
    async with living(url) as life:
        await life.works(4)
        assert back_up(url, backup) == backup.stat().st_size
        assert mode_of(backup) == 0o600
        assert names_in(tmp_path) == ["backup.sqlite3", "data"]
        with pytest.raises(StoreError, match="is there already; name another file, or let it be replaced with --overwrite"):
            back_up(url, backup)
        with pytest.raises(StoreError, match="Another Mutuals is working with the database"):
            restore(url, backup)
        await life.works(3)
        await life.is_killed()
    assert (file.parent / "mutuals.sqlite3-wal").stat().st_size > 0

    aside = restore(url, backup)

    assert aside is not None
    assert mode_of(file) == 0o600
    assert [name for name in names_in(file.parent) if name.endswith("-wal")] == [f"{aside.name}-wal"]
    assert await days_in(url) == 5
    assert backup.exists()
    restore(url, aside)
    assert await days_in(url) == 8
    assert back_up(url, backup, overwrite=True)
    assert days_in_copy(backup) == 8


async def test_a_copy_put_in_place_by_hand_beside_a_dead_log_is_refused_and_left_as_it_is(url: str, file: Path, tmp_path: Path) -> None:
    create_database(file)
    by_hand, backup = tmp_path / "by-hand.sqlite3", tmp_path / "backup.sqlite3"
    async with living(url) as life:
        await life.works(2)
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(by_hand)) as copy:
            source.backup(copy)
        back_up(url, backup)
        await life.works(60)
        await life.is_killed()
    shutil.copy(by_hand, file)
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as mixed:
        assert mixed.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",)
    before = everything_in(file.parent)

    with pytest.raises(StoreError, match=r"is damaged; restore a backup with `mutuals restore FILE`\.$"):
        await Store.open(url, account_id=ACCOUNT, exclusive=True)
    assert "is damaged; restore a backup" in (await Store.inspect(url)).problem
    assert everything_in(file.parent) == before

    restore(url, backup)
    assert await days_in(url) == 3


async def test_the_log_of_a_dead_mutuals_does_not_undo_a_backup_copied_by_hand(url: str, file: Path, tmp_path: Path) -> None:
    create_database(file)
    backup = tmp_path / "backup.sqlite3"
    async with living(url) as life:
        back_up(url, backup)
        await life.works()
        await life.is_killed()
    shutil.copy(backup, file)
    before = everything_in(file.parent)

    with pytest.raises(StoreError, match=r"does not belong to the database beside it.*`mutuals restore FILE`\.$"):
        await Store.open(url, account_id=ACCOUNT, exclusive=True)
    assert "`mutuals restore FILE`" in (await Store.inspect(url)).problem
    with pytest.raises(StoreError, match="does not belong"):
        back_up(url, tmp_path / "other.sqlite3")
    assert everything_in(file.parent) == before

    restore(url, backup)
    assert await days_in(url) == 1
    shutil.move(file, tmp_path / "elsewhere.sqlite3")
    (file.parent / "mutuals.sqlite3-wal").write_bytes(b"left behind")
    with pytest.raises(StoreError, match="does not belong"):
        await Store.open(url, account_id=ACCOUNT, exclusive=True)
    restore(url, backup)
    assert await days_in(url) == 1


_CUT_SHORT = """
import os, pathlib, signal, sys
from bot.store.database.backup import restore
renames = 0
def listen(event, arguments):
    global renames
    if event == "os.rename":
        renames += 1
        if renames == {after}:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(listen)
restore({url!r}, pathlib.Path({backup!r}))
"""


@pytest.mark.parametrize("after", range(1, 6))
async def test_a_restore_that_is_killed_in_the_middle_is_whole_or_has_not_happened(
    after: int, url: str, file: Path, tmp_path: Path
) -> None:
    create_database(file)
    backup = tmp_path / "backup.sqlite3"
    async with living(url) as life:
        back_up(url, backup)
        await life.works(2)
        await life.is_killed()
    script = _CUT_SHORT.format(after=after, url=url, backup=str(backup))
    process = await fork_script(script)
    assert await process.wait() == -signal.SIGKILL

    assert (await Store.inspect(url)).problem == ""
    if after == 1:
        assert await days_in(url) == 3
        return
    assert await days_in(url) == 1
    (aside,) = file.parent.glob("*.before-restore-*[0-9]")
    restore(url, aside)
    assert await days_in(url) == 3


async def test_what_is_no_whole_backup_is_refused_and_nothing_changes(store: Store, url: str, file: Path, tmp_path: Path) -> None:
    await store.close()
    whole = tmp_path / "whole.sqlite3"
    back_up(url, whole)
    torn, diary, empty, newer, recipes = (tmp_path / f"{name}.sqlite3" for name in ("torn", "diary", "empty", "newer", "recipes"))
    torn.write_bytes(whole.read_bytes()[: 5 * 4096] + b"\xff" * 4096 + whole.read_bytes()[6 * 4096 :])
    diary.write_text("Dear diary, " * 1000)
    empty.touch()
    shutil.copy(whole, newer)
    for path, statement in ((newer, "UPDATE alembic_version SET version_num = '9999'"), (recipes, "CREATE TABLE recipes (name TEXT)")):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)
    before = everything_in(file.parent)

    for path, words in (
        (torn, "torn.sqlite3 is no whole backup of Mutuals"),
        (diary, "no whole backup"),
        (empty, "no whole backup"),
        (recipes, "no whole backup"),
        (newer, "was written by a newer Mutuals; install the newest version"),
        (tmp_path / "missing.sqlite3", "There is no file"),
        (file, "is the database itself"),
    ):
        with pytest.raises(StoreError, match=words):
            restore(url, path)
        assert {name: content for name, content in everything_in(file.parent).items() if not name.endswith(".lock")} == before

    reader = sqlite3.connect(file)
    reader.execute("SELECT count(*) FROM charges").fetchone()
    with pytest.raises(StoreError, match=r"Another program has the database .* open; close it first"):
        await _restore_from_another_process(url, whole)
    reader.close()


async def _restore_from_another_process(url: str, backup: Path) -> None:
    """Locks of one's own process hold nobody up."""
    script = (
        "import pathlib, sys\nfrom bot.store.database.backup import restore\nfrom bot.store import StoreError\n"
        f"try: restore({url!r}, pathlib.Path({str(backup)!r}))\nexcept StoreError as error: sys.exit(str(error))"
    )
    process = await fork_script(script)
    _, err = await process.communicate()
    if process.returncode:
        raise StoreError(err.decode().strip())


async def test_a_backup_goes_nowhere_that_is_not_meant_for_it(store: Store, url: str, file: Path, tmp_path: Path) -> None:
    for target, words in (
        (file, "belongs to the database itself"),
        (file.with_name("mutuals.sqlite3-wal"), "belongs to the database itself"),
        (tmp_path, "is a folder"),
        (tmp_path / "missing" / "backup.sqlite3", "There is no folder .* for the backup"),
    ):
        with pytest.raises(StoreError, match=words):
            back_up(url, target, overwrite=True)
    with pytest.raises(StoreError, match=r"There is no database .*; look at DATABASE_URL"):
        back_up(f"sqlite+aiosqlite:///{tmp_path}/other.sqlite3", tmp_path / "backup.sqlite3")
    assert names_in(tmp_path) == ["data"]


async def test_a_backup_is_restored_where_no_database_was_yet(store: Store, url: str, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    back_up(url, backup)
    elsewhere = tmp_path / "new" / "machine" / "mutuals.sqlite3"

    assert restore(f"sqlite+aiosqlite:///{elsewhere}", backup) is None

    assert await days_in(f"sqlite+aiosqlite:///{elsewhere}") == 0
    assert [mode_of(path) for path in (elsewhere, elsewhere.parent, elsewhere.parent.parent)] == [0o600, 0o700, 0o700]
