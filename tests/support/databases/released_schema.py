"""Databases as each release made them, kept as SQL in tests/fixtures.

`python -m tests.support.databases.released_schema 0.2.0` writes the one of the version that is about to be released. Once it is
released its file stays as it is.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store import Store
from tests.support.databases.every_table import fill

FIXTURES = Path(__file__).parents[2] / "fixtures"
ACCOUNT = 4_242


def released() -> list[Path]:
    """The databases of all releases, oldest first."""
    return sorted(FIXTURES.glob("schema_*.sql"), key=lambda path: [int(number) for number in re.findall(r"\d+", path.name)])


def restore(dump: Path, file: Path) -> None:
    """Make the database that the dump was made of."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(dump.read_text())


async def _make(file: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{file}", account_id=ACCOUNT)
    async with store.write() as tx:
        await fill(tx)
    await store.close()


def _dump(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE prompts SET nonce = 'nonce-' || id")  # random: else each dump is another
        return "\n".join(database.iterdump()) + "\n"


def main(version: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mutuals.sqlite3"
        asyncio.run(_make(file))
        FIXTURES.mkdir(exist_ok=True)
        (FIXTURES / f"schema_{version.replace('.', '_')}.sql").write_text(_dump(file))


if __name__ == "__main__":
    main(sys.argv[1])
