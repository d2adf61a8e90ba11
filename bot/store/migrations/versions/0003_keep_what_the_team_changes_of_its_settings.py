"""Keep what the team changes of its settings, and take new kinds of announcements without a migration."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("to_host", sa.Boolean(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_setting_changes_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_setting_changes_account_id_setting_id"), "setting_changes", ["account_id", "setting", "id"])
    with op.batch_alter_table("announcements", table_kwargs={"sqlite_autoincrement": True}) as announcements:
        announcements.drop_constraint(op.f("ck_announcements_kind"), type_="check")


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
