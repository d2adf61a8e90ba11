"""Keep how many followers there are of each verdict, in the place of counting everybody when it is asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "verdict_counts",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_verdict_counts_account_id")),
        sa.PrimaryKeyConstraint("account_id", "block", "verdict", name=op.f("pk_verdict_counts")),
    )
    op.execute(
        "INSERT INTO verdict_counts (account_id, block, verdict, count) "
        "SELECT f.account_id, f.id / 500, a.verdict, count(*) FROM followers f "
        "JOIN assessments a ON a.account_id = f.account_id AND a.user_id = f.user_id "
        "WHERE f.unfollowed_at IS NULL GROUP BY f.account_id, f.id / 500, a.verdict"
    )


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
