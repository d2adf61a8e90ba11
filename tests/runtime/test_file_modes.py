"""What holds keys or people's data and can be read by others is named, with the cure; what Mutuals makes is for its user alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.runtime.file_modes import readable_by_others
from bot.store import Store
from tests.support.databases.migrated import create_database

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def made(path: Path, mode: int) -> Path:
    path.touch()
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o644])
def test_a_file_that_others_may_read_or_write_is_named_with_the_cure(tmp_path: Path, mode: int) -> None:
    shared, own = made(tmp_path / "my keys", mode), made(tmp_path / "own", 0o600)

    sentence = readable_by_others([shared, own, tmp_path / "missing"])

    assert sentence == f"Other users of this machine may read {shared}; run `chmod 600 '{shared}'`."
    shared.chmod(0o600)
    assert readable_by_others([shared, own]) == ""


async def test_the_database_and_all_that_lies_beside_it_is_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "data" / "mutuals.sqlite3"
    url = create_database(file)
    for copy in ("mutuals-backup.sqlite3", "mutuals.sqlite3.before-restore-20260301-120000"):
        create_database(file.with_name(copy))
    made(file.with_name("mutuals.log"), 0o644)
    file.chmod(0o644)
    store = await Store.open(url, account_id=1)

    looked_at = [path.name for path in Store.files(url)]

    await store.close()
    assert looked_at == [
        *("mutuals.sqlite3", "mutuals.sqlite3-wal", "mutuals.sqlite3-shm"),
        *("mutuals-backup.sqlite3", "mutuals.sqlite3.before-restore-20260301-120000"),
    ]
    assert Store.files("postgresql://localhost/mutuals") == []


async def test_what_mutuals_makes_is_for_its_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = tmp_path / "some" / "where" / "mutuals.sqlite3"
        store = await Store.open(f"sqlite+aiosqlite:///{file}", account_id=1, exclusive=True)
        async with store.write() as tx:
            await tx.accounts.resume()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in everything_below(tmp_path / "some")}
        await store.close()
    finally:
        os.umask(before)
    assert modes == {
        "where": 0o700,
        **dict.fromkeys(("mutuals.sqlite3", "mutuals.sqlite3-wal", "mutuals.sqlite3-shm", "mutuals.sqlite3.lock"), 0o600),
    }


def everything_below(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))
