"""The first version's tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""Given by the database. SQLite numbers only INTEGER keys by itself."""

HANDLE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Ordered by code point everywhere."""


def one_of(name: str, *words: str) -> sa.Enum:
    """One of these words, guarded by a CHECK."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def where(condition: str) -> dict[str, Any]:
    """Of a partial index: which rows are in it."""
    return {f"{dialect}_where": sa.text(condition) for dialect in ("sqlite", "postgresql")}


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("followers", sa.BigInteger()),
        sa.Column("counted_at", sa.BigInteger()),
        sa.Column("baseline", one_of("baseline", "pending", "complete", "partial"), nullable=False),
        sa.Column("baseline_page_token", sa.Text()),
        sa.Column("baseline_read", sa.BigInteger(), nullable=False),
        sa.Column("baseline_finished_at", sa.BigInteger()),
        sa.Column("last_poll_at", sa.BigInteger()),
        sa.Column("newest_mention_id", sa.BigInteger()),
        sa.Column("mentions_partial_newest_id", sa.BigInteger()),
        sa.Column("mentions_partial_oldest_id", sa.BigInteger()),
        sa.Column("examples_added_at", sa.BigInteger()),
        sa.Column("writes_stopped", sa.JSON()),
        sa.Column("keys_refused_at", sa.BigInteger()),
        sa.Column("credits_depleted_at", sa.BigInteger()),
        sa.Column("paused_at", sa.BigInteger()),
        sa.Column("paused_by", sa.Text(), nullable=False),
        sa.Column("on_hold_since", sa.BigInteger()),
        sa.Column("unconfirmed_followers", sa.BigInteger()),
        sa.Column("unconfirmed_at", sa.BigInteger()),
        sa.Column("miscounted_from", sa.BigInteger()),
        sa.Column("miscounted_until", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )

    op.create_table(
        "charged_resources",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "utc_day", "endpoint", "price", "resource_id", name=op.f("pk_charged_resources")),
    )

    op.create_table(
        "charges",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("charged", sa.BigInteger()),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("price", sa.Text()),
        sa.Column("status", sa.Integer()),
        sa.Column("query", sa.Text()),
        sa.Column("unsettled", sa.Boolean()),
        sa.CheckConstraint("(charged IS NULL) = (settled_at IS NULL)", name=op.f("ck_charges_settled")),
        sa.CheckConstraint("reserved >= 0 AND charged >= 0", name=op.f("ck_charges_amounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_charges_account_id_at_charged_reserved"), "charges", ["account_id", "at", "charged", "reserved"])
    op.create_index(
        op.f("ix_charges_account_id_purpose_at_charged_reserved"), "charges", ["account_id", "purpose", "at", "charged", "reserved"]
    )
    op.create_index("ix_charges_open", "charges", ["account_id", "query"], **where("charged IS NULL"))

    op.create_table(
        "spending",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("charged", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("charged >= 0 AND reserved >= 0 AND calls >= 0", name=op.f("ck_spending_amounts")),
        sa.PrimaryKeyConstraint("account_id", "day", "purpose", name=op.f("pk_spending")),
    )

    op.create_table(
        "announcements",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            one_of(
                "kind",
                "digest",
                "route_changed",
                "writes_stopped",
                "action_needed",
                "baseline",
                "purchase",
                "viral",
                "audit",
                "budget",
                "credits_restored",
                "new_database",
            ),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_announcements_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("account_id", "kind", "key", name=op.f("uq_announcements_account_id_kind_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_announcements_account_id_kind_id"), "announcements", ["account_id", "kind", "id"])
    op.create_index(op.f("ix_announcements_account_id_message_id"), "announcements", ["account_id", "message_id"])

    op.create_table(
        "audits",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("requested_at", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("max_profiles", sa.BigInteger(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_audits_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_audits_unfinished", "audits", ["account_id"], unique=True, **where("finished_at IS NULL"))

    op.create_table(
        "bursts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", one_of("kind", "purchase", "viral"), nullable=False),
        sa.Column("state", one_of("state", "open", "fine", "held"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("detected_at", sa.BigInteger(), nullable=False),
        sa.Column("cohort", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown_version", sa.Integer()),
        sa.Column("decided_by_id", sa.BigInteger()),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.BigInteger()),
        sa.CheckConstraint(
            "(state = 'open') = (decided_by_id IS NULL) AND (decided_by_id IS NULL) = (decided_at IS NULL)", name=op.f("ck_bursts_decided")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_bursts_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bursts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bursts_account_id_until"), "bursts", ["account_id", "until"])

    op.create_table(
        "follower_counts",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("followers", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_follower_counts_account_id")),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_follower_counts")),
    )

    op.create_table(
        "following",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_following_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_following")),
    )

    op.create_table(
        "interactions",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", one_of("kind", "mention", "implicit_mention", "reply", "quote"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger()),
        sa.Column("summoned", sa.Boolean(), nullable=False),
        sa.Column("reply_settings", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interactions_account_id")),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_interactions")),
    )
    op.create_index(op.f("ix_interactions_account_id_at"), "interactions", ["account_id", "at"])
    op.create_index(op.f("ix_interactions_account_id_user_id_at"), "interactions", ["account_id", "user_id", "at"])
    op.create_index("ix_interactions_text", "interactions", ["account_id", "seen_at"], **where("text != ''"))
    op.create_index("ix_interactions_text_at", "interactions", ["account_id", "at"], **where("text != ''"))

    op.create_table(
        "keywords",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", one_of("kind", "topic", "muted"), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_keywords_account_id")),
        sa.PrimaryKeyConstraint("account_id", "kind", "word", name=op.f("pk_keywords")),
    )

    op.create_table(
        "opt_outs",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger()),
        sa.Column("member_name", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.CheckConstraint("member_id IS NOT NULL OR request != ''", name=op.f("ck_opt_outs_request")),
        sa.CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name=op.f("ck_opt_outs_member")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_opt_outs_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_opt_outs")),
    )
    op.create_index(op.f("ix_opt_outs_account_id_at"), "opt_outs", ["account_id", "at"])

    op.create_table(
        "overrides",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", one_of("kind", "fine", "not_for_us"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("member_name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_overrides_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_overrides")),
    )

    op.create_table(
        "own_posts",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("in_reply_to", sa.BigInteger()),
        sa.Column("quotes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_own_posts_account_id")),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_own_posts")),
    )
    op.create_index(op.f("ix_own_posts_account_id_at"), "own_posts", ["account_id", "at"])
    op.create_index(op.f("ix_own_posts_account_id_in_reply_to"), "own_posts", ["account_id", "in_reply_to"])

    op.create_table(
        "permissions",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("capability", one_of("capability", "follow", "reply", "reply_unsolicited", "stream"), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("observed_at", sa.BigInteger(), nullable=False),
        sa.Column("evidence", one_of("evidence", "refusal", "success", "probe"), nullable=False),
        sa.Column("access", one_of("access", "auto", "self_serve", "enterprise"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_permissions_account_id")),
        sa.PrimaryKeyConstraint("account_id", "capability", name=op.f("pk_permissions")),
    )

    op.create_table(
        "profiles",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=False),
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
        sa.Column("created_at", sa.BigInteger()),
        sa.Column("last_post_at", sa.BigInteger()),
        sa.Column("followed_by_us", sa.Boolean(), nullable=False),
        sa.Column("follow_requested", sa.Boolean(), nullable=False),
        sa.Column("handle", HANDLE, nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_profiles_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_profiles")),
    )
    op.create_index(op.f("ix_profiles_account_id_handle"), "profiles", ["account_id", "handle"])

    op.create_table(
        "rate_limits",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("window", one_of("window", "quarter_hour", "user_day", "app_day"), nullable=False),
        sa.Column("limit", sa.BigInteger()),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("resets_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_rate_limits_account_id")),
        sa.PrimaryKeyConstraint("account_id", "endpoint", "window", name=op.f("pk_rate_limits")),
    )

    op.create_table(
        "saved_replies",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("intent", one_of("intent", "question", "thanks", "praise", "complaint", "share", "greeting", "other"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_saved_replies_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_replies")),
        sa.UniqueConstraint("account_id", "text", name=op.f("uq_saved_replies_account_id_text")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "suggestions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            one_of(
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
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("state_changed_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("snoozed_until", sa.BigInteger()),
        sa.Column("route", one_of("route", "api", "hand_off")),
        sa.Column("sent_at", sa.BigInteger()),
        sa.Column("settled_at", sa.BigInteger()),
        sa.Column("note", sa.JSON()),
        sa.CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('done', 'failed', 'lapsed', 'skipped', 'withdrawn', 'expired'))",
            name=op.f("ck_suggestions_settled"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_suggestions_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_suggestions_account_id_sent_at"), "suggestions", ["account_id", "sent_at"])
    op.create_index(op.f("ix_suggestions_account_id_settled_at_state"), "suggestions", ["account_id", "settled_at", "state"])
    op.create_index(op.f("ix_suggestions_account_id_state_expires_at"), "suggestions", ["account_id", "state", "expires_at"])
    op.create_index(op.f("ix_suggestions_account_id_state_kind_user_id"), "suggestions", ["account_id", "state", "kind", "user_id"])
    op.create_index(op.f("ix_suggestions_account_id_state_sent_at"), "suggestions", ["account_id", "state", "sent_at"])
    op.create_index(op.f("ix_suggestions_account_id_state_snoozed_until"), "suggestions", ["account_id", "state", "snoozed_until"])
    op.create_index(op.f("ix_suggestions_account_id_state_state_changed_at"), "suggestions", ["account_id", "state", "state_changed_at"])
    op.create_index(op.f("ix_suggestions_account_id_user_id_kind_state"), "suggestions", ["account_id", "user_id", "kind", "state"])
    op.create_index(
        "uq_suggestions_unsettled",
        "suggestions",
        ["account_id", "kind", "user_id"],
        unique=True,
        **where("state NOT IN ('done', 'failed', 'lapsed', 'skipped', 'withdrawn', 'expired')"),
    )

    op.create_table(
        "assessments",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("verdict", one_of("verdict", "engaged", "quiet", "unsure", "suspicious"), nullable=False),
        sa.Column("suspicion", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("suppressed", sa.JSON()),
        sa.Column("assessed_at", sa.BigInteger(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.CheckConstraint("suspicion BETWEEN 0 AND 100", name=op.f("ck_assessments_suspicion")),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["profiles.account_id", "profiles.user_id"],
            name=op.f("fk_assessments_account_id_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_assessments_account_id")),
        sa.PrimaryKeyConstraint("account_id", "user_id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_account_id_rules_version"), "assessments", ["account_id", "rules_version"])
    op.create_index(op.f("ix_assessments_account_id_verdict"), "assessments", ["account_id", "verdict"])

    op.create_table(
        "burst_members",
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("burst_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suspicious", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_burst_members_account_id")),
        sa.ForeignKeyConstraint(["burst_id"], ["bursts.id"], name=op.f("fk_burst_members_burst_id")),
        sa.PrimaryKeyConstraint("burst_id", "user_id", name=op.f("pk_burst_members")),
    )
    op.create_index(op.f("ix_burst_members_account_id_user_id_burst_id"), "burst_members", ["account_id", "user_id", "burst_id"])

    op.create_table(
        "decisions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger()),
        sa.Column("member_name", sa.Text()),
        sa.Column("note", sa.JSON()),
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
        "followers",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("baseline", sa.Boolean(), nullable=False),
        sa.Column("followed_at", sa.BigInteger(), nullable=False),
        sa.Column("times_returned", sa.Integer(), nullable=False),
        sa.Column("unfollowed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["account_id", "user_id"],
            ["profiles.account_id", "profiles.user_id"],
            name=op.f("fk_followers_account_id_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_followers_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followers")),
        sa.UniqueConstraint("account_id", "user_id", name=op.f("uq_followers_account_id_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_followers_account_id_baseline_first_seen_at_user_id"), "followers", ["account_id", "baseline", "first_seen_at", "user_id"]
    )
    op.create_index(op.f("ix_followers_account_id_baseline_id"), "followers", ["account_id", "baseline", "id"])
    op.create_index("ix_followers_unfollowed", "followers", ["account_id", "unfollowed_at"], **where("unfollowed_at IS NOT NULL"))

    op.create_table(
        "prompts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("reserved_at", sa.BigInteger(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("retired_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_prompts_account_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_prompts_suggestion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sa.UniqueConstraint("nonce", name=op.f("uq_prompts_nonce")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_prompts_account_id_local_date_suggestion_id"), "prompts", ["account_id", "local_date", "suggestion_id"])
    op.create_index(op.f("ix_prompts_account_id_message_id"), "prompts", ["account_id", "message_id"])
    op.create_index(op.f("ix_prompts_account_id_retired_at"), "prompts", ["account_id", "retired_at"])
    op.create_index("uq_prompts_live", "prompts", ["suggestion_id"], unique=True, **where("retired_at IS NULL"))

    op.create_table(
        "rejected_edits",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_rejected_edits_account_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_rejected_edits_suggestion_id")),
        sa.PrimaryKeyConstraint("account_id", "suggestion_id", "member_id", name=op.f("pk_rejected_edits")),
    )

    op.create_table(
        "replies",
        sa.Column("account_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("suggestion_id", sa.BigInteger(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("intent", one_of("intent", "question", "thanks", "praise", "complaint", "share", "greeting", "other"), nullable=False),
        sa.Column("because", sa.JSON()),
        sa.Column("saved_reply_id", sa.BigInteger()),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id", "post_id"],
            ["interactions.account_id", "interactions.post_id"],
            name=op.f("fk_replies_account_id_post_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_replies_account_id")),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_replies_suggestion_id")),
        sa.PrimaryKeyConstraint("account_id", "post_id", name=op.f("pk_replies")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_replies_suggestion_id")),
    )


def downgrade() -> None:
    raise NotImplementedError("A database is never taken back to an older version; restore a backup instead.")
