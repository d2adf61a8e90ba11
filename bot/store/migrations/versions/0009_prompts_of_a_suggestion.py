"""Find the cards that a suggestion has had, to tell how soon it was decided."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_prompts_suggestion_id_reserved_at", "prompts", ["suggestion_id", "reserved_at"])


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
