"""What a released version stored is there after the migration, and is worked with."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.domain import (
    Act,
    AnnouncementKind,
    BaselineStatus,
    BurstState,
    Capability,
    Intent,
    Keywords,
    OverrideKind,
    Purpose,
    RateLimitWindow,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.store import Store, StoreError
from bot.store.database import revisions, schema
from bot.store.database.engine import migrating_engine
from tests.store.database.test_schema import tables_in
from tests.support.databases.every_table import ADA, ANSWER, BOB, CARL, CHATTER, DORA, EVE, LATER, QUESTION, THANKS, TODAY
from tests.support.databases.migrated import migrate
from tests.support.databases.released_schema import ACCOUNT, released, restore
from tests.support.store import LEO, MAYA, NOW

Rows = dict[str, list[dict[str, Any]]]

pytestmark = pytest.mark.parametrize("dump", released(), ids=lambda path: path.stem)


@pytest.fixture
def file(dump: Path, tmp_path: Path) -> Path:
    """A database as this release left it."""
    file = tmp_path / "data" / "mutuals.sqlite3"
    restore(dump, file)
    return file


def rows_in(file: Path) -> Rows:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' ORDER BY name")
        order = {name: "1, 2" if "WITHOUT ROWID" in sql else "rowid" for name, sql in tables.fetchall()}
        return {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {by}")] for table, by in order.items()}


def revision_of(file: Path) -> str:
    return str(rows_in(file)["alembic_version"][0]["version_num"])


def test_the_release_has_the_tables_of_its_migrations_and_rows_in_each(file: Path, tmp_path: Path) -> None:
    """A failure says that a migration of the past was changed.

    Before its release, its database is written by `python -m tests.support.databases.released_schema VERSION`.
    """
    migrated = tmp_path / "migrated.sqlite3"
    with migrating_engine(migrated).begin() as connection:
        migrate(connection, revision_of(file))

    assert tables_in(file) == tables_in(migrated)
    assert [table for table, rows in rows_in(file).items() if not rows] == []


async def test_every_row_is_kept(file: Path, url: str) -> None:
    before = rows_in(file)

    await (await Store.open(url, account_id=ACCOUNT)).close()

    after = rows_in(file)
    del before["alembic_version"]
    assert {row["user_id"] for row in after["opt_outs"]} == {row["user_id"] for row in before.pop("opt_outs")}, "one a kind, by now"
    for edge in before["followers"]:  # whoever had left was told of by X at that moment
        edge["last_seen_at"] = edge["unfollowed_at"] or edge["last_seen_at"]
    for table, rows in before.items():
        kept = set(rows[0]) & set(after[table][0])
        assert [_only(row, kept) for row in after[table]] == [_only(row, kept) for row in rows], table
    assert (await Store.inspect(url)).at_head


async def test_announcements_that_were_posted_are_in_the_channel_of_the_cards(file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE announcements SET message_id = 7002")

    await (await Store.open(url, account_id=ACCOUNT)).close()

    assert [(row["message_id"], row["channel_id"]) for row in rows_in(file)["announcements"]] == [(7002, 77)]


def _only(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in names}


@pytest.fixture
async def opened(file: Path, url: str) -> AsyncIterator[Store]:
    store = await Store.open(url, account_id=ACCOUNT)
    yield store
    await store.close()


async def test_people_are_found_again(opened: Store) -> None:
    async with opened.read() as tx:
        ada, assessed = await tx.profiles.get(ADA), await tx.assessments.get(ADA)
        assert [found.user_id for found in await tx.profiles.handles("user 10", 2)] == [ADA, BOB], "by the names they had"
        carl, said = await tx.followers.get(CARL), await tx.overrides.get(BOB)
        assert ada is not None
        assert (ada.username, ada.fetched_at) == ("user_101", NOW)
        assert assessed is not None
        assert (assessed.verdict, assessed.worth, assessed.reasons[0].points) == (Verdict.QUIET, 90, 10)
        assert carl is not None
        assert (carl.baseline, carl.first_seen_at, carl.unfollowed_at) == (True, NOW, LATER)
        assert [follower.profile.user_id for follower, _assessment in (await tx.followers.newest(5)).rows] == [BOB, ADA]
        assert await tx.following.known([ADA, BOB]) == {ADA}
        assert said is not None
        assert (said.kind, said.member_name) == (OverrideKind.FINE, LEO.name)
        assert [(one.user_id, one.request) for one in await tx.opt_outs.all(5)] == [(EVE, "Leave me alone")]
        assert await tx.keywords.get() == Keywords(("cheese", "wine"), ())
        (burst,) = await tx.bursts.latest(NOW)
        assert (burst.state, burst.cohort.made_from.isoformat() if burst.cohort.made_from else "") == (BurstState.OPEN, "2026-01-05")
        assert await tx.bursts.member_ids(burst.id) == [ADA, BOB]
        audit = await tx.audits.current()
        assert audit is not None
        assert (audit.requested_by, audit.max_profiles) == (MAYA, 500)


async def test_what_was_said_suggested_and_decided_is_found_again(opened: Store) -> None:
    async with opened.read() as tx:
        thanks = await tx.interactions.get(THANKS)
        assert thanks is not None
        assert (thanks.user_id, thanks.text) == (BOB, "Thank you \N{CHEESE WEDGE}")
        assert (await tx.own_posts.answers([QUESTION]))[QUESTION].post_id == ANSWER
        assert await tx.replies.to([QUESTION, THANKS, CHATTER]) == {QUESTION: 3, THANKS: 4, CHATTER: 5}
        assert await tx.replies.rejected_edit(4, MAYA.id) == "You are @everyone"
        assert [(saved.intent, saved.text) for saved in await tx.saved_replies.all()] == [(Intent.THANKS, "You are welcome!")]

        suggestions = [await tx.suggestions.get(number) for number in range(1, 6)]
        assert [(one.kind, one.user_id, one.state) for one in suggestions if one] == [
            (SuggestionKind.FOLLOW_BACK, ADA, SuggestionState.DONE),
            (SuggestionKind.FOLLOW_BACK, BOB, SuggestionState.OPEN),
            (SuggestionKind.REPLY, DORA, SuggestionState.DONE),
            (SuggestionKind.REPLY, BOB, SuggestionState.OPEN),
            (SuggestionKind.REPLY, EVE, SuggestionState.SKIPPED),
        ]
        history = await tx.suggestions.history_after(0, 10)
        assert [(entry.suggestion_id, entry.decision.act, entry.decision.member) for _, entry in history][:4] == [
            (1, Act.APPROVE, MAYA),
            (1, Act.START, None),
            (1, Act.CONFIRM, None),
            (3, Act.APPROVE, LEO),
        ]


async def test_messages_money_and_the_account_are_found_again(opened: Store) -> None:
    async with opened.read() as tx:
        prompt, account = await tx.prompts.by_message(7001), await tx.accounts.get()
        assert prompt is not None
        assert (prompt.suggestion_id, prompt.channel_id, prompt.reserved_at) == (2, 77, NOW)
        (announcement,) = await tx.announcements.unposted()
        assert (announcement.kind, announcement.key, announcement.body) == (AnnouncementKind.DIGEST, "2026-03-01", {"gained": 2})
        assert (account.username, account.followers, account.baseline) == ("acme", 2400, BaselineStatus.PARTIAL)
        assert account.newest_mention_id == CHATTER
        assert await tx.digest_counts.counts(TODAY, TODAY) == {TODAY: 2400}

        assert await tx.ledger.spent() == 70_000
        (day,) = await tx.ledger.by_day(TODAY)
        assert (day.purpose, day.charged, day.reserved, day.calls) == (Purpose.DETECTION, 20_000, 50_000, 2)
        assert [permission.capability for permission in await tx.permissions.all()] == [Capability.FOLLOW]
        windows = RateLimitWindow.QUARTER_HOUR, RateLimitWindow.USER_DAY
        assert [(limit.window, limit.remaining) for limit in await tx.limits.all()] == list(zip(windows, (14, 49), strict=True))


async def test_a_newer_version_of_it_is_refused_and_nothing_changes(file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = rows_in(file)

    with pytest.raises(StoreError, match="newer Mutuals; install the newest version, or restore an older backup"):
        await Store.open(url, account_id=ACCOUNT)

    assert rows_in(file) == before


_BREAKS = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("profiles", sa.Column("pronouns", sa.Text()))
    op.execute("UPDATE profiles SET pronouns = 'they'")
    op.drop_table("follower_counts")
    op.execute("UPDATE no_such_table SET id = 1")
"""


async def test_a_migration_that_breaks_off_changes_nothing(file: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = revisions.revisions()[-1]
    folder = tmp_path / "migrations"
    shutil.copytree(revisions.MIGRATIONS, folder)
    broken = _BREAKS.format(revision=f"{int(newest) + 1:04}", before=newest)
    (folder / "versions" / f"{int(newest) + 1:04}_broken.py").write_text(broken)
    for module in (revisions, schema):
        monkeypatch.setattr(module, "MIGRATIONS", folder)
    before = tables_in(file), rows_in(file)

    with pytest.raises((StoreError, SQLAlchemyError)):
        await Store.open(url, account_id=ACCOUNT)

    assert (tables_in(file), rows_in(file)) == before
    monkeypatch.undo()
    await (await Store.open(url, account_id=ACCOUNT)).close()
