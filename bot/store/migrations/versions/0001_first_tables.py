"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HANDLE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.BigInteger()
_SETTLED = "('done', 'failed', 'lapsed', 'skipped', 'withdrawn', 'expired')"


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    _create_account()
    _create_people()
    _create_suggestions()


def _create_account() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("followers", sa.BigInteger()),
        sa.Column("counted_at", _MOMENT),
        sa.Column("baseline", _one_of("baseline", "pending", "complete", "partial"), nullable=False),
        sa.Column("baseline_token", sa.Text()),
        sa.Column("baseline_read", sa.BigInteger(), nullable=False),
        sa.Column("baseline_finished_at", _MOMENT),
        sa.Column("last_poll_at", _MOMENT),
        sa.Column("route_refused_at", _MOMENT),
        sa.Column("route_allowed_at", _MOMENT),
        sa.Column("route_access", _one_of("route_access", "auto", "self_serve", "enterprise")),
        sa.Column("writes_stopped", sa.Text(), nullable=False),
        sa.Column("paused_at", _MOMENT),
        sa.Column("paused_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_table(
        "charges",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("charged", sa.BigInteger()),
        sa.Column("settled_at", _MOMENT),
        sa.Column("price", sa.Text()),
        sa.Column("status", sa.Integer()),
        sa.CheckConstraint("(charged IS NULL) = (settled_at IS NULL)", name=op.f("ck_charges_settled")),
        sa.CheckConstraint("reserved >= 0 AND charged >= 0", name=op.f("ck_charges_amounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_charges_account_id_at_charged_reserved"), "charges", ["account_id", "at", "charged", "reserved"])
    op.create_index(
        op.f("ix_charges_account_id_purpose_at_charged_reserved"), "charges", ["account_id", "purpose", "at", "charged", "reserved"]
    )
    op.create_table(
        "charged_resources",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "utc_day", "price", "resource_id", name=op.f("pk_charged_resources")),
    )
    op.create_table(
        "follower_counts",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_follower_counts_account_id")),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_follower_counts")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _one_of("kind", "digest", "route_changed", "writes_stopped", "trouble", "baseline"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_announcements_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("uq_announcements_account_id_kind_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_announcements_account_id_kind_id"), "announcements", ["account_id", "kind", "id"])
    op.create_index(op.f("ix_announcements_account_id_message_id"), "announcements", ["account_id", "message_id"])


def _create_people() -> None:
    op.create_table(
        "profiles",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fetched_at", _MOMENT, nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("avatar_url", sa.Text(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("followers", sa.BigInteger()),
        sa.Column("following", sa.BigInteger()),
        sa.Column("posts", sa.BigInteger()),
        sa.Column("listed", sa.BigInteger()),
        sa.Column("likes", sa.BigInteger()),
        sa.Column("created_at", _MOMENT),
        sa.Column("last_post_at", _MOMENT),
        sa.Column("followed_by_us", sa.Boolean(), nullable=False),
        sa.Column("follow_requested", sa.Boolean(), nullable=False),
        sa.Column("handle", _HANDLE, nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_profiles_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_profiles")),
    )
    op.create_index(op.f("ix_profiles_account_id_handle"), "profiles", ["account_id", "handle"])
    op.create_table(
        "followers",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["profiles.account_id", "profiles.user_id"],
            name=op.f("fk_followers_account_id_user_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_followers_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("account_id", "user_id", name=op.f("uq_followers_account_id_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_followers_account_id_baseline_id"), "followers", ["account_id", "baseline", "id"])
    op.create_index(
        op.f("ix_followers_account_id_baseline_first_seen_at_user_id"), "followers", ["account_id", "baseline", "first_seen_at", "user_id"]
    )
    op.create_table(
        "following",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seen_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_following_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_following")),
    )
    op.create_table(
        "assessments",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", _one_of("verdict", "engaged", "quiet", "unsure", "suspicious"), nullable=False),
        sa.Column("suspicion", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("assessed_at", _MOMENT, nullable=False),
        sa.CheckConstraint("suspicion BETWEEN 0 AND 100", name=op.f("ck_assessments_suspicion")),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["profiles.account_id", "profiles.user_id"],
            name=op.f("fk_assessments_account_id_user_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_assessments_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_assessments")),
    )
    op.create_table(
        "left_alone",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_left_alone_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_left_alone")),
    )


def _create_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _one_of("kind", "follow_back"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            _one_of(
                "state",
                "open",
                "snoozed",
                "approved",
                "delivering",
                "in_doubt",
                "handed_off",
                "done",
                "failed",
                "lapsed",
                "skipped",
                "withdrawn",
                "expired",
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("moved_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("snoozed_until", _MOMENT),
        sa.Column("route", _one_of("route", "api", "hand_off")),
        sa.Column("sent_at", _MOMENT),
        sa.Column("settled_at", _MOMENT),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(settled_at IS NOT NULL) = (state IN " + _SETTLED + ")", name=op.f("ck_suggestions_settled")),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["assessments.account_id", "assessments.user_id"],
            name=op.f("fk_suggestions_account_id_user_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_suggestions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_suggestions_account_id_sent_at"), "suggestions", ["account_id", "sent_at"])
    op.create_index(op.f("ix_suggestions_account_id_settled_at_state"), "suggestions", ["account_id", "settled_at", "state"])
    op.create_index(op.f("ix_suggestions_account_id_state_expires_at"), "suggestions", ["account_id", "state", "expires_at"])
    op.create_index(op.f("ix_suggestions_account_id_state_moved_at"), "suggestions", ["account_id", "state", "moved_at"])
    op.create_index(op.f("ix_suggestions_account_id_state_sent_at"), "suggestions", ["account_id", "state", "sent_at"])
    op.create_index(op.f("ix_suggestions_account_id_state_snoozed_until"), "suggestions", ["account_id", "state", "snoozed_until"])
    op.create_index(op.f("ix_suggestions_account_id_user_id_kind_state"), "suggestions", ["account_id", "user_id", "kind", "state"])
    op.create_index(
        "uq_suggestions_unsettled",
        "suggestions",
        ["account_id", "kind", "user_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN " + _SETTLED),
        postgresql_where=sa.text("state NOT IN " + _SETTLED),
    )
    op.create_table(
        "decisions",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "act",
            _one_of(
                "act",
                "approve",
                "skip",
                "snooze",
                "never",
                "withdraw",
                "take_up",
                "reopen",
                "expire",
                "start",
                "hand_off",
                "confirm",
                "fail",
                "doubt",
                "retry",
                "lapse",
            ),
            nullable=False,
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("member_id", sa.BigInteger()),
        sa.Column("member_name", sa.Text()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name=op.f("ck_decisions_member")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_decisions_account_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_decisions_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decisions_account_id_at"), "decisions", ["account_id", "at"])
    op.create_index(op.f("ix_decisions_account_id_member_id_at"), "decisions", ["account_id", "member_id", "at"])
    op.create_index(op.f("ix_decisions_suggestion_id"), "decisions", ["suggestion_id"])
    op.create_table(
        "prompts",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("reserved_at", _MOMENT, nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("retired_at", _MOMENT),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_prompts_account_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_prompts_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sa.UniqueConstraint("nonce", name=op.f("uq_prompts_nonce")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_prompts_account_id_local_date_suggestion_id"), "prompts", ["account_id", "local_date", "suggestion_id"])
    op.create_index(op.f("ix_prompts_account_id_message_id"), "prompts", ["account_id", "message_id"])
    op.create_index(op.f("ix_prompts_account_id_retired_at"), "prompts", ["account_id", "retired_at"])
    op.create_index(
        "uq_prompts_live",
        "prompts",
        ["suggestion_id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
