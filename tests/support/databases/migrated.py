"""Empty databases for tests: migrating one takes longer than most tests do, so each process does it once and copies it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.store.database.revisions import MIGRATIONS
from bot.store.database.schema import prepare


def create_database(file: Path) -> str:
    """Put an empty database of this version there, unless there is one; returns its DATABASE_URL."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_empty_database())
    return f"sqlite+aiosqlite:///{file}"


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mutuals.sqlite3"
        prepare(file)
        return file.read_bytes()


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on this connection, whatever database it is to."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, revision)
