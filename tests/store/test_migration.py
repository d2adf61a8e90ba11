"""What an older version stored is there after the migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from bot.model import (
    Access,
    Act,
    AnnouncementKind,
    BaselineStatus,
    Capability,
    DaySpending,
    Decision,
    Lesson,
    Permission,
    Purpose,
    SuggestionState,
    Verdict,
)
from bot.store import Store
from bot.store.engine import migrating_engine
from bot.store.schema import MIGRATIONS
from tests.store.people import LEO, NOW

ACME, OTHER, THIRD = 7, 8, 9
ADA, BOB = 1, 2**63 - 1
T0 = 1_700_000_000_000_000
FIRST_MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
"""T0, of which 6,400 seconds are left until midnight."""
NEXT_DAY = T0 + 6_400_000_000

Rows = dict[str, list[dict[str, Any]]]


def _person(user_id: int, handle: str, **figures: int | None) -> dict[str, Any]:
    words = {"username": handle, "name": handle.title(), "bio": "“ünï” 🌸", "location": "", "url": "", "avatar_url": ""}
    none: dict[str, int | None] = dict.fromkeys(("followers", "following", "posts", "listed", "likes", "created_at", "last_post_at"))
    flags = {"protected": 0, "verified": 1, "followed_by_us": 0, "follow_requested": 0}
    person = {"account_id": ACME, "user_id": user_id, "fetched_at": T0, "handle": handle, "folded_name": handle}
    return person | words | none | flags | figures


def _account(account_id: int, **learnt: Any) -> dict[str, Any]:
    baseline = {"baseline": "partial", "baseline_token": "more", "baseline_read": 2, "baseline_finished_at": T0}
    route = {"route_refused_at": None, "route_allowed_at": None, "route_access": None}
    rest = {"last_poll_at": T0, "writes_stopped": "", "paused_at": T0, "paused_by": "Maya"}
    return {"id": account_id, "username": "acme", "name": "Acme", "followers": 2, "counted_at": T0} | baseline | route | rest | learnt


def _charge(number: int, reserved: int, charged: int | None, **changes: Any) -> dict[str, Any]:
    settled_at = None if charged is None else T0
    end = {"reserved": reserved, "charged": charged, "settled_at": settled_at, "price": None, "status": charged and 200}
    return {"id": number, "account_id": ACME, "purpose": "detection", "endpoint": "followers", "at": T0} | end | changes


def _suggestion(number: int, user_id: int, state: str, settled_at: int | None) -> dict[str, Any]:
    moments = {"opened_at": T0, "moved_at": T0 + 1, "expires_at": T0 + 2, "snoozed_until": None, "sent_at": None, "settled_at": settled_at}
    given = {"id": number, "account_id": ACME, "kind": "follow_back", "user_id": user_id, "state": state, "version": 2}
    return given | moments | {"route": None, "note": "why"}


STORED: Rows = {
    "accounts": [
        _account(ACME, route_refused_at=T0, route_access="auto"),
        _account(OTHER, route_allowed_at=T0 + 1, route_access="enterprise"),
        _account(THIRD),
    ],
    "profiles": [_person(ADA, "ada", followers=9, following=4871, posts=0, created_at=-5), _person(BOB, "bob")],
    "followers": [
        {"id": 3, "account_id": ACME, "user_id": BOB, "first_seen_at": T0, "last_seen_at": T0 + 5, "baseline": 1},
        {"id": 8, "account_id": ACME, "user_id": ADA, "first_seen_at": T0 + 1, "last_seen_at": T0 + 1, "baseline": 0},
    ],
    "following": [{"account_id": ACME, "user_id": 99, "first_seen_at": T0}],
    "assessments": [
        {
            "account_id": ACME,
            "user_id": user_id,
            "verdict": verdict,
            "suspicion": suspicion,
            "reasons": '[{"fact": "follows 4,871, followed by 9", "points": 65}]',
            "worth": -7,
            "assessed_at": T0,
        }
        for user_id, verdict, suspicion in ((ADA, "suspicious", 100), (BOB, "quiet", 0))
    ],
    "left_alone": [{"account_id": ACME, "user_id": 98, "member_id": 11, "member_name": "Maya", "at": T0}],
    "suggestions": [_suggestion(4, ADA, "skipped", T0 + 1), _suggestion(5, ADA, "open", None)],
    "decisions": [
        {"id": 2, "account_id": ACME, "suggestion_id": 4, "act": "skip", "at": T0, "member_id": 11, "member_name": "Maya", "note": "no"},
        {"id": 6, "account_id": ACME, "suggestion_id": 5, "act": "reopen", "at": T0, "member_id": None, "member_name": None, "note": ""},
    ],
    "prompts": [
        {
            "id": 1,
            "account_id": ACME,
            "suggestion_id": 5,
            "channel_id": 2**62,
            "nonce": "nonce",
            "reserved_at": T0,
            "local_date": "2026-03-01",
            "message_id": 77,
            "fingerprint": "abc",
            "version": 1,
            "retired_at": None,
        }
    ],
    "announcements": [
        {
            "id": 5,
            "account_id": ACME,
            "kind": "digest",
            "key": "2026-03-01",
            "body": '{"gained": 1}',
            "created_at": T0,
            "message_id": None,
        }
    ],
    "charges": [
        _charge(1, 100, 70, price="user"),
        _charge(2, 50, None),
        _charge(3, 100, 0, status=0),
        _charge(4, 100, 0, status=403),
        _charge(5, 15_000, 15_000, purpose="follow_back", at=NEXT_DAY - 1),
        _charge(6, 9, 5, at=NEXT_DAY),
        _charge(9, 8, 4, account_id=OTHER),
    ],
    "charged_resources": [{"account_id": ACME, "utc_day": "2026-03-01", "price": "user", "resource_id": "1"}],
    "follower_counts": [{"account_id": ACME, "day": "2026-03-01", "followers": 2, "at": T0}],
}
"""Rows in every table of the first version."""

FROM_THE_SECOND_ON: Rows = {
    "accounts": [{"newest_mention_id": None}] * 3,
    "followers": [{"followed_at": T0, "times_returned": 0}, {"followed_at": T0 + 1, "times_returned": 0}],
    "assessments": [{"why": "", "kept_off": "", "stamp": ""}] * 2,
}
"""What the columns of the second version hold for them."""

ADDED = {"accounts": {"credits_out_at": None}, "followers": {"left_at": None}}
REMOVED = {"accounts": {"route_refused_at", "route_allowed_at", "route_access"}}
"""The columns that the third version has more and less."""

_MAYA = {"member_id": 11, "member_name": "Maya", "at": T0}

STORED_BY_THE_SECOND: Rows = {
    "announcements": [
        {"id": number, "account_id": ACME, "kind": kind, "key": "1", "body": "{}", "created_at": T0, "message_id": 78}
        for number, kind in enumerate(("purchase", "viral", "audit"), 6)
    ],
    "interactions": [{"account_id": ACME, "post_id": 2**63 - 1, "user_id": BOB, "at": T0}],
    "opinions": [{"account_id": ACME, "user_id": ADA, "opinion": "fine"} | _MAYA],
    "tastes": [{"account_id": ACME, "taste": "topic", "word": "cheese", "position": 1}],
}
"""Rows such as only the second version could store."""


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
                marks = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


def as_the_third_has_it(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in REMOVED.get(table, ())} | ADDED.get(table, {})


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


async def test_every_row_of_the_first_version_is_found_again(url: str, first: Path) -> None:
    given = last_ids(first)

    await (await Store.open(url, account_id=ACME)).close()

    expected = {
        table: [
            as_the_third_has_it(table, row | extra)
            for row, extra in zip(rows, FROM_THE_SECOND_ON.get(table, [{}] * len(rows)), strict=True)
        ]
        for table, rows in STORED.items()
    }
    assert {table: rows_in(first, table) for table in STORED} == expected
    assert last_ids(first) == given


async def test_every_row_of_the_second_version_is_found_again(url: str, second: Path) -> None:
    ids, before = last_ids(second), {table: rows_in(second, table) for table in tables_in(second)}

    await (await Store.open(url, account_id=ACME)).close()

    expected = {table: [as_the_third_has_it(table, row) for row in rows] for table, rows in before.items()}
    assert {table: rows_in(second, table) for table in before} == expected
    assert last_ids(second) == ids


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
