"""Say what became of who left, and keep how far a sweep of the followers has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sweeps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.BigInteger(), nullable=False),
        sa.Column("page_token", sa.Text(), nullable=True),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("resume_at", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sweeps_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweeps")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sweeps_account_id_id"), "sweeps", ["account_id", "id"])
    op.create_index(
        "uq_sweeps_unfinished",
        "sweeps",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.add_column("followers", sa.Column("departure", sa.String(length=20), nullable=True))
    # X's stream told of everybody who is known to have left so far: at that very moment.
    op.execute("UPDATE followers SET departure = 'left', last_seen_at = unfollowed_at WHERE unfollowed_at IS NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
