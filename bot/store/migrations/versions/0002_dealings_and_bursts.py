"""What people did, what the team says about them, in which company they came, and audits."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger()


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("newest_mention_id", sa.BigInteger()))
    _widen_followers()
    _widen_assessments()
    _admit_announcements()
    _admit_decisions()
    _create_words_of_the_team()
    _create_interactions()
    _create_bursts()
    _create_audits()


def _account_column() -> sa.Column[int]:
    return sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False)


def _account_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id"))


def _profile_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id", "user_id"],
        ["profiles.account_id", "profiles.user_id"],
        name=op.f(f"fk_{table}_account_id_user_id"),
        deferrable=True,
        initially="DEFERRED",
    )


def _require(table: sa.Table, columns: Sequence[str]) -> None:
    """Forbid NULL in columns that were just added and filled. SQLite has to write the table anew, so it must be given whole."""
    with op.batch_alter_table(table.name, copy_from=table) as batch:
        for name in columns:
            batch.alter_column(name, existing_type=table.c[name].type, nullable=False)


def _among(column: str, words: Sequence[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


def _admit(table: sa.Table, column: str, words: Sequence[str]) -> None:
    """Let a column hold these words."""
    check = op.f(f"ck_{table.name}_{column}")
    with op.batch_alter_table(table.name, copy_from=table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, sa.text(_among(column, words)))


def _widen_followers() -> None:
    op.add_column("followers", sa.Column("followed_at", _MOMENT))
    op.add_column("followers", sa.Column("times_returned", sa.Integer()))
    op.execute("UPDATE followers SET followed_at = first_seen_at, times_returned = 0")
    table = sa.Table(
        "followers",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("followed_at", _MOMENT),
        sa.Column("times_returned", sa.Integer()),
        _profile_of("followers"),
        _account_of("followers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("account_id", "user_id", name=op.f("uq_followers_account_id_user_id")),
        sa.Index(op.f("ix_followers_account_id_baseline_id"), "account_id", "baseline", "id"),
        sa.Index(op.f("ix_followers_account_id_baseline_first_seen_at_user_id"), "account_id", "baseline", "first_seen_at", "user_id"),
        sqlite_autoincrement=True,
    )
    _require(table, ["followed_at", "times_returned"])


def _widen_assessments() -> None:
    for name in ("why", "kept_off", "stamp"):
        op.add_column("assessments", sa.Column(name, sa.Text()))
    op.execute("UPDATE assessments SET why = '', kept_off = '', stamp = ''")
    verdicts = ["engaged", "quiet", "unsure", "suspicious"]
    table = sa.Table(
        "assessments",
        sa.MetaData(),
        _account_column(),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("suspicion", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("assessed_at", _MOMENT, nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("kept_off", sa.Text()),
        sa.Column("stamp", sa.Text()),
        sa.CheckConstraint(_among("verdict", verdicts), name=op.f("ck_assessments_verdict")),
        sa.CheckConstraint("suspicion BETWEEN 0 AND 100", name=op.f("ck_assessments_suspicion")),
        _profile_of("assessments"),
        _account_of("assessments"),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_assessments")),
    )
    _require(table, ["why", "kept_off", "stamp"])
    op.create_index(op.f("ix_assessments_account_id_stamp"), "assessments", ["account_id", "stamp"])
    op.create_index(op.f("ix_assessments_account_id_verdict"), "assessments", ["account_id", "verdict"])


def _admit_announcements() -> None:
    kinds = ["digest", "route_changed", "writes_stopped", "trouble", "baseline"]
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
        sa.CheckConstraint(_among("kind", kinds), name=op.f("ck_announcements_kind")),
        _account_of("announcements"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("uq_announcements_account_id_kind_key")),
        sa.Index(op.f("ix_announcements_account_id_kind_id"), "account_id", "kind", "id"),
        sa.Index(op.f("ix_announcements_account_id_message_id"), "account_id", "message_id"),
        sqlite_autoincrement=True,
    )
    _admit(table, "kind", [*kinds, "purchase", "viral", "audit"])


def _admit_decisions() -> None:
    members = ["approve", "skip", "snooze", "never", "withdraw", "take_up"]
    ours = ["reopen", "expire", "start", "hand_off", "confirm", "fail", "doubt", "retry", "lapse"]
    table = sa.Table(
        "decisions",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("member_id", sa.BigInteger()),
        sa.Column("member_name", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(_among("act", [*members, *ours]), name=op.f("ck_decisions_act")),
        sa.CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name=op.f("ck_decisions_member")),
        _account_of("decisions"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_decisions_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.Index(op.f("ix_decisions_account_id_at"), "account_id", "at"),
        sa.Index(op.f("ix_decisions_account_id_member_id_at"), "account_id", "member_id", "at"),
        sa.Index(op.f("ix_decisions_suggestion_id"), "suggestion_id"),
        sqlite_autoincrement=True,
    )
    _admit(table, "act", [*members, "fine", "not_for_us", *ours])


def _create_words_of_the_team() -> None:
    op.create_table(
        "opinions",
        _account_column(),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opinion", _one_of("opinion", "fine", "not_for_us"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _account_of("opinions"),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_opinions")),
    )
    op.create_table(
        "tastes",
        _account_column(),
        sa.Column("taste", _one_of("taste", "topic", "never"), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _account_of("tastes"),
        sa.PrimaryKeyConstraint("account_id", "taste", "word", name=op.f("pk_tastes")),
    )


def _create_interactions() -> None:
    op.create_table(
        "interactions",
        _account_column(),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _account_of("interactions"),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_interactions")),
    )
    op.create_index(op.f("ix_interactions_account_id_user_id_at"), "interactions", ["account_id", "user_id", "at"])


def _create_bursts() -> None:
    op.create_table(
        "bursts",
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("kind", _one_of("kind", "purchase", "viral"), nullable=False),
        sa.Column("state", _one_of("state", "open", "fine", "held"), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("found_at", _MOMENT, nullable=False),
        sa.Column("cohort", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer()),
        sa.Column("decided_by_id", sa.BigInteger()),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", _MOMENT),
        sa.CheckConstraint(
            "(state = 'open') = (decided_by_id IS NULL) AND (decided_by_id IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_bursts_decided"),
        ),
        _account_of("bursts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bursts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bursts_account_id_until"), "bursts", ["account_id", "until"])
    op.create_table(
        "burst_members",
        _account_column(),
        sa.Column("burst_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suspicious", sa.Boolean(), nullable=False),
        _account_of("burst_members"),
        sa.ForeignKeyConstraint(["burst_id"], ["bursts.id"], name=op.f("fk_burst_members_burst_id")),
        sa.PrimaryKeyConstraint("burst_id", "user_id", name=op.f("pk_burst_members")),
    )
    op.create_index(op.f("ix_burst_members_account_id_user_id_burst_id"), "burst_members", ["account_id", "user_id", "burst_id"])


def _create_audits() -> None:
    op.create_table(
        "audits",
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("to_read", sa.BigInteger(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", _MOMENT),
        _account_of("audits"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_audits_unfinished",
        "audits",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
