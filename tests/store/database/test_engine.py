"""Every connection is set up the one way that Mutuals needs it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.store import Store, StoreError, Tx
from bot.store.database.engine import migrating_engine


async def open_and_close(url: str, account_id: int = 1) -> None:
    await (await Store.open(url, account_id=account_id)).close()


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_odd_characters_in_the_path_are_no_obstacle(tmp_path: Path, scheme: str) -> None:
    file = tmp_path / "100 % Ünïcode" / "a#b.sqlite3"

    await open_and_close(f"{scheme}:///{file}")

    assert file.exists()
    assert (await Store.inspect(f"{scheme}:///{file}")).at_head


@pytest.mark.parametrize("url", ["nonsense", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "postgresql://localhost/mutuals"])
async def test_an_address_that_names_no_file_is_explained(url: str) -> None:
    with pytest.raises(StoreError, match=r"write it like sqlite\+aiosqlite:///mutuals.sqlite3"):
        await Store.open(url, account_id=1)


async def test_an_sqlite_that_is_too_old_is_named(url: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

    with pytest.raises(StoreError, match=r"brings SQLite .*; start Mutuals with one that brings 3\.35 or newer"):
        await Store.open(url, account_id=1)

    assert "3.35" in (await Store.inspect(url)).problem
    assert not file.parent.exists()


async def test_what_must_survive_a_power_cut_waits_for_the_disk(store: Store, file: Path) -> None:
    """Of the file. PRAGMA synchronous: 2 is FULL, which has SQLite sync the log at each commit; 1 is NORMAL."""

    async def level(tx: Tx) -> int:
        await tx.accounts.ensure()
        return int((await tx.ledger._connection.exec_driver_sql("PRAGMA synchronous")).scalar_one())

    levels = []
    for durable in (False, True, False, True):
        async with store.write(durable=durable) as tx:
            levels.append(await level(tx))
    assert levels == [1, 2, 1, 2]


async def test_a_reader_cannot_write_and_a_writer_heeds_what_refers_to_what(store: Store, file: Path) -> None:
    async with store.read() as reading, store.write() as writing:
        for tx, pragma, value in ((reading, "query_only", 1), (writing, "foreign_keys", 1), (writing, "query_only", 0)):
            assert (await tx.ledger._connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar_one() == value


async def test_a_migration_keeps_a_log_ahead_of_writing_and_rebuilds_tables_that_others_refer_to(file: Path) -> None:
    file.parent.mkdir()
    with migrating_engine(file).begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
