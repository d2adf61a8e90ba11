"""What an older version stored is there after the migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from bot.domain import (
    Access,
    Act,
    AnnouncementKind,
    BaselineStatus,
    Capability,
    DaySpending,
    Decision,
    Interaction,
    InteractionKind,
    Lesson,
    Permission,
    Purpose,
    SuggestionState,
    Verdict,
)
from bot.store import Store
from bot.store.database.engine import migrating_engine
from bot.store.database.revisions import MIGRATIONS
from tests.store.older import (
    ACME,
    ADA,
    ADDED,
    BOB,
    FIRST_MOMENT,
    FROM_THE_SECOND_ON,
    OTHER,
    REMOVED,
    STORED,
    STORED_BY_THE_SECOND,
    STORED_BY_THE_THIRD,
    THIRD,
    Rows,
)
from tests.store.people import LEO, NOW, draft, spoken


def rows_in(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def last_ids(file: Path) -> dict[str, int]:
    """The highest id that SQLite has given in each table; it never gives one again."""
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def tables_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return names - {"alembic_version", "sqlite_sequence"}


def upgrade(file: Path, revision: str) -> None:
    with migrating_engine(file).begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, revision)


def insert(file: Path, stored: Rows) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        for table, rows in stored.items():
            for row in rows:
                names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def as_it_is_now(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row as the present version has it: what an older one did not know has its value from `ADDED`."""
    return ADDED.get(table, {}) | {name: value for name, value in row.items() if name not in REMOVED.get(table, ())}


def everything_in(file: Path) -> Rows:
    return {table: rows_in(file, table) for table in tables_in(file)}


@pytest.fixture
def first(file: Path) -> Path:
    """A database as the first version left it."""
    file.parent.mkdir()
    upgrade(file, "0001")
    assert tables_in(file) == STORED.keys()
    insert(file, STORED)
    return file


@pytest.fixture
def second(first: Path) -> Path:
    """A database as the second version left it."""
    upgrade(first, "0002")
    insert(first, STORED_BY_THE_SECOND)
    return first


@pytest.fixture
def third(second: Path) -> Path:
    """A database as the third version left it, with rows in every table."""
    upgrade(second, "0003")
    insert(second, STORED_BY_THE_THIRD)
    assert all(everything_in(second).values())
    return second


async def test_every_row_of_the_first_version_is_found_again(url: str, first: Path) -> None:
    given = last_ids(first)

    await (await Store.open(url, account_id=ACME)).close()

    expected = {
        table: [as_it_is_now(table, row | extra) for row, extra in zip(rows, FROM_THE_SECOND_ON.get(table, [{}] * len(rows)), strict=True)]
        for table, rows in STORED.items()
    }
    assert {table: rows_in(first, table) for table in STORED} == expected
    assert last_ids(first) == given


@pytest.mark.parametrize("version", ["second", "third"])
async def test_every_row_of_a_later_version_is_found_again(url: str, version: str, request: pytest.FixtureRequest) -> None:
    file: Path = request.getfixturevalue(version)
    given, before = last_ids(file), everything_in(file)

    await (await Store.open(url, account_id=ACME)).close()

    expected = {table: [as_it_is_now(table, row) for row in rows] for table, rows in before.items()}
    assert {table: rows_in(file, table) for table in before} == expected
    assert last_ids(file) == given


async def test_what_was_learnt_about_the_route_is_a_permission_now(url: str, first: Path) -> None:
    learnt = {}
    for account_id in (ACME, OTHER, THIRD):
        store = await Store.open(url, account_id=account_id)
        async with store.read() as tx:
            learnt[account_id] = await tx.permissions.all()
        await store.close()

    later = FIRST_MOMENT + timedelta(microseconds=1)
    assert learnt == {
        ACME: [Permission(Capability.FOLLOW, False, FIRST_MOMENT, Lesson.REFUSAL, Access.AUTO)],
        OTHER: [Permission(Capability.FOLLOW, True, later, Lesson.SUCCESS, Access.ENTERPRISE)],
        THIRD: [],
    }


async def test_the_calls_on_record_are_summed_up_by_day(url: str, first: Path) -> None:
    day = FIRST_MOMENT.date()
    store = await Store.open(url, account_id=ACME)
    async with store.write() as tx:
        before = [
            DaySpending(day, Purpose.DETECTION, charged=70, reserved=50, calls=3),
            DaySpending(day, Purpose.FOLLOW_BACK, charged=15_000, reserved=0, calls=1),
            DaySpending(day + timedelta(days=1), Purpose.DETECTION, charged=5, reserved=0, calls=1),
        ]
        assert await tx.ledger.by_day(date.min) == before
        assert await tx.ledger.spent_in_all(Purpose.DETECTION) == await tx.ledger.spent(purpose=Purpose.DETECTION)

        await tx.ledger.release(2, status=500, at=NOW)
        assert (await tx.ledger.by_day(day))[0] == DaySpending(day, Purpose.DETECTION, charged=70, reserved=0, calls=3)
    await store.close()


async def test_what_was_migrated_can_be_worked_with(url: str, first: Path) -> None:
    store = await Store.open(url, account_id=ACME)
    async with store.write() as tx:
        account = await tx.accounts.get()
        ada = await tx.followers.get(ADA)
        waiting = await tx.suggestions.best_open(5)
        assert (account.baseline, account.baseline_token, account.newest_mention_id) == (BaselineStatus.PARTIAL, "more", None)
        assert ada is not None
        assert (ada.followed_at, ada.times_returned) == (ada.first_seen_at, 0)
        assert [(one.id, one.assessment.verdict, one.assessment.kept_off) for one in waiting] == [(5, Verdict.SUSPICIOUS, "")]
        assert await tx.assessments.outdated("v2", 5) == [ADA, BOB]
        assert await tx.tally.counts(date(2026, 3, 1), date(2026, 3, 1)) == {date(2026, 3, 1): 2}

        assert await tx.announcements.add(AnnouncementKind.PURCHASE, "1", {}, NOW)
        assert await tx.announcements.add(AnnouncementKind.BUDGET, "2026-03 80", {}, NOW)
        assert await tx.announcements.add(AnnouncementKind.CREDITS_BACK, "1", {}, NOW)
        await tx.followers.left([BOB], NOW)
        assert await tx.audits.by_verdict() == dict.fromkeys(Verdict, 0) | {Verdict.SUSPICIOUS: 1}
        open_ = SuggestionState.OPEN
        assert await tx.suggestions.move(5, to=open_, from_={open_}, decision=Decision(Act.FINE, NOW, LEO)) is not None
    await store.close()


async def test_what_the_fourth_version_brings_works_beside_what_was_there(url: str, third: Path) -> None:
    store = await Store.open(url, account_id=ACME)
    async with store.write() as tx:
        old = await tx.interactions.get(2**63 - 1)
        assert old == Interaction(2**63 - 1, BOB, FIRST_MOMENT, InteractionKind.MENTION, summoned=True)
        assert await tx.interactions.undecided(FIRST_MOMENT, 10) == []
        assert [(entry.user_id, entry.by, entry.wish) for entry in await tx.left_alone.all(10)] == [(BOB, "Leo", ""), (98, "Maya", "")]
        assert [permission.capability for permission in await tx.permissions.all()] == [Capability.FOLLOW, Capability.STREAM]
        assert (await tx.accounts.get()).examples_given_at is None

        assert await tx.left_alone.add_wish(ADA, "Stop", NOW)
        await tx.permissions.save(Permission(Capability.REPLY_UNASKED, False, NOW, Lesson.REFUSAL, Access.AUTO))
        assert await tx.left_alone.remove(BOB)
        post = spoken(100, BOB)
        await tx.interactions.add([post], NOW)
        suggestion_id = await tx.replies.open(post, draft(), worth=5, why="", at=NOW, expires_at=NOW)
        assert suggestion_id == 13
        assert await tx.replies.redraft(suggestion_id, draft("No.", 2), Decision(Act.EDIT, NOW, LEO))
        stranger = spoken(101, 55)
        await tx.interactions.add([stranger], NOW)
        assert await tx.replies.leave_out(stranger, draft(), "Plain spam", NOW)
        assert [line.suggestion_id for line in await tx.suggestions.history(limit=3)] == [14, 13, 5]
    await store.close()


async def test_keys_that_were_refused_are_told_from_a_lock(url: str, third: Path) -> None:
    with closing(sqlite3.connect(third)) as database, database:
        database.execute(
            "UPDATE accounts SET writes_stopped = 'X does not accept the keys of this app. Make new ones.' WHERE id = ?", [ACME]
        )
        database.execute("UPDATE accounts SET writes_stopped = 'X has locked or suspended the account.' WHERE id != ?", [ACME])

    await (await Store.open(url, account_id=ACME)).close()

    assert {row["id"] for row in rows_in(third, "accounts") if row["keys_refused_at"] is not None} == {ACME}
