"""Opt out of each kind of suggestion by itself: until now, of all of them at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = ("follow_back", "reply")


def upgrade() -> None:
    before = op.get_bind().execute(sa.text("SELECT account_id, user_id, member_id, member_name, at, request FROM opt_outs")).all()
    op.drop_table("opt_outs")
    opt_outs = op.create_table(
        "opt_outs",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=20), nullable=False),
        sa.Column("member_id", sa.BigInteger()),
        sa.Column("member_name", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.CheckConstraint("member_id IS NOT NULL OR request != ''", name=op.f("ck_opt_outs_request")),
        sa.CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name=op.f("ck_opt_outs_member")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_opt_outs_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", "kind", name=op.f("pk_opt_outs")),
    )
    op.create_index(op.f("ix_opt_outs_account_id_at"), "opt_outs", ["account_id", "at"])
    op.bulk_insert(opt_outs, [{**row._mapping, "kind": kind} for row in before for kind in KINDS])


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
