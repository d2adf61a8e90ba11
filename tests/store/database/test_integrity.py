"""A database is looked through without a word being written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.database.integrity import check_integrity, open_read_only
from bot.store.database.revisions import revisions
from bot.store.errors import Unusable
from tests.support.databases.migrated import create_database


@pytest.fixture
def database(file: Path) -> Path:
    create_database(file)
    return file


def test_an_intact_one_says_its_version_and_is_left_as_it_is(database: Path) -> None:
    before = database.read_bytes()

    assert check_integrity(database) == revisions()[-1]
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_an_empty_one_has_no_version(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert check_integrity(file) is None


def test_a_row_without_its_owner_is_damage(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO keywords (account_id, kind, position, word) VALUES (1, 'topic', 0, 'coffee')")

    with pytest.raises(Unusable, match="is damaged; restore a backup"):
        check_integrity(database)


def test_damaged_pages_are_damage_under_the_name_that_people_know(database: Path) -> None:
    pages = bytearray(database.read_bytes())
    pages[8_192:12_288] = b"\xff" * 4_096
    database.write_bytes(pages)

    with pytest.raises(StoreError, match=r"The database backup\.sqlite3 is damaged"):
        check_integrity(database, known_as=Path("backup.sqlite3"))


def test_what_is_no_database_is_said_to_be_none(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("Dear diary, " * 1_000)
    with pytest.raises(Unusable):
        check_integrity(file)


def test_nothing_can_be_written_through_it(database: Path) -> None:
    with closing(open_read_only(database)) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM accounts")
