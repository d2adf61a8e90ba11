"""The benchmark itself, on an hour or two: what it measures is what happened, and a missed target is said."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.x import Endpoint
from bot.demo.x.billing.bill import Statement
from tests.benchmarks.bot_month import BotMonth, MonthResult, waits
from tests.benchmarks.cost import USUAL, main
from tests.benchmarks.cost_report import BOT, SWEEPS, Report, Row, targets
from tests.benchmarks.models.detection_designs import READ, lower_bound
from tests.benchmarks.models.months import BEGINS, Account, EventKind, month_of
from tests.support.pytest_plugins.inline_sqlite import inline_sqlite

LIVELY = Account(followers=120, new=500, lost=250, mentions=150)
BEFORE_MIDNIGHT = BEGINS + timedelta(hours=23, minutes=30)


async def test_a_bot_that_lives_through_midnight_notices_everybody_soon_and_cheaply(tmp_path: Path) -> None:
    month = month_of(LIVELY, days=1 / 24, begins=BEFORE_MIDNIGHT)
    with inline_sqlite():
        result = await BotMonth(month, tmp_path).run()

    assert month.count(EventKind.FOLLOWS) > 10
    assert result.missed == result.later == 0
    assert len(result.delays) > month.count(EventKind.FOLLOWS) / 2
    assert all(0 < delay <= 60 for delay in result.delays)
    assert result.statement.calls[Endpoint.FOLLOWERS] == pytest.approx(60, abs=2)
    assert result.initial_sync >= LIVELY.followers * READ
    again_after_midnight = (month.count(EventKind.FOLLOWS) + 40) * READ
    assert 0.8 * lower_bound(month) < Row.of_bot(result).detection < lower_bound(month) + again_after_midnight


async def test_the_same_month_costs_the_same_however_sqlite_is_called(tmp_path: Path) -> None:
    month = month_of(LIVELY, days=1 / 96)
    statements = []
    for name, way in (("inline", inline_sqlite()), ("in threads", nullcontext())):
        folder = tmp_path / name
        folder.mkdir()
        with way:
            statements.append((await BotMonth(month, folder).run()).statement)

    assert statements[0] == statements[1]
    assert statements[0].micros > 0


def test_cards_that_came_when_the_days_were_used_up_are_no_matter_of_speed() -> None:
    def at(hours: float) -> datetime:
        return BEGINS + timedelta(hours=hours)

    followed = {"ada": at(1), "bo": at(2), "cy": at(3), "di": at(26), "eve": at(47.99)}
    cards = {"ada": at(1.01), "known": at(1.5), "bo": at(2.01), "cy": at(24.01), "di": at(26.01), "eve": at(48.01)}

    delays, later = waits(followed, cards, cards_a_day=3)

    assert delays == pytest.approx([36, 36, 36, 72], abs=0.001)
    assert later == 1


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--days", "0.005", "--accounts", "80:400:100:100", "--processes", "1"]) == 0

    printed = capsys.readouterr().out
    for words in ("80 followers", BOT, SWEEPS, "newest 100 every 5 min", "events alone", "Initial sync", "PASS: every new follower"):
        assert words in printed


@pytest.mark.parametrize("accounts", ["5000", "5000:1:2", "many"])
def test_an_account_that_nobody_described_is_refused(accounts: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--accounts", accounts])
    assert "--accounts" in capsys.readouterr().err


GOOD = Report(
    USUAL[100_000],
    days=1,
    happened={EventKind.FOLLOWS: 300, EventKind.SPEAKS: 40},
    bound=340_000,
    result=MonthResult(Statement(), 0, [], 0, 0, 0.0),
    rows=(Row(BOT, 380_000, 390_000, 1_800, [20.0, 30.0, 50.0], 0), Row(SWEEPS, 100_300_000, 100_300_000, 2_400, [1_800.0], 0)),
)


def with_bot(**changed: object) -> Report:
    return replace(GOOD, rows=(replace(GOOD.rows[0], **changed), GOOD.rows[1]))  # type: ignore[arg-type]


def test_a_good_month_meets_every_target() -> None:
    assert [target.met for target in targets(GOOD)] == [True] * 4


@pytest.mark.parametrize(
    ("report", "missed"),
    [
        (with_bot(detection=400_000), "lower bound: 1.176 ×"),
        (with_bot(delays=[20.0, 61.0, 62.0]), "at most 60 s: 61 s"),
        (replace(GOOD, rows=(GOOD.rows[0], replace(GOOD.rows[1], detection=37_000_000))), "hourly sweeps: 97 ×"),
        (with_bot(missed=1), "1 missed"),
    ],
)
def test_a_missed_target_is_said(report: Report, missed: str) -> None:
    (target,) = (target for target in targets(report) if not target.met)
    assert missed in target.says


def test_the_other_accounts_have_to_notice_everybody_whatever_it_costs() -> None:
    dear = replace(with_bot(detection=10_000_000, delays=[500.0]), account=USUAL[2_000])
    assert [target.met for target in targets(dear)] == [True]
    assert [target.met for target in targets(replace(dear, rows=with_bot(missed=1).rows))] == [False]
