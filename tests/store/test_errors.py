"""What the database said becomes one sentence with a cure."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.store.errors import StoreBusy, StoreError, Unusable, store_error

FILE = Path("data/mutuals.sqlite3")


@pytest.mark.parametrize(
    ("said", "kind", "cure"),
    [
        ("database is locked", StoreBusy, "close what holds it open"),
        ("database table is locked", StoreBusy, "close what holds it open"),
        ("database or disk is full", StoreError, "make room"),
        ("attempt to write a readonly database", StoreError, "allow this user to write"),
        ("unable to open database file", StoreError, "allow this user to read and write"),
        ("file is not a database", Unusable, "name another file in DATABASE_URL"),
        ("database disk image is malformed", Unusable, "restore a backup"),
        ("disk I/O error", StoreError, "look at its disk"),
    ],
)
def test_each_fault_has_its_cure_and_names_the_file(said: str, kind: type[StoreError], cure: str) -> None:
    error = store_error(OperationalError("SELECT 1", {}, sqlite3.OperationalError(said)), FILE)

    assert type(error) is kind
    assert str(FILE) in str(error)
    assert cure in str(error)
