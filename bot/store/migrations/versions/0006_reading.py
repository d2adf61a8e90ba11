"""Posts that carry the account's handle along, and counts of X's that wait for a second one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.BigInteger()


def upgrade() -> None:
    op.add_column("accounts", sa.Column("held_followers", sa.BigInteger()))
    for name in ("count_held_at", "miscounted_from", "miscounted_until"):
        op.add_column("accounts", sa.Column(name, _MOMENT))
    _admit_implicit_mentions()
    _forget_handles_of_others()


def _forget_handles_of_others() -> None:
    """Whoever was seen with a handle before somebody else was has another one by now, which nobody knows."""
    op.execute(
        """
        UPDATE profiles SET username = '', handle = ''
        WHERE handle != '' AND EXISTS (
            SELECT 1 FROM profiles AS other
            WHERE other.account_id = profiles.account_id AND other.handle = profiles.handle AND (
                other.fetched_at > profiles.fetched_at
                OR (other.fetched_at = profiles.fetched_at AND other.user_id > profiles.user_id)
            )
        )
        """
    )


def _kinds(*words: str) -> str:
    return f"kind IN {words}"


def _admit_implicit_mentions() -> None:
    """SQLite has to write the table anew, so it must be given whole."""
    check, worded = op.f("ck_interactions_kind"), sa.text("text != ''")
    table = sa.Table(
        "interactions",
        sa.MetaData(),
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger()),
        sa.Column("summoned", sa.Boolean(), nullable=False),
        sa.Column("reply_settings", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.CheckConstraint(_kinds("mention", "reply", "quote"), name=check),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interactions_account_id")),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_interactions")),
        sa.Index(op.f("ix_interactions_account_id_user_id_at"), "account_id", "user_id", "at"),
        sa.Index(op.f("ix_interactions_account_id_at"), "account_id", "at"),
        sa.Index("ix_interactions_worded", "account_id", "seen_at", sqlite_where=worded, postgresql_where=worded),
        sa.Index("ix_interactions_worded_at", "account_id", "at", sqlite_where=worded, postgresql_where=worded),
    )
    with op.batch_alter_table("interactions", copy_from=table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, sa.text(_kinds("mention", "implicit_mention", "reply", "quote")))
