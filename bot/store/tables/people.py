"""People: who they are, what they did, what scoring and the team say about them, and in which company they came."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, text

from bot.domain import BurstKind, BurstState, InteractionKind, Opinion, Verdict
from bot.store.tables.base import account_key, metadata, of_account, person_key, row_of
from bot.store.types import HANDLE, ROW_ID, CohortFigures, Moment, Words, one_of

profiles = Table(
    "profiles",
    metadata,
    account_key(),
    person_key(),
    Column("username", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("bio", Words, nullable=False),
    Column("location", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("avatar_url", Words, nullable=False),
    Column("protected", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("followers", BigInteger),
    Column("following", BigInteger),
    Column("posts", BigInteger),
    Column("listed", BigInteger),
    Column("likes", BigInteger),
    Column("created_at", Moment),
    Column("last_post_at", Moment),
    Column("followed_by_us", Boolean, nullable=False),
    Column("follow_requested", Boolean, nullable=False),
    Column("handle", HANDLE, nullable=False),
    Column("folded_name", Words, nullable=False),
    Index(None, "account_id", "handle"),
)

followers = Table(
    "followers",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    of_account(),
    Column("user_id", BigInteger, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("followed_at", Moment, nullable=False),
    Column("times_returned", Integer, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("account_id", "user_id"),
    row_of("profiles", "account_id", "user_id"),
    Index(None, "account_id", "baseline", "id"),
    Index(None, "account_id", "baseline", "first_seen_at", "user_id"),
    Index(
        "ix_followers_left",
        "account_id",
        "left_at",
        sqlite_where=text("left_at IS NOT NULL"),
        postgresql_where=text("left_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

following = Table("following", metadata, account_key(), person_key(), Column("first_seen_at", Moment, nullable=False))

assessments = Table(
    "assessments",
    metadata,
    account_key(),
    person_key(),
    Column("verdict", one_of(Verdict, "verdict"), nullable=False),
    Column("suspicion", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("worth", BigInteger, nullable=False),
    Column("why", Words, nullable=False),
    Column("kept_off", Words, nullable=False),
    Column("assessed_at", Moment, nullable=False),
    Column("stamp", Text, nullable=False),
    CheckConstraint("suspicion BETWEEN 0 AND 100", name="suspicion"),
    row_of("profiles", "account_id", "user_id"),
    Index(None, "account_id", "stamp"),
    Index(None, "account_id", "verdict"),
)

opinions = Table(
    "opinions",
    metadata,
    account_key(),
    person_key(),
    Column("opinion", one_of(Opinion, "opinion"), nullable=False),
    Column("member_id", BigInteger, nullable=False),
    Column("member_name", Words, nullable=False),
    Column("at", Moment, nullable=False),
)

left_alone = Table(
    "left_alone",
    metadata,
    account_key(),
    person_key(),
    # Without a member it was the person's own wish; with one, that can come on top.
    Column("member_id", BigInteger),
    Column("member_name", Words),
    Column("at", Moment, nullable=False),
    Column("wish", Words, nullable=False),
    CheckConstraint("(member_id IS NULL) = (member_name IS NULL)", name="member"),
    CheckConstraint("member_id IS NOT NULL OR wish != ''", name="wish"),
    Index(None, "account_id", "at"),
)

interactions = Table(
    "interactions",
    metadata,
    account_key(),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    # No foreign key: whoever speaks to the account need not be among the stored people.
    Column("user_id", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", one_of(InteractionKind, "kind"), nullable=False),
    Column("text", Words, nullable=False),
    Column("lang", Words, nullable=False),
    Column("conversation_id", BigInteger),
    Column("summoned", Boolean, nullable=False),
    Column("reply_settings", Words, nullable=False),
    Column("seen_at", Moment),
    Index(None, "account_id", "user_id", "at"),
    Index(None, "account_id", "at"),
    # The few whose words are kept.
    Index("ix_interactions_worded", "account_id", "seen_at", sqlite_where=text("text != ''"), postgresql_where=text("text != ''")),
    Index("ix_interactions_worded_at", "account_id", "at", sqlite_where=text("text != ''"), postgresql_where=text("text != ''")),
)

own_posts = Table(
    "own_posts",
    metadata,
    account_key(),
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("text", Words, nullable=False),
    Column("in_reply_to", BigInteger),
    Column("quotes", BigInteger, nullable=False),
    Index(None, "account_id", "in_reply_to"),
    Index(None, "account_id", "at"),
)

bursts = Table(
    "bursts",
    metadata,
    Column("id", ROW_ID, primary_key=True),
    of_account(),
    Column("kind", one_of(BurstKind, "kind"), nullable=False),
    Column("state", one_of(BurstState, "state"), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("found_at", Moment, nullable=False),
    Column("cohort", CohortFigures, nullable=False),
    Column("version", Integer, nullable=False),
    Column("shown_version", Integer),
    Column("decided_by_id", BigInteger),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", Moment),
    CheckConstraint("(state = 'open') = (decided_by_id IS NULL) AND (decided_by_id IS NULL) = (decided_at IS NULL)", name="decided"),
    Index(None, "account_id", "until"),
    sqlite_autoincrement=True,
)

burst_members = Table(
    "burst_members",
    metadata,
    of_account(),
    Column("burst_id", BigInteger, ForeignKey("bursts.id"), primary_key=True, autoincrement=False),
    person_key(),
    # By the profile alone: company raises the verdict, which would then speak for more company.
    Column("suspicious", Boolean, nullable=False),
    Index(None, "account_id", "user_id", "burst_id"),
)
