"""Find people by the words of their names, in the place of a look at everybody's name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.people.name_words import words_of

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_BATCH = 5_000


def upgrade() -> None:
    words = op.create_table(
        "name_words",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_name_words_account_id")),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["profiles.account_id", "profiles.user_id"],
            name=op.f("fk_name_words_account_id_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("account_id", "words", "user_id", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    _fill(words)
    op.create_index(op.f("ix_name_words_account_id_user_id"), "name_words", ["account_id", "user_id"])
    op.drop_column("profiles", "folded_name")


def _fill(words: sa.Table) -> None:
    """In portions: a million names are not to be in memory at once."""
    connection = op.get_bind()
    profiles = sa.table("profiles", sa.column("account_id"), sa.column("user_id"), sa.column("name"))
    place = sa.tuple_(profiles.c.account_id, profiles.c.user_id)
    page = sa.select(profiles).order_by(profiles.c.account_id, profiles.c.user_id).limit(_BATCH)
    rows = connection.execute(page).all()
    while rows:
        found = [{"account_id": row.account_id, "words": each, "user_id": row.user_id} for row in rows for each in words_of(row.name)]
        if found:
            connection.execute(words.insert(), found)
        last = sa.tuple_(sa.literal(rows[-1].account_id, sa.BigInteger()), sa.literal(rows[-1].user_id, sa.BigInteger()))
        rows = connection.execute(page.where(place > last)).all()


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
