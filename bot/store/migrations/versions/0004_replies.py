"""What people say to the account, suggested answers, saved replies, and people who asked to be left alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger()
_SETTLED = "('done', 'failed', 'lapsed', 'skipped', 'withdrawn', 'expired')"
_INTENTS = ("question", "thanks", "praise", "complaint", "share", "greeting", "other")


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("mentions_top_id", sa.BigInteger()))
    op.add_column("accounts", sa.Column("mentions_bottom_id", sa.BigInteger()))
    op.add_column("accounts", sa.Column("examples_given_at", _MOMENT))
    _admit_capabilities()
    _admit_suggestions()
    _admit_decisions()
    _admit_wishes()
    _widen_interactions()
    _create_own_posts()
    _create_replies()


def _account_column() -> sa.Column[int]:
    return sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False)


def _account_of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id"))


def _among(column: str, words: Sequence[str]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


def _admit(table: sa.Table, column: str, words: Sequence[str]) -> None:
    """Let a column hold these words. SQLite has to write the table anew, so it must be given whole."""
    check = op.f(f"ck_{table.name}_{column}")
    with op.batch_alter_table(table.name, copy_from=table) as batch:
        batch.drop_constraint(check, type_="check")
        batch.create_check_constraint(check, sa.text(_among(column, words)))


def _admit_capabilities() -> None:
    table = sa.Table(
        "permissions",
        sa.MetaData(),
        _account_column(),
        sa.Column("capability", sa.String(20), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("learnt_at", _MOMENT, nullable=False),
        sa.Column("lesson", sa.String(20), nullable=False),
        sa.Column("access", sa.String(20), nullable=False),
        sa.CheckConstraint(_among("capability", ["follow", "stream"]), name=op.f("ck_permissions_capability")),
        sa.CheckConstraint(_among("lesson", ["refusal", "success", "probe"]), name=op.f("ck_permissions_lesson")),
        sa.CheckConstraint(_among("access", ["auto", "self_serve", "enterprise"]), name=op.f("ck_permissions_access")),
        _account_of("permissions"),
        sa.PrimaryKeyConstraint("account_id", "capability", name=op.f("pk_permissions")),
    )
    _admit(table, "capability", ["follow", "reply", "reply_unasked", "stream"])


def _admit_suggestions() -> None:
    """Of replies, too; and of posts that are left out, by people whom nobody has assessed."""
    states = ["open", "snoozed", "approved", "delivering", "in_doubt", "handed_off"]
    settled = ["done", "failed", "lapsed", "skipped", "withdrawn", "expired"]
    kind, person = op.f("ck_suggestions_kind"), op.f("fk_suggestions_account_id_user_id")
    unsettled = sa.text("state NOT IN " + _SETTLED)
    table = sa.Table(
        "suggestions",
        sa.MetaData(),
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("moved_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("snoozed_until", _MOMENT),
        sa.Column("route", sa.String(20)),
        sa.Column("sent_at", _MOMENT),
        sa.Column("settled_at", _MOMENT),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(_among("kind", ["follow_back"]), name=kind),
        sa.CheckConstraint(_among("state", [*states, *settled]), name=op.f("ck_suggestions_state")),
        sa.CheckConstraint(_among("route", ["api", "hand_off"]), name=op.f("ck_suggestions_route")),
        sa.CheckConstraint("(settled_at IS NOT NULL) = (state IN " + _SETTLED + ")", name=op.f("ck_suggestions_settled")),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["assessments.account_id", "assessments.user_id"],
            name=person,
            deferrable=True,
            initially="DEFERRED",
        ),
        _account_of("suggestions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.Index(op.f("ix_suggestions_account_id_sent_at"), "account_id", "sent_at"),
        sa.Index(op.f("ix_suggestions_account_id_settled_at_state"), "account_id", "settled_at", "state"),
        sa.Index(op.f("ix_suggestions_account_id_state_expires_at"), "account_id", "state", "expires_at"),
        sa.Index(op.f("ix_suggestions_account_id_state_moved_at"), "account_id", "state", "moved_at"),
        sa.Index(op.f("ix_suggestions_account_id_state_sent_at"), "account_id", "state", "sent_at"),
        sa.Index(op.f("ix_suggestions_account_id_state_snoozed_until"), "account_id", "state", "snoozed_until"),
        sa.Index(op.f("ix_suggestions_account_id_user_id_kind_state"), "account_id", "user_id", "kind", "state"),
        sa.Index(
            "uq_suggestions_unsettled",
            "account_id",
            "kind",
            "user_id",
            unique=True,
            sqlite_where=unsettled,
            postgresql_where=unsettled,
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("suggestions", copy_from=table) as batch:
        batch.drop_constraint(person, type_="foreignkey")
        batch.drop_constraint(kind, type_="check")
        batch.create_check_constraint(kind, sa.text(_among("kind", ["follow_back", "reply"])))
    op.create_index(op.f("ix_suggestions_account_id_state_kind_user_id"), "suggestions", ["account_id", "state", "kind", "user_id"])


def _admit_decisions() -> None:
    members = ["approve", "skip", "snooze", "never", "withdraw", "take_up", "fine", "not_for_us"]
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
    _admit(table, "act", [*members, "edit", "another", "leave_out", "opt_out", "answered", "send_back", *ours])


def _admit_wishes() -> None:
    """People who asked to be left alone themselves: then there is no member, and their words are kept."""
    op.add_column("left_alone", sa.Column("wish", sa.Text()))
    op.execute("UPDATE left_alone SET wish = ''")
    table = sa.Table(
        "left_alone",
        sa.MetaData(),
        _account_column(),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("wish", sa.Text()),
        _account_of("left_alone"),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_left_alone")),
    )
    with op.batch_alter_table("left_alone", copy_from=table) as batch:
        batch.alter_column("wish", existing_type=sa.Text(), nullable=False)
        batch.alter_column("member_id", existing_type=sa.BigInteger(), nullable=True)
        batch.alter_column("member_name", existing_type=sa.Text(), nullable=True)
        batch.create_check_constraint(op.f("ck_left_alone_member"), sa.text("(member_id IS NULL) = (member_name IS NULL)"))
        batch.create_check_constraint(op.f("ck_left_alone_wish"), sa.text("member_id IS NOT NULL OR wish != ''"))
    op.create_index(op.f("ix_left_alone_account_id_at"), "left_alone", ["account_id", "at"])


def _widen_interactions() -> None:
    """What was read before was read without its words."""
    kinds = ["mention", "reply", "quote"]
    added: list[sa.Column[Any]] = [
        sa.Column("kind", sa.String(20)),
        *(sa.Column(name, sa.Text()) for name in ("text", "lang")),
        sa.Column("conversation_id", sa.BigInteger()),
        sa.Column("summoned", sa.Boolean()),
        sa.Column("reply_settings", sa.Text()),
        sa.Column("seen_at", _MOMENT),
    ]
    for column in added:
        op.add_column("interactions", column)
    op.execute("UPDATE interactions SET kind = 'mention', text = '', lang = '', summoned = 1, reply_settings = ''")
    table = sa.Table(
        "interactions",
        sa.MetaData(),
        _account_column(),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        *(sa.Column(column.name, column.type) for column in added),
        _account_of("interactions"),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_interactions")),
        sa.Index(op.f("ix_interactions_account_id_user_id_at"), "account_id", "user_id", "at"),
    )
    with op.batch_alter_table("interactions", copy_from=table) as batch:
        for name in ("kind", "text", "lang", "summoned", "reply_settings"):
            batch.alter_column(name, existing_type=table.c[name].type, nullable=False)
        batch.create_check_constraint(op.f("ck_interactions_kind"), sa.text(_among("kind", kinds)))
    op.create_index(op.f("ix_interactions_account_id_at"), "interactions", ["account_id", "at"])
    worded = sa.text("text != ''")
    op.create_index("ix_interactions_worded", "interactions", ["account_id", "seen_at"], sqlite_where=worded, postgresql_where=worded)
    op.create_index("ix_interactions_worded_at", "interactions", ["account_id", "at"], sqlite_where=worded, postgresql_where=worded)


def _create_own_posts() -> None:
    op.create_table(
        "own_posts",
        _account_column(),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("in_reply_to", sa.BigInteger()),
        sa.Column("quotes", sa.BigInteger(), nullable=False),
        _account_of("own_posts"),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_own_posts")),
    )
    op.create_index(op.f("ix_own_posts_account_id_at"), "own_posts", ["account_id", "at"])
    op.create_index(op.f("ix_own_posts_account_id_in_reply_to"), "own_posts", ["account_id", "in_reply_to"])


def _create_replies() -> None:
    op.create_table(
        "replies",
        _account_column(),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("intent", _one_of("intent", *_INTENTS), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("saved_reply_id", sa.BigInteger()),
        sa.Column("written_by", sa.Text(), nullable=False),
        _account_of("replies"),
        sa.ForeignKeyConstraint(
            ["account_id", "post_id"],
            ["interactions.account_id", "interactions.post_id"],
            name=op.f("fk_replies_account_id_post_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_replies_suggestion_id")),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_replies")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_replies_suggestion_id")),
    )
    op.create_table(
        "attempts",
        _account_column(),
        sa.Column("suggestion_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _account_of("attempts"),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_attempts_suggestion_id")),
        sa.PrimaryKeyConstraint("account_id", "suggestion_id", "member_id", name=op.f("pk_attempts")),
    )
    op.create_table(
        "saved_replies",
        sa.Column("id", _ROW_ID, nullable=False),
        _account_column(),
        sa.Column("intent", _one_of("intent", *_INTENTS), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        _account_of("saved_replies"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_replies")),
        sa.UniqueConstraint("account_id", "text", name=op.f("uq_saved_replies_account_id_text")),
        sqlite_autoincrement=True,
    )
