"""Find who left, is gone from X or has returned, without a walk through everybody who ever did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, columns, condition in (
        ("ix_followers_left_seen", ["account_id", "last_seen_at"], "unfollowed_at IS NOT NULL"),
        ("ix_followers_departure", ["account_id", "departure", "unfollowed_at"], "departure IS NOT NULL"),
        ("ix_followers_returned", ["account_id", "followed_at"], "times_returned > 0"),
    ):
        where = sa.text(condition)
        op.create_index(name, "followers", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
