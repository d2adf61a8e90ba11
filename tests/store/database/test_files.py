"""A database is several files: they belong together, and a restored copy takes the place of all of them or of none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database.files import copies_beside, finish_restore, has_foreign_log, part, parts_of, stage_restore, staged_restores

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def make(file: Path, content: str, *, log: bool = True) -> Path:
    """A database that holds this; log: whether it is kept with a write-ahead log."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"PRAGMA journal_mode = {'WAL' if log else 'DELETE'}")
        database.execute("CREATE TABLE diary (line TEXT)")
        database.execute("INSERT INTO diary VALUES (?)", (content,))
    return file


def content(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT line FROM diary").fetchone()[0])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mutuals.sqlite3"


def test_the_parts_are_those_that_are_there(file: Path) -> None:
    assert parts_of(file) == []
    make(file, "now")
    part(file, "-wal").touch()

    assert parts_of(file) == [file, file.with_name("mutuals.sqlite3-wal")]


def test_copies_are_databases_whose_names_begin_so(file: Path) -> None:
    make(file, "now")
    backup = make(file.with_name("mutuals-of-monday.sqlite3"), "then", log=False)
    make(file.with_name("other.sqlite3"), "else")
    file.with_name("mutuals.txt").write_text("Dear diary")

    assert copies_beside(file) == [backup]


def test_a_log_beside_a_backup_is_of_another_database(file: Path) -> None:
    make(file, "now")
    part(file, "-wal").write_bytes(b"pages")
    assert not has_foreign_log(file)
    file.unlink()
    assert has_foreign_log(file), "its database is gone"
    make(file.with_name("backup"), "then", log=False).rename(file)
    assert has_foreign_log(file)
    part(file, "-wal").write_bytes(b"")
    assert not has_foreign_log(file), "an empty log changes nothing"


def test_a_copy_takes_the_place_of_everything_that_was_there(file: Path) -> None:
    make(file, "now")
    part(file, "-wal").write_bytes(b"pages")
    stage_restore(file, make(file.with_name("copy"), "then", log=False), NOW)
    (staged,) = staged_restores(file)
    aside = finish_restore(file)

    assert aside is not None
    assert (content(file), staged.exists(), staged_restores(file)) == ("then", False, [])
    assert part(aside, "-wal").read_bytes() == b"pages"
    assert not part(file, "-wal").exists()
    part(aside, "-wal").unlink()
    assert content(aside) == "now"


def test_a_restore_that_was_cut_short_is_finished_by_the_next_start(file: Path) -> None:
    make(file, "now")
    part(file, "-wal").write_bytes(b"pages")
    stage_restore(file, make(file.with_name("copy"), "then", log=False), NOW)
    file.rename(file.with_name("mutuals.sqlite3.before-restore-20260302-100000"))  # and then the power went
    assert finish_restore(file) is not None

    assert content(file) == "then"
    assert not part(file, "-wal").exists()


def test_two_within_a_second_keep_apart_what_they_replace(file: Path) -> None:
    make(file, "first")
    aside = []
    for line in ("second", "third"):
        stage_restore(file, make(file.with_name("copy"), line, log=False), NOW)
        aside.append(finish_restore(file))

    assert content(file) == "third"
    assert [content(former) for former in aside if former] == ["first", "second"]


def test_with_nothing_staged_nothing_is_moved(file: Path) -> None:
    make(file, "now")
    assert finish_restore(file) is None
    assert content(file) == "now"
