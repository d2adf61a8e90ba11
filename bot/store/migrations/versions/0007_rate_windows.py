"""X's limits in each of its windows, and since when X refuses the account's keys."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.BigInteger()


def upgrade() -> None:
    _tell_windows_apart()
    _let_keys_be_looked_at_again()


def _tell_windows_apart() -> None:
    """So far only the window of 15 minutes was kept."""
    kept = op.get_bind().execute(sa.text('SELECT account_id, endpoint, "limit", remaining, resets_at FROM rate_limits')).mappings().all()
    op.drop_table("rate_limits")
    windows = sa.Enum("quarter_hour", "user_day", "app_day", name="window", native_enum=False, create_constraint=True, length=20)
    table = op.create_table(
        "rate_limits",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("window", windows, nullable=False),
        sa.Column("limit", sa.BigInteger()),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("resets_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_rate_limits_account_id")),
        sa.PrimaryKeyConstraint("account_id", "endpoint", "window", name=op.f("pk_rate_limits")),
    )
    op.bulk_insert(table, [dict(limit) | {"window": "quarter_hour"} for limit in kept])


def _let_keys_be_looked_at_again() -> None:
    """So far a lock and keys that were refused told themselves apart by their sentence alone, and since when was not kept."""
    op.add_column("accounts", sa.Column("keys_refused_at", _MOMENT))
    refused = sa.text("UPDATE accounts SET keys_refused_at = :now WHERE writes_stopped LIKE 'X does not accept the keys%'")
    op.get_bind().execute(refused, {"now": time.time_ns() // 1_000})
