"""`mutuals check` learns whether `run` could start, and nothing is touched."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Inspection, Store
from tests.store.database.test_schema import write_diary
from tests.support.store import NOW


def everything_in(folder: Path) -> dict[str, bytes]:
    # The shared-memory index belongs to whoever is running; SQLite marks its readers in it.
    return {str(path): path.read_bytes() if path.is_file() and path.suffix != ".sqlite3-shm" else b"" for path in folder.rglob("*")}


async def inspect_untouched(url: str, folder: Path) -> Inspection:
    before = everything_in(folder)
    found = await Store.inspect(url)
    assert everything_in(folder) == before
    return found


async def test_a_file_that_can_be_made(url: str, tmp_path: Path) -> None:
    assert await inspect_untouched(url, tmp_path) == Inspection(reachable=True, exists=False, at_head=False)


async def test_a_database_that_is_closed(url: str, tmp_path: Path) -> None:
    await (await Store.open(url, account_id=1)).close()

    assert await inspect_untouched(url, tmp_path) == Inspection(reachable=True, exists=True, at_head=True)


async def test_a_database_in_use(url: str, tmp_path: Path, store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.polled(NOW)
        assert await inspect_untouched(url, tmp_path) == Inspection(reachable=True, exists=True, at_head=True)


async def test_a_database_of_this_version_to_be(url: str, file: Path, tmp_path: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")

    assert await inspect_untouched(url, tmp_path) == Inspection(reachable=True, exists=False, at_head=False)


async def test_a_newer_database(url: str, file: Path, tmp_path: Path) -> None:
    await (await Store.open(url, account_id=1)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    found = await inspect_untouched(url, tmp_path)

    assert found.reachable
    assert not found.at_head
    assert "newer Mutuals" in found.problem


async def test_what_stands_only_in_the_log_is_seen(url: str, file: Path, tmp_path: Path, store: Store) -> None:
    async with store.write() as tx:
        await tx.accounts.polled(NOW)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    assert "newer Mutuals" in (await inspect_untouched(url, tmp_path)).problem


async def test_no_database(url: str, file: Path, tmp_path: Path) -> None:
    write_diary(file)

    found = await inspect_untouched(url, tmp_path)

    assert not found.reachable
    assert "not a Mutuals database" in found.problem


async def test_a_place_where_no_file_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    found = await inspect_untouched(f"sqlite+aiosqlite:///{tmp_path / 'taken' / 'm.sqlite3'}", tmp_path)

    assert not found.reachable
    assert "cannot be made" in found.problem


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize("mode", [0o500, 0o000])
async def test_a_folder_that_may_not_be_written(url: str, file: Path, tmp_path: Path, mode: int) -> None:
    await (await Store.open(url, account_id=1)).close()
    file.parent.chmod(mode)
    try:
        found = await Store.inspect(url)
    finally:
        file.parent.chmod(0o700)

    assert not found.reachable
    assert found.problem


async def test_an_address_that_names_no_file(tmp_path: Path) -> None:
    found = await inspect_untouched("postgresql://localhost/mutuals", tmp_path)

    assert not found.reachable
    assert "must name an SQLite file" in found.problem
