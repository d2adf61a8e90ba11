"""Count whom the account follows beside who follows it, so that the ratio of the two can be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("following", sa.BigInteger()))
    op.add_column("follower_counts", sa.Column("following", sa.BigInteger()))


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
