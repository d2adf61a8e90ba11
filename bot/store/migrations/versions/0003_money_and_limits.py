"""Sums of what X charged, its limits, what it lets this app do, and who has left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger()
_ACCESS = ("auto", "self_serve", "enterprise")


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    _create_permissions()
    _carry_permissions_over()
    _change_accounts()
    _create_rate_limits()
    _fill_spending(_create_spending())
    _admit_announcements()
    _widen_followers()


def _account_column() -> sa.Column[int]:
    return sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False)


def _account_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id"))


def _among(column: str, words: Sequence[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


def _create_permissions() -> None:
    op.create_table(
        "permissions",
        _account_column(),
        sa.Column("capability", _one_of("capability", "follow", "stream"), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("learnt_at", _MOMENT, nullable=False),
        sa.Column("lesson", _one_of("lesson", "refusal", "success", "probe"), nullable=False),
        sa.Column("access", _one_of("access", *_ACCESS), nullable=False),
        _account_of("permissions"),
        sa.PrimaryKeyConstraint("account_id", "capability", name=op.f("pk_permissions")),
    )


def _carry_permissions_over() -> None:
    op.execute(
        "INSERT INTO permissions (account_id, capability, allowed, learnt_at, lesson, access)"
        " SELECT id, 'follow', route_refused_at IS NULL, COALESCE(route_refused_at, route_allowed_at),"
        " CASE WHEN route_refused_at IS NULL THEN 'success' ELSE 'refusal' END, route_access"
        " FROM accounts WHERE COALESCE(route_refused_at, route_allowed_at) IS NOT NULL AND route_access IS NOT NULL"
    )


def _change_accounts() -> None:
    """SQLite has to write the table anew to drop what a CHECK speaks of, so it must be given whole."""
    table = sa.Table(
        "accounts",
        sa.MetaData(),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("followers", sa.BigInteger()),
        sa.Column("counted_at", _MOMENT),
        sa.Column("baseline", sa.String(20), nullable=False),
        sa.Column("baseline_token", sa.Text()),
        sa.Column("baseline_read", sa.BigInteger(), nullable=False),
        sa.Column("baseline_finished_at", _MOMENT),
        sa.Column("last_poll_at", _MOMENT),
        sa.Column("route_refused_at", _MOMENT),
        sa.Column("route_allowed_at", _MOMENT),
        sa.Column("route_access", sa.String(20)),
        sa.Column("writes_stopped", sa.Text(), nullable=False),
        sa.Column("paused_at", _MOMENT),
        sa.Column("paused_by", sa.Text(), nullable=False),
        sa.Column("newest_mention_id", sa.BigInteger()),
        sa.CheckConstraint(_among("baseline", ["pending", "complete", "partial"]), name=op.f("ck_accounts_baseline")),
        sa.CheckConstraint(_among("route_access", _ACCESS), name=op.f("ck_accounts_route_access")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    with op.batch_alter_table("accounts", copy_from=table) as batch:
        batch.drop_constraint(op.f("ck_accounts_route_access"), type_="check")
        for name in ("route_refused_at", "route_allowed_at", "route_access"):
            batch.drop_column(name)
        batch.add_column(sa.Column("credits_out_at", _MOMENT))


def _create_rate_limits() -> None:
    op.create_table(
        "rate_limits",
        _account_column(),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("limit", sa.BigInteger()),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("resets_at", _MOMENT, nullable=False),
        _account_of("rate_limits"),
        sa.PrimaryKeyConstraint("account_id", "endpoint", name=op.f("pk_rate_limits")),
    )


def _create_spending() -> sa.Table:
    return op.create_table(
        "spending",
        _account_column(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("charged", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("charged >= 0 AND reserved >= 0 AND calls >= 0", name=op.f("ck_spending_amounts")),
        sa.PrimaryKeyConstraint("account_id", "day", "purpose", name=op.f("pk_spending")),
    )


def _fill_spending(spending: sa.Table) -> None:
    """Add up the calls on record, by UTC day. A settled call without an answer's status was never sent."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT account_id, at / 86400000000 AS day, purpose, SUM(COALESCE(charged, 0)) AS charged,"
            " SUM(CASE WHEN charged IS NULL THEN reserved ELSE 0 END) AS reserved,"
            " SUM(CASE WHEN charged IS NULL OR status > 0 THEN 1 ELSE 0 END) AS calls"
            " FROM charges GROUP BY 1, 2, 3"
        )
    )
    first_day = datetime(1970, 1, 1, tzinfo=UTC).date()
    op.bulk_insert(spending, [{**row, "day": first_day + timedelta(days=row["day"])} for row in rows.mappings()])


def _admit_announcements() -> None:
    kinds = ["digest", "route_changed", "writes_stopped", "trouble", "baseline", "purchase", "viral", "audit"]
    check = op.f("ck_announcements_kind")
    table = sa.Table(
        "announcements",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.CheckConstraint(_among("kind", kinds), name=check),
        _account_of("announcements"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("uq_announcements_account_id_kind_key")),
        sa.Index(op.f("ix_announcements_account_id_kind_id"), "account_id", "kind", "id"),
        sa.Index(op.f("ix_announcements_account_id_message_id"), "account_id", "message_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("announcements", copy_from=table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, sa.text(_among("kind", [*kinds, "budget", "credits_back"])))


def _widen_followers() -> None:
    op.add_column("followers", sa.Column("left_at", _MOMENT))
    op.create_index(
        "ix_followers_left",
        "followers",
        ["account_id", "left_at"],
        sqlite_where=sa.text("left_at IS NOT NULL"),
        postgresql_where=sa.text("left_at IS NOT NULL"),
    )
