"""Alembic's entry: the bot's start hands over a connection, within its transaction; on the command line a scratch database is migrated.

The scratch database is in memory and has every migration by the time a command runs, so that `alembic revision --autogenerate` and
`alembic check` compare the tables with the migrations as they are, and none is left behind half changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrationScript
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext

from bot.store.tables import metadata
from bot.store.types import FOLDED, ROW_ID


def migrate(connection: sa.Connection) -> None:
    """Do what Alembic was asked to."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        process_revision_directives=number_revision,
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_scratch() -> None:
    """The same on a database that is made for it."""
    with sa.create_engine("sqlite://").begin() as connection:
        script = context.script
        upgrade = EnvironmentContext(context.config, script, fn=lambda revision, _: script._upgrade_revs("head", revision))
        upgrade.configure(connection=connection, target_metadata=metadata)  # which says how constraints are named
        upgrade.run_migrations()
        migrate(connection)


def number_revision(_context: MigrationContext, _revision: str | Iterable[str | None], scripts: list[MigrationScript]) -> None:
    """Revisions are numbered: their files stand in the order in which they run."""
    newest = context.script.get_current_head()
    scripts[0].rev_id = f"{int(newest or 0) + 1:04}"


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as SQLAlchemy's own: a migration stays as it is when ours change."""
    if kind != "type":
        return False
    if item is ROW_ID:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    if item is FOLDED:
        return 'sa.Text().with_variant(sa.Text(collation="C"), "postgresql")'
    if isinstance(item, sa.Enum):
        if not item.create_constraint:
            return f"sa.String({item.length})"
        words = "".join(f"{word!r}, " for word in item.enums)
        return f"sa.Enum({words}name={item.name!r}, native_enum=False, create_constraint=True, length={item.length})"
    if isinstance(item, sa.types.TypeDecorator):
        return f"sa.{type(item.impl).__name__}()"
    return False


handed_over = context.config.attributes.get("connection")
if handed_over is None:
    migrate_scratch()
else:
    migrate(handed_over)
