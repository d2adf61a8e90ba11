"""Keep in which channel each announcement is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("announcements", sa.Column("channel_id", sa.BigInteger()))
    # Until now there was one channel, in which the cards are, too.
    op.execute(
        "UPDATE announcements SET channel_id = (SELECT prompts.channel_id FROM prompts "
        "WHERE prompts.account_id = announcements.account_id ORDER BY prompts.id DESC LIMIT 1) WHERE message_id IS NOT NULL"
    )


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
