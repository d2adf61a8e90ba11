"""People: who they are, what they did, what scoring and the team say about them, and the bursts they arrived in."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from bot.domain import BurstKind, BurstState, Departure, InteractionKind, OverrideKind, SuggestionKind, Verdict
from bot.store.tables.base import account_column, account_key, deferred_key, metadata, person_key
from bot.store.types import FOLDED, ROW_ID, CohortFigures, NoteColumn, SafeText, UtcDateTime, enum_type, open_enum_type

profiles = Table(
    "profiles",
    metadata,
    account_key(),
    person_key(),
    Column("username", SafeText, nullable=False),
    Column("name", SafeText, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("bio", SafeText, nullable=False),
    Column("location", SafeText, nullable=False),
    Column("url", SafeText, nullable=False),
    Column("avatar_url", SafeText, nullable=False),
    Column("protected", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("followers", BigInteger),
    Column("following", BigInteger),
    Column("posts", BigInteger),
    Column("listed", BigInteger),
    Column("likes", BigInteger),
    Column("created_at", UtcDateTime),
    Column("last_post_at", UtcDateTime),
    Column("followed_by_us", Boolean, nullable=False),
    Column("follow_requested", Boolean, nullable=False),
    Column("handle", FOLDED, nullable=False),
    Index(None, "account_id", "handle"),
)

name_words = Table(
    "name_words",
    metadata,
    account_key(),
    Column("words", FOLDED, primary_key=True),
    person_key(),
    deferred_key("profiles", "account_id", "user_id"),
    Index(None, "account_id", "user_id"),
    sqlite_with_rowid=False,
)

followers = Table(
    "followers",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("user_id", BigInteger, nullable=False),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("followed_at", UtcDateTime, nullable=False),
    Column("times_returned", Integer, nullable=False),
    Column("unfollowed_at", UtcDateTime),
    Column("departure", open_enum_type(Departure, "departure")),
    UniqueConstraint("account_id", "user_id"),
    deferred_key("profiles", "account_id", "user_id"),
    Index(None, "account_id", "baseline", "id"),
    Index(None, "account_id", "baseline", "first_seen_at", "user_id"),
    *(
        Index(f"ix_followers_{name}", "account_id", *columns, sqlite_where=text(condition), postgresql_where=text(condition))
        for name, columns, condition in (
            ("unfollowed", ["unfollowed_at"], "unfollowed_at IS NOT NULL"),
            ("left_seen", ["last_seen_at"], "unfollowed_at IS NOT NULL"),
            ("departure", ["departure", "unfollowed_at"], "departure IS NOT NULL"),
            ("returned", ["followed_at"], "times_returned > 0"),
        )
    ),
    sqlite_autoincrement=True,
)

following = Table("following", metadata, account_key(), person_key(), Column("first_seen_at", UtcDateTime, nullable=False))

assessments = Table(
    "assessments",
    metadata,
    account_key(),
    person_key(),
    Column("verdict", enum_type(Verdict, "verdict"), nullable=False),
    Column("suspicion", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("worth", BigInteger, nullable=False),
    Column("why", JSON, nullable=False),
    Column("suppressed", NoteColumn),
    Column("assessed_at", UtcDateTime, nullable=False),
    Column("rules_version", Text, nullable=False),
    CheckConstraint("suspicion BETWEEN 0 AND 100", name="suspicion"),
    deferred_key("profiles", "account_id", "user_id"),
    Index(None, "account_id", "rules_version"),
    Index(None, "account_id", "verdict"),
    Index(None, "account_id", "worth", "user_id"),
)

verdict_counts = Table(
    "verdict_counts",
    metadata,
    account_key(),
    # Followers whose ids follow one another: see `bot.store.people.verdict_counts`.
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("verdict", open_enum_type(Verdict, "verdict"), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

overrides = Table(
    "overrides",
    metadata,
    account_key(),
    person_key(),
    Column("kind", enum_type(OverrideKind, "kind"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", SafeText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

opt_outs = Table(
    "opt_outs",
    metadata,
    account_key(),
    person_key(),
    Column("kind", enum_type(SuggestionKind, "kind"), primary_key=True),
    # Without a member it was the person's own request; with one, that can come on top.
    Column("member_id", BigInteger),
    Column("member_name", SafeText),
    Column("at", UtcDateTime, nullable=False),
    Column("request", SafeText, nullable=False),
    CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name="member"),
    CheckConstraint("member_id IS NOT NULL OR request != ''", name="request"),
    Index(None, "account_id", "at"),
)

interactions = Table(
    "interactions",
    metadata,
    account_key(),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    # No foreign key: whoever speaks to the account need not be among the stored people.
    Column("user_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", enum_type(InteractionKind, "kind"), nullable=False),
    Column("text", SafeText, nullable=False),
    Column("lang", SafeText, nullable=False),
    Column("conversation_id", BigInteger),
    Column("summoned", Boolean, nullable=False),
    Column("reply_settings", SafeText, nullable=False),
    Column("seen_at", UtcDateTime),
    Index(None, "account_id", "user_id", "at"),
    Index(None, "account_id", "at"),
    # The few whose words are kept.
    Index("ix_interactions_text", "account_id", "seen_at", sqlite_where=text("text != ''"), postgresql_where=text("text != ''")),
    Index("ix_interactions_text_at", "account_id", "at", sqlite_where=text("text != ''"), postgresql_where=text("text != ''")),
)

own_posts = Table(
    "own_posts",
    metadata,
    account_key(),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", SafeText, nullable=False),
    Column("in_reply_to", BigInteger),
    Column("quotes", BigInteger, nullable=False),
    Index(None, "account_id", "in_reply_to"),
    Index(None, "account_id", "at"),
)

bursts = Table(
    "bursts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    account_column(),
    Column("kind", enum_type(BurstKind, "kind"), nullable=False),
    Column("state", enum_type(BurstState, "state"), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("detected_at", UtcDateTime, nullable=False),
    Column("cohort", CohortFigures, nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown_version", Integer),
    Column("decided_by_id", BigInteger),
    Column("decided_by", SafeText, nullable=False),
    Column("decided_at", UtcDateTime),
    CheckConstraint("(state = 'open') = (decided_by_id IS NULL) AND (decided_by_id IS NULL) = (decided_at IS NULL)", name="decided"),
    Index(None, "account_id", "until"),
    sqlite_autoincrement=True,
)

burst_members = Table(
    "burst_members",
    metadata,
    account_column(),
    Column("burst_id", BigInteger, ForeignKey("bursts.id"), primary_key=True, autoincrement=False),
    person_key(),
    # By the profile alone: the cohort raises the verdict, which would feed back into the burst.
    Column("suspicious", Boolean, nullable=False),
    Index(None, "account_id", "user_id", "burst_id"),
)
