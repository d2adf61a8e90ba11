"""Find the most worthwhile people without reading everybody."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_assessments_account_id_worth_user_id", "assessments", ["account_id", "worth", "user_id"])


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
