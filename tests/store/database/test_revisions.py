"""Whose tables a database has, and whether this version can use them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.database.engine import migrating_engine
from bot.store.database.revisions import current_revision, revisions
from bot.store.errors import Unusable
from tests.support.databases.migrated import create_database


def revision_of(file: Path) -> str | None:
    with migrating_engine(file).begin() as connection:
        return current_revision(connection, file)


def test_they_are_numbered_from_the_first_on_without_a_gap() -> None:
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]


def test_a_new_database_has_the_newest_and_an_empty_one_none(file: Path) -> None:
    create_database(file)
    assert revision_of(file) == revisions()[-1]
    assert revision_of(file.with_name("empty.sqlite3")) is None


def test_one_of_a_newer_version_is_refused_with_the_cure(file: Path) -> None:
    create_database(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match="written by a newer Mutuals"):
        revision_of(file)


def test_somebody_else_s_is_refused(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE songs (title TEXT)")

    with pytest.raises(Unusable, match="holds something else"):
        revision_of(file)
