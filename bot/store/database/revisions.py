"""Which version's tables a database has."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.store.errors import StoreError, Unusable

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def revisions() -> list[str]:
    """The migrations of this version, oldest first. Their file names begin with them, so that Alembic need not be loaded to know."""
    return sorted(script.name[:4] for script in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_revision(connection: Connection, file: Path) -> str | None:
    """The last migration that this database has seen; None for an empty one. Raises StoreError when this version cannot use it."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise Unusable(f"{file} holds something else than Mutuals' data; name another file in DATABASE_URL.")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in revisions():
        raise StoreError(f"The database {file} was written by a newer Mutuals; install the newest version, or restore an older backup.")
    return None if revision is None else str(revision)
