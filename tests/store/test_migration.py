"""What an older version stored is there after the migration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from bot.model import Act, AnnouncementKind, BaselineStatus, Decision, SuggestionState, Verdict
from bot.store import Store
from bot.store.engine import migrating_engine
from bot.store.schema import MIGRATIONS
from tests.store.people import LEO, NOW

ACME = 7
ADA, BOB = 1, 2**63 - 1
T0 = 1_700_000_000_000_000

Rows = dict[str, list[dict[str, Any]]]


def _person(user_id: int, handle: str, **figures: int | None) -> dict[str, Any]:
    words = {"username": handle, "name": handle.title(), "bio": "“ünï” 🌸", "location": "", "url": "", "avatar_url": ""}
    none: dict[str, int | None] = dict.fromkeys(("followers", "following", "posts", "listed", "likes", "created_at", "last_post_at"))
    flags = {"protected": 0, "verified": 1, "followed_by_us": 0, "follow_requested": 0}
    person = {"account_id": ACME, "user_id": user_id, "fetched_at": T0, "handle": handle, "folded_name": handle}
    return person | words | none | flags | figures


def _suggestion(number: int, user_id: int, state: str, settled_at: int | None) -> dict[str, Any]:
    moments = {"opened_at": T0, "moved_at": T0 + 1, "expires_at": T0 + 2, "snoozed_until": None, "sent_at": None, "settled_at": settled_at}
    given = {"id": number, "account_id": ACME, "kind": "follow_back", "user_id": user_id, "state": state, "version": 2}
    return given | moments | {"route": None, "note": "why"}


STORED: Rows = {
    "accounts": [
        {
            "id": ACME,
            "username": "acme",
            "name": "Acme",
            "followers": 2,
            "counted_at": T0,
            "baseline": "partial",
            "baseline_token": "more",
            "baseline_read": 2,
            "baseline_finished_at": T0,
            "last_poll_at": T0,
            "route_refused_at": T0,
            "route_allowed_at": None,
            "route_access": "auto",
            "writes_stopped": "",
            "paused_at": T0,
            "paused_by": "Maya",
        }
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
        {
            "id": 9,
            "account_id": ACME,
            "purpose": "watch",
            "endpoint": "followers",
            "at": T0,
            "reserved": 100,
            "charged": 70,
            "settled_at": T0,
            "price": "user",
            "status": 200,
        }
    ],
    "charged_resources": [{"account_id": ACME, "utc_day": "2026-03-01", "price": "user", "resource_id": "1"}],
    "follower_counts": [{"account_id": ACME, "day": "2026-03-01", "followers": 2, "at": T0}],
}
"""Rows in every table of the first version."""

FILLED_IN: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"newest_mention_id": None}],
    "followers": [{"followed_at": T0, "times_returned": 0}, {"followed_at": T0 + 1, "times_returned": 0}],
    "assessments": [{"why": "", "kept_off": "", "stamp": ""}] * 2,
}
"""What the later columns hold for them."""


def rows_in(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def last_ids(file: Path) -> dict[str, int]:
    """The highest id that SQLite has given in each table; it never gives one again."""
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


@pytest.fixture
def old(file: Path) -> Path:
    """A database as the first version left it."""
    file.parent.mkdir()
    with migrating_engine(file).begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
    with closing(sqlite3.connect(file)) as database, database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables - {"alembic_version", "sqlite_sequence"} == STORED.keys()
        for table, rows in STORED.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return file


async def test_every_row_of_the_first_version_is_found_again(url: str, old: Path) -> None:
    given = last_ids(old)

    await (await Store.open(url, account_id=ACME)).close()

    expected = {
        table: [row | extra for row, extra in zip(rows, FILLED_IN.get(table, [{}] * len(rows)), strict=True)]
        for table, rows in STORED.items()
    }
    assert {table: rows_in(old, table) for table in STORED} == expected
    assert last_ids(old) == given


async def test_what_was_migrated_can_be_worked_with(url: str, old: Path) -> None:
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
        open_ = SuggestionState.OPEN
        assert await tx.suggestions.move(5, to=open_, from_={open_}, decision=Decision(Act.FINE, NOW, LEO)) is not None
    await store.close()
