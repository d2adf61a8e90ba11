"""What stops a call to X before it is sent, what the ledger says after it, and when the team hears of money."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot.demo.clock import SimulatedClock
from bot.model import MICROS, Account, Announcement, AnnouncementKind, Policy, Purpose, RateLimit
from bot.store import Store
from bot.workflow.context import Context, Job
from bot.workflow.meter import LedgerMeter
from bot.x.door import Credentials, X
from bot.x.errors import BadCredentials, Locked, OutOfCredits, OverBudget, Paused, TooFast
from bot.x.pricing import PriceList
from tests.x.odd import odd_x

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WELL_OFF = Policy(
    BERLIN, time(9), daily_budget=10 * MICROS, monthly_budget=50 * MICROS, follow_backs_per_hour=10_000, follow_backs_per_day=10_000
)
LIMIT = RateLimit("GET /2/users/me", 75, 12, NOON + timedelta(minutes=4))


@dataclass
class Office:
    """A meter on a store. woken: the jobs it woke."""

    store: Store
    clock: SimulatedClock
    woken: list[Job]
    meter: LedgerMeter

    def budgets(self, *, daily: float = 10_000, monthly: float = 10_000) -> None:
        """In dollars, from now on."""
        policy = replace(WELL_OFF, daily_budget=round(daily * MICROS), monthly_budget=round(monthly * MICROS))
        self.meter = LedgerMeter(Context(self.store, self.clock, policy, self.woken.append))

    def policy(self, **changes: object) -> None:
        """The team's own limits, from now on."""
        policy = replace(WELL_OFF, **changes)  # type: ignore[arg-type]  # its own fields
        self.meter = LedgerMeter(Context(self.store, self.clock, policy, self.woken.append))

    async def reserve(self, dollars: float = 0.0, purpose: Purpose = Purpose.FOLLOW_BACK, *, write: bool = False) -> int:
        return await self.meter.reserve(purpose=purpose, endpoint="GET /", micros=round(dollars * MICROS), write=write)

    async def spend(self, dollars: float, purpose: Purpose = Purpose.FOLLOW_BACK) -> None:
        reservation = await self.reserve(dollars, purpose, write=True)
        await self.meter.settle_request(reservation, micros=round(dollars * MICROS), status=200, limit=None)

    async def reads(self, reservation: int, limit: RateLimit | None = None) -> int:
        """What it costs that two people came back."""
        return await self.meter.settle(
            reservation, price="User: Read", resource_ids=["7", "8"], unit_micros=10_000, status=200, limit=limit
        )

    async def refusal(self, dollars: float, purpose: Purpose) -> OverBudget:
        with pytest.raises(OverBudget) as caught:
            await self.reserve(dollars, purpose)
        return caught.value

    async def spent(self) -> int:
        async with self.store.read() as tx:
            return await tx.ledger.spent()

    async def account(self) -> Account:
        async with self.store.read() as tx:
            return await tx.accounts.get()

    async def told(self, kind: AnnouncementKind = AnnouncementKind.BUDGET) -> list[Announcement]:
        async with self.store.read() as tx:
            return [told for told in await tx.announcements.unposted(100) if told.kind is kind]

    async def levels(self) -> list[str]:
        """The keys of what the team was told about the budgets, in order."""
        return [told.key for told in await self.told()]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = SimulatedClock(NOON, speed=0)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'mutuals.sqlite3'}", account_id=42)
    woken: list[Job] = []
    yield Office(store, clock, woken, LedgerMeter(Context(store, clock, WELL_OFF, woken.append)))
    await store.close()


async def test_what_a_read_returned_is_charged_once_a_day(office: Office) -> None:
    assert await office.reads(await office.reserve(0.10)) == 20_000
    assert await office.reads(await office.reserve(0.10)) == 0
    office.clock.advance(timedelta(days=1))
    assert await office.reads(await office.reserve(0.10)) == 20_000

    assert await office.spent() == 40_000


async def test_what_nobody_knows_the_cost_of_stands_and_what_cost_nothing_goes(office: Office) -> None:
    await office.reserve(0.10)
    await office.meter.release(await office.reserve(0.30), status=404, limit=None)

    assert await office.spent() == 100_000


async def test_limits_are_kept_with_whatever_the_answer_was(office: Office) -> None:
    assert list(await office.meter.known_limits()) == []

    await office.reads(await office.reserve(0.10), LIMIT)
    later = replace(LIMIT, remaining=11), replace(LIMIT, endpoint="GET /2/users")
    await office.meter.settle_request(await office.reserve(), micros=0, status=200, limit=later[0])
    await office.meter.release(await office.reserve(), status=404, limit=later[1])
    await office.meter.release(await office.reserve(), status=0, limit=None)

    assert sorted(await office.meter.known_limits(), key=lambda limit: limit.endpoint) == [later[1], later[0]]


async def test_while_paused_nothing_passes(office: Office) -> None:
    async with office.store.write() as tx:
        await tx.accounts.pause(NOON, "Maya")

    for purpose in Purpose:
        with pytest.raises(Paused):
            await office.reserve(0.0, purpose)
    assert await office.spent() == 0


@pytest.mark.parametrize("refusal", [Locked(), BadCredentials("X does not accept the keys because this computer's clock is wrong.")])
async def test_a_lock_or_bad_keys_stop_all_writing_and_the_team_is_told_once(refusal: Locked | BadCredentials, office: Office) -> None:
    for _ in range(3):
        await office.meter.refused(refusal)
        office.clock.advance(timedelta(minutes=1))

    with pytest.raises(Locked) as caught:
        await office.reserve(0.015, write=True)
    assert str(caught.value) == str(refusal)
    await office.reads(await office.reserve(0.10, Purpose.DETECTION))
    (told,) = await office.told(AnnouncementKind.WRITES_STOPPED)
    assert told.body == {"reason": str(refusal)}
    assert office.woken == [Job.SHOW]


async def test_a_lock_is_told_again_after_somebody_let_it_go_on(office: Office) -> None:
    await office.meter.refused(Locked())
    async with office.store.write() as tx:
        await tx.accounts.allow_writes()
    office.clock.advance(timedelta(hours=1))
    await office.meter.refused(Locked())

    assert len(await office.told(AnnouncementKind.WRITES_STOPPED)) == 2


async def test_without_credits_only_the_look_whether_they_are_back_passes(office: Office) -> None:
    for _ in range(3):
        await office.meter.refused(OutOfCredits())
        office.clock.advance(timedelta(minutes=1))

    assert (await office.account()).credits_out_at == NOON
    assert office.woken.count(Job.CREDITS) == 1
    for purpose in set(Purpose) - {Purpose.CREDITS}:
        with pytest.raises(OutOfCredits):
            await office.reserve(0.0, purpose)
    await office.reserve(0.0, Purpose.CREDITS)


async def test_credits_are_back_when_the_look_for_them_succeeds(office: Office) -> None:
    under_way = await office.reserve(0.10, Purpose.DETECTION)
    await office.meter.refused(OutOfCredits())
    await office.reads(under_way)
    assert (await office.account()).credits_out_at == NOON, "this was under way before"

    await office.meter.release(await office.reserve(0.10, Purpose.CREDITS), status=402, limit=None)
    assert (await office.account()).credits_out_at == NOON
    office.woken.clear()
    await office.reads(await office.reserve(0.10, Purpose.CREDITS))

    assert (await office.account()).credits_out_at is None
    assert len(await office.told(AnnouncementKind.CREDITS_BACK)) == 1
    assert set(office.woken) == set(Job)
    await office.reserve(0.10, Purpose.DETECTION)


async def test_credits_may_run_out_and_come_back_time_and_again(office: Office) -> None:
    for _ in range(3):
        await office.meter.refused(OutOfCredits())
        office.clock.advance(timedelta(hours=1))
        await office.reads(await office.reserve(0.10, Purpose.CREDITS))

    assert len(await office.told(AnnouncementKind.CREDITS_BACK)) == 3


@pytest.mark.parametrize(
    ("purpose", "most"),
    [(Purpose.AUDIT, 8.00), (Purpose.MENTIONS, 9.00), (Purpose.DETECTION, 9.70), (Purpose.FOLLOW_BACK, 10.00)],
)
@pytest.mark.parametrize("scarce", ["daily", "monthly"])
async def test_niceties_stop_first_then_replies_then_detection_and_approved_actions_last(
    purpose: Purpose, most: float, scarce: str, office: Office
) -> None:
    office.budgets(**{scarce: 10.0})
    await office.spend(most - 0.50)

    await office.refusal(0.500001, purpose)
    await office.reserve(0.50, purpose)
    await office.refusal(0.000001, purpose)
    await office.reserve(0.0, purpose)


async def test_what_is_refused_leaves_no_trace_in_the_ledger(office: Office) -> None:
    await office.refusal(10.01, Purpose.FOLLOW_BACK)

    assert await office.spent() == 0


async def test_a_new_day_and_a_new_month_bring_new_money(office: Office) -> None:
    office.budgets(daily=1.0, monthly=2.0)
    await office.spend(1.0)
    assert (await office.refusal(1.0, Purpose.FOLLOW_BACK)).until == datetime(2026, 11, 23, tzinfo=UTC)
    office.clock.advance(timedelta(hours=12))
    await office.spend(1.0)
    assert (await office.refusal(1.0, Purpose.FOLLOW_BACK)).until == datetime(2026, 12, 1, tzinfo=UTC), "the later of the two"
    office.clock.advance(timedelta(days=8))
    await office.spend(1.0)


@pytest.mark.parametrize(
    ("daily", "monthly", "dollars", "purpose", "sentence"),
    [
        (
            1.0,
            50.0,
            0.5,
            Purpose.DETECTION,
            "Today's budget for X (DAILY_BUDGET_USD, $1.00) is used up for looking for new followers; new money comes at 01:00.",
        ),
        (
            10.0,
            1.0,
            0.5,
            Purpose.AUDIT,
            "This month's budget for X (MONTHLY_BUDGET_USD, $1.00) is used up for audits; new money comes on 1 December.",
        ),
        (
            0.01,
            50.0,
            0.015,
            Purpose.FOLLOW_BACK,
            "DAILY_BUDGET_USD ($0.01) is too small for following back through X's API: one call may cost $0.015.",
        ),
    ],
)
async def test_a_refusal_says_plainly_which_budget_and_until_when(
    daily: float, monthly: float, dollars: float, purpose: Purpose, sentence: str, office: Office
) -> None:
    office.budgets(daily=daily, monthly=monthly)
    if dollars < min(daily, monthly):
        await office.spend(0.9)

    assert str(await office.refusal(dollars, purpose)) == sentence


async def test_every_purpose_has_words_of_its_own(office: Office) -> None:
    office.budgets(daily=1.0)
    await office.spend(1.0)

    sentences = {str(await office.refusal(0.001, purpose)) for purpose in Purpose}
    assert len(sentences) == len(Purpose)


async def test_the_team_hears_at_50_80_and_100_percent_once_each(office: Office) -> None:
    office.budgets(daily=1.0)
    heard = []
    for _ in range(10):
        await office.spend(0.1)
        heard.append(len(await office.levels()))

    assert heard == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3]
    assert await office.levels() == ["2026-11-22 50", "2026-11-22 80", "2026-11-22 100"]
    assert office.woken == [Job.SHOW] * 3
    assert (await office.told())[1].body == {
        "level": 80,
        "period": "day",
        "spent": 800_000,
        "budget": MICROS,
        "until": "2026-11-23T00:00:00+00:00",
    }


async def test_a_jump_over_several_levels_is_told_as_the_highest(office: Office) -> None:
    office.budgets(daily=1.0, monthly=2.0)
    await office.spend(0.95)
    assert await office.levels() == ["2026-11-22 80"]

    await office.spend(0.05)
    assert await office.levels() == ["2026-11-22 80", "2026-11-22 100", "2026-11 50"]


async def test_days_and_months_are_told_apart(office: Office) -> None:
    office.budgets(daily=1.0, monthly=1.6)
    await office.spend(0.5)
    office.clock.advance(timedelta(days=1))
    await office.spend(0.5)
    office.clock.advance(timedelta(days=9))
    await office.spend(0.5)

    assert await office.levels() == ["2026-11-22 50", "2026-11-23 50", "2026-11 50", "2026-12-02 50"]
    assert (await office.told())[2].body["until"] == "2026-12-01T00:00:00+00:00"


async def test_what_is_only_set_aside_is_not_called_spent(office: Office) -> None:
    office.budgets(daily=1.0)
    large = await office.reserve(0.9)
    await office.spend(0.1)
    assert await office.levels() == []

    await office.reads(large)
    assert (await office.levels(), await office.spent()) == ([], 120_000)


async def test_what_is_only_set_aside_holds_a_call_up_for_a_moment_and_no_longer(office: Office) -> None:
    office.budgets(daily=1)
    under_way = await office.reserve(0.9)

    refusal = await office.refusal(0.2, Purpose.FOLLOW_BACK)

    assert refusal.until - office.clock.now() == timedelta(seconds=15)
    assert "under way" in str(refusal)
    assert await office.levels() == []
    await office.meter.release(under_way, status=200, limit=None)
    await office.reserve(0.2)


@pytest.mark.parametrize("purpose", [Purpose.DETECTION, Purpose.FOLLOW_BACK])
async def test_what_matters_being_refused_is_told_as_used_up(purpose: Purpose, office: Office) -> None:
    office.budgets(daily=1.0)
    await office.spend(0.92)
    for _ in range(3):
        await office.refusal(0.09, purpose)

    assert await office.levels() == ["2026-11-22 80", "2026-11-22 100"]
    assert office.woken == [Job.SHOW] * 2
    assert (await office.told())[1].body["spent"] == 920_000


@pytest.mark.parametrize("purpose", [Purpose.AUDIT, Purpose.MENTIONS])
async def test_that_niceties_and_replies_rest_is_told_by_the_levels_alone(purpose: Purpose, office: Office) -> None:
    office.budgets(daily=1.0)
    await office.spend(0.92)
    await office.refusal(0.09, purpose)

    assert await office.levels() == ["2026-11-22 80"]


async def test_nothing_is_told_that_is_below_what_the_team_knows(office: Office) -> None:
    office.budgets(daily=1.0)
    await office.refusal(1.5, Purpose.DETECTION)
    await office.spend(0.6)
    await office.spend(0.3)

    assert await office.levels() == ["2026-11-22 100"]


async def test_a_team_that_spends_nothing_hears_nothing(office: Office) -> None:
    office.budgets(daily=0.0, monthly=0.0)
    await office.spend(0.0)
    await office.refusal(0.01, Purpose.AUDIT)

    assert await office.levels() == []


async def test_more_than_was_asked_for_is_charged_as_it_is(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.budgets(daily=0.005)
    people = [{"id": str(number), "username": f"u{number}", "name": "U"} for number in range(7)]
    keys = Credentials("consumer-key", "consumer-secret", "42-access-token", "token-secret")
    async with odd_x(web.json_response({"data": people, "meta": {}})) as odd:
        door = X(keys, url=odd.url, clock=office.clock, meter=office.meter, prices=PriceList())
        await door.followers(purpose=Purpose.DETECTION, page_size=4)
        with pytest.raises(OverBudget):
            await door.followers(purpose=Purpose.DETECTION, page_size=1)
        await door.close()

    assert (await office.spent(), len(odd.requests)) == (7_000, 1)
    assert "returned 7 where at most 4 were asked for" in caplog.text
    assert await office.levels() == ["2026-11-22 100"]


async def test_no_more_follows_pass_than_the_team_s_pace_allows_whoever_asks(office: Office) -> None:
    office.policy(follow_backs_per_hour=2, follow_backs_per_day=3)
    for _ in range(2):
        await office.spend(0.015)
    with pytest.raises(TooFast) as refusal:
        await office.spend(0.015)
    assert refusal.value.until == office.clock.now() + timedelta(hours=1)
    await office.spend(0.01, Purpose.CONFIRMATION)

    office.clock.advance(timedelta(hours=1))
    await office.spend(0.015)
    office.clock.advance(timedelta(hours=2))
    with pytest.raises(TooFast) as refusal:
        await office.spend(0.015)
    assert refusal.value.until == NOON + timedelta(days=1)


async def test_x_s_own_limit_holds_where_the_team_s_cap_says_more(office: Office) -> None:
    office.policy(follow_backs_per_hour=10_000, follow_backs_per_day=10_000)
    for _ in range(400):
        await office.spend(0.0)
    with pytest.raises(TooFast):
        await office.spend(0.0)


async def test_in_quiet_hours_no_follow_passes(office: Office) -> None:
    office.policy(quiet_hours=(time(12), time(14)))
    with pytest.raises(TooFast) as refusal:
        await office.spend(0.015)

    assert refusal.value.until == NOON + timedelta(hours=1)
    await office.reserve(0.02, Purpose.DETECTION)


async def test_a_follow_that_never_reached_x_takes_nobody_s_place(office: Office) -> None:
    office.policy(follow_backs_per_hour=1)
    await office.meter.release(await office.reserve(0.015, write=True), status=0, limit=None)

    await office.spend(0.015)
