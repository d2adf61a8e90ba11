"""The database is made, migrated or refused with a sentence."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sqlite3
import stat
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.store import Store, StoreError
from bot.store.database.revisions import MIGRATIONS, revisions
from bot.store.tables import metadata
from tests.support.store import NOW


def tables_in(file: Path) -> dict[str, list[str]]:
    """Every table and index as SQLite keeps it, in a form that depends neither on the order of its parts nor on how it came about."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'sqlite_sequence'").fetchall()
    return {name: _parts(sql) for name, sql in rows if name != "alembic_version"}


def _parts(sql: str) -> list[str]:
    """A renamed table has quotes around its name, and a column that was added later stands on the line of the one before."""
    unquoted = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql)
    return sorted(re.sub(r"\s+", " ", part).strip(" ,") for part in re.split(r"\n|, (?=\w+ [A-Z])", unquoted))


def write_diary(file: Path) -> None:
    """A file that is no database."""
    file.parent.mkdir()
    file.write_text("Dear diary, " * 1000)


def bytes_of(file: Path) -> bytes:
    return file.read_bytes()


def share(path: Path, mode: int) -> None:
    path.chmod(mode)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def open_and_close(url: str, account_id: int = 1) -> None:
    await (await Store.open(url, account_id=account_id)).close()


async def test_migrations_build_the_tables_that_the_queries_speak_of(url: str, file: Path, tmp_path: Path) -> None:
    await open_and_close(url)
    directly = tmp_path / "directly.sqlite3"
    engine = create_engine(f"sqlite:///{directly}")
    metadata.create_all(engine)
    engine.dispose()

    migrated = create_engine(f"sqlite:///{file}")
    with migrated.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    migrated.dispose()

    assert differences == []
    assert tables_in(file) == tables_in(directly)


def test_every_row_belongs_to_an_account() -> None:
    """One Mutuals will serve several."""
    owners = {name: table.c.get("account_id") for name, table in metadata.tables.items() if name != "accounts"}

    assert [name for name, column in owners.items() if column is None or column.nullable] == []


def test_migrations_stand_in_one_line_and_are_named_after_their_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = list(ScriptDirectory.from_config(config).walk_revisions())

    assert [script.revision for script in reversed(scripts)] == revisions()


async def test_the_folder_is_made_for_this_user_alone(url: str, file: Path) -> None:
    await open_and_close(url)

    assert mode_of(file.parent) == 0o700
    assert mode_of(file) == 0o600


async def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path) -> None:
    share(tmp_path, mode=0o750)

    await open_and_close(f"sqlite+aiosqlite:///{tmp_path / 'mutuals.sqlite3'}")

    assert mode_of(tmp_path) == 0o750


async def test_what_was_stored_is_there_after_a_restart(store: Store, second: Store) -> None:
    async with second.read() as tx:
        account = await tx.accounts.get()

    assert account is not None
    assert (account.username, account.counted_at) == ("acme", NOW)


async def test_everything_is_in_one_file_once_it_is_closed(url: str, file: Path) -> None:
    store = await Store.open(url, account_id=1)
    async with store.write() as tx:
        await tx.accounts.identify("acme", "Acme", None, NOW)
    assert [path.name for path in file.parent.iterdir()] != [file.name]

    await store.close()

    assert [path.name for path in file.parent.iterdir()] == [file.name]


async def test_opening_what_is_up_to_date_does_not_load_the_migration_machinery(url: str) -> None:
    await open_and_close(url)
    script = (
        "import asyncio, sys\n"
        "from bot.store import Store\n"
        "async def main():\n"
        f"    await (await Store.open({url!r}, account_id=1)).close()\n"
        "asyncio.run(main())\n"
        "sys.exit('alembic' in sys.modules)"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script)

    assert await process.wait() == 0


async def test_opening_again_is_fast(url: str) -> None:
    await open_and_close(url)

    fastest = 1.0
    for _ in range(5):
        started = time.process_time()
        await open_and_close(url)
        fastest = min(fastest, time.process_time() - started)

    assert fastest < 0.1


async def test_several_may_start_at_once(url: str, tmp_path: Path) -> None:
    urls = [url, url, url, f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}"]

    await asyncio.gather(*(open_and_close(url, account_id) for account_id, url in enumerate(urls)))

    for one in urls:
        assert (await Store.inspect(one)).at_head


async def test_opening_leaves_logging_alone(url: str) -> None:
    logger = logging.getLogger("tests.store.own")
    before = logging.getLogger().handlers[:], logging.getLogger().level, logger.disabled

    await open_and_close(url)

    assert (logging.getLogger().handlers, logging.getLogger().level, logger.disabled) == before


async def test_a_newer_database_is_refused_and_left_as_it_is(url: str, file: Path) -> None:
    await open_and_close(url)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = tables_in(file)

    with pytest.raises(StoreError, match="newer Mutuals; install the newest version"):
        await Store.open(url, account_id=1)

    assert tables_in(file) == before


async def test_somebody_elses_database_is_refused_and_left_as_it_is(url: str, file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(StoreError, match="holds something else than Mutuals' data; name another file in DATABASE_URL"):
        await Store.open(url, account_id=1)

    assert list(tables_in(file)) == ["recipes"]


async def test_a_file_that_is_no_database_is_refused(url: str, file: Path) -> None:
    write_diary(file)
    before = bytes_of(file)

    with pytest.raises(StoreError, match="is not a Mutuals database; name another file"):
        await Store.open(url, account_id=1)

    assert bytes_of(file) == before


async def test_a_folder_that_cannot_be_made_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(StoreError, match=r"taken/deep/m.sqlite3 cannot be made; name a file in DATABASE_URL whose folder"):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'taken' / 'deep' / 'm.sqlite3'}", account_id=1)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_folder_that_may_not_be_written_is_named_with_the_cure(tmp_path: Path) -> None:
    share(tmp_path, mode=0o500)

    with pytest.raises(StoreError, match=r"cannot be made; name a file in DATABASE_URL whose folder"):
        await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'm.sqlite3'}", account_id=1)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_file_that_may_not_be_written_is_named_with_the_cure(url: str, file: Path) -> None:
    await open_and_close(url)
    share(file, mode=0o400)

    with pytest.raises(StoreError, match="cannot be written; allow this user to write the file and its folder"):
        await Store.open(url, account_id=1)


async def test_a_folder_in_the_files_place_is_named_with_the_cure(url: str, file: Path) -> None:
    (file / "something").parent.mkdir(parents=True)

    with pytest.raises(StoreError, match="cannot be opened; allow this user to read and write"):
        await Store.open(url, account_id=1)


async def test_a_migration_that_would_leave_rows_without_their_owner_changes_nothing(url: str, file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);"
            "CREATE TABLE owners (id INTEGER PRIMARY KEY); CREATE TABLE pets (owner INTEGER REFERENCES owners);"
            "INSERT INTO pets VALUES (7);"
        )

    with pytest.raises(StoreError, match="is damaged; restore a backup"):
        await Store.open(url, account_id=1)

    assert sorted(tables_in(file)) == ["owners", "pets"]
