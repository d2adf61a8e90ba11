"""Which question a call that was never answered asked, charges by endpoint, and a start that waits for a word of the team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger()
_KINDS = (
    *("digest", "route_changed", "writes_stopped", "trouble", "baseline", "purchase", "viral", "audit"),
    *("budget", "credits_back"),
)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("held_at", _MOMENT))
    op.add_column("charges", sa.Column("question", sa.Text()))
    op.add_column("charges", sa.Column("unanswered", sa.Boolean()))
    open_only = sa.text("charged IS NULL")
    op.create_index("ix_charges_open", "charges", ["account_id", "question"], sqlite_where=open_only, postgresql_where=open_only)
    _tell_endpoints_apart()
    _admit_announcements()


def _tell_endpoints_apart() -> None:
    """Of what was charged before, the endpoint is not known: on the day of the migration the same may be written down twice."""
    op.rename_table("charged_resources", "charged_before")
    op.create_table(
        "charged_resources",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "utc_day", "endpoint", "price", "resource_id", name=op.f("pk_charged_resources")),
    )
    op.execute(
        "INSERT INTO charged_resources (account_id, utc_day, endpoint, price, resource_id)"
        " SELECT account_id, utc_day, '', price, resource_id FROM charged_before"
    )
    op.drop_table("charged_before")


def _admit_announcements() -> None:
    check = op.f("ck_announcements_kind")
    table = sa.Table(
        "announcements",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.CheckConstraint(_among(*_KINDS), name=check),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_announcements_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("uq_announcements_account_id_kind_key")),
        sa.Index(op.f("ix_announcements_account_id_kind_id"), "account_id", "kind", "id"),
        sa.Index(op.f("ix_announcements_account_id_message_id"), "account_id", "message_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("announcements", copy_from=table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, sa.text(_among(*_KINDS, "new_database")))


def _among(*words: str) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"kind IN ({listed})"
