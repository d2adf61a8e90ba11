"""What stops a call to X before it is sent, and what the ledger says after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import MICROS, AnnouncementKind, Purpose, RateLimit
from bot.domain.jobs import Job
from bot.views.words.sentences import sentence
from bot.x.errors import BadCredentials, Locked, OutOfCredits, Paused
from tests.workflow.money.conftest import NOON, SpendGuardWorld

LIMIT = RateLimit("GET /2/users/me", 75, 12, NOON + timedelta(minutes=4))


async def test_what_a_read_returned_is_charged_once_a_day(world: SpendGuardWorld) -> None:
    assert await world.settle_read(await world.reserve(0.10)) == 20_000
    assert await world.settle_read(await world.reserve(0.10)) == 0
    world.clock.advance(timedelta(days=1))
    assert await world.settle_read(await world.reserve(0.10)) == 20_000

    assert await world.spent() == 40_000


async def test_what_nobody_knows_the_cost_of_stands_and_what_cost_nothing_goes(world: SpendGuardWorld) -> None:
    await world.reserve(0.10)
    await world.spend_guard.release(await world.reserve(0.30), status=404, limit=None)

    assert await world.spent() == 100_000


async def test_limits_are_kept_with_whatever_the_answer_was(world: SpendGuardWorld) -> None:
    assert list(await world.spend_guard.known_limits()) == []

    await world.settle_read(await world.reserve(0.10), LIMIT)
    later = replace(LIMIT, remaining=11), replace(LIMIT, endpoint="GET /2/users")
    await world.spend_guard.settle_request(await world.reserve(), micros=0, status=200, limit=later[0])
    await world.spend_guard.release(await world.reserve(), status=404, limit=later[1])
    await world.spend_guard.release(await world.reserve(), status=0, limit=None)

    assert sorted(await world.spend_guard.known_limits(), key=lambda limit: limit.endpoint) == [later[1], later[0]]


async def test_while_paused_nothing_passes(world: SpendGuardWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.pause(NOON, "Maya")

    for purpose in Purpose:
        with pytest.raises(Paused):
            await world.reserve(0.0, purpose)
    assert await world.spent() == 0


async def test_refused_keys_stop_nothing_before_they_are_looked_into(world: SpendGuardWorld) -> None:
    for _ in range(3):
        await world.spend_guard.refused(BadCredentials())
        world.clock.advance(timedelta(minutes=1))

    assert world.woken == [Job.RECOVERY]
    assert ((await world.account()).keys_refused_at, (await world.account()).writes_stopped) == (NOON, None)
    await world.reserve(0.015, write=True)
    assert await world.announcements(AnnouncementKind.WRITES_STOPPED) == []


async def test_a_lock_goes_before_refused_keys_and_stays(world: SpendGuardWorld) -> None:
    await world.spend_guard.refused(BadCredentials())
    async with world.store.write() as tx:
        await tx.accounts.stop_for_keys(BadCredentials().note)
    await world.spend_guard.refused(Locked())
    await world.spend_guard.refused(BadCredentials())

    account = await world.account()
    assert (account.writes_stopped, account.keys_refused_at) == (Locked().note, None)
    assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 1


async def test_a_lock_stops_all_writing_and_the_team_is_told_once(world: SpendGuardWorld) -> None:
    refusal = Locked()
    for _ in range(3):
        await world.spend_guard.refused(refusal)
        world.clock.advance(timedelta(minutes=1))

    with pytest.raises(Locked) as caught:
        await world.reserve(0.015, write=True)
    assert str(caught.value) == str(refusal)
    await world.settle_read(await world.reserve(0.10, Purpose.DETECTION))
    (told,) = await world.announcements(AnnouncementKind.WRITES_STOPPED)
    assert told == {"reason": refusal.note.to_json()}
    assert world.woken == [Job.POST_MESSAGES]


async def test_a_lock_is_told_again_after_somebody_let_it_go_on(world: SpendGuardWorld) -> None:
    await world.spend_guard.refused(Locked())
    async with world.store.write() as tx:
        await tx.accounts.allow_writes()
    world.clock.advance(timedelta(hours=1))
    await world.spend_guard.refused(Locked())

    assert len(await world.announcements(AnnouncementKind.WRITES_STOPPED)) == 2


async def test_without_credits_only_the_look_whether_they_are_back_passes(world: SpendGuardWorld) -> None:
    for _ in range(3):
        await world.spend_guard.refused(OutOfCredits())
        world.clock.advance(timedelta(minutes=1))

    assert (await world.account()).credits_depleted_at == NOON
    assert world.woken.count(Job.RECOVERY) == 1
    for purpose in set(Purpose) - {Purpose.CREDITS}:
        with pytest.raises(OutOfCredits):
            await world.reserve(0.0, purpose)
    await world.reserve(0.0, Purpose.CREDITS)


async def test_credits_are_back_when_the_look_for_them_succeeds(world: SpendGuardWorld) -> None:
    in_flight = await world.reserve(0.10, Purpose.DETECTION)
    await world.spend_guard.refused(OutOfCredits())
    await world.settle_read(in_flight)
    assert (await world.account()).credits_depleted_at == NOON, "this was under way before"

    await world.spend_guard.release(await world.reserve(0.10, Purpose.CREDITS), status=402, limit=None)
    assert (await world.account()).credits_depleted_at == NOON
    world.woken.clear()
    await world.settle_read(await world.reserve(0.10, Purpose.CREDITS))

    assert (await world.account()).credits_depleted_at is None
    assert len(await world.announcements(AnnouncementKind.CREDITS_RESTORED)) == 1
    assert set(world.woken) == set(Job)
    await world.reserve(0.10, Purpose.DETECTION)


async def test_credits_may_run_out_and_come_back_time_and_again(world: SpendGuardWorld) -> None:
    for _ in range(3):
        await world.spend_guard.refused(OutOfCredits())
        world.clock.advance(timedelta(hours=1))
        await world.settle_read(await world.reserve(0.10, Purpose.CREDITS))

    assert len(await world.announcements(AnnouncementKind.CREDITS_RESTORED)) == 3


@pytest.mark.parametrize(
    ("purpose", "most"),
    [(Purpose.AUDIT, 8.00), (Purpose.MENTIONS, 9.00), (Purpose.DETECTION, 9.70), (Purpose.FOLLOW_BACK, 10.00)],
)
@pytest.mark.parametrize("scarce", ["daily", "monthly"])
async def test_niceties_stop_first_then_replies_then_detection_and_approved_actions_last(
    purpose: Purpose, most: float, scarce: str, world: SpendGuardWorld
) -> None:
    world.set_budgets(**{scarce: 10.0})
    await world.spend(most - 0.50)

    await world.refusal(0.500001, purpose)
    await world.reserve(0.50, purpose)
    await world.refusal(0.000001, purpose)
    await world.reserve(0.0, purpose)


async def test_what_is_refused_leaves_no_trace_in_the_ledger(world: SpendGuardWorld) -> None:
    await world.refusal(10.01, Purpose.FOLLOW_BACK)

    assert await world.spent() == 0


async def test_a_new_day_and_a_new_month_bring_new_money(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0, monthly=2.0)
    await world.spend(1.0)
    assert (await world.refusal(1.0, Purpose.FOLLOW_BACK)).until == datetime(2026, 11, 23, tzinfo=UTC)
    world.clock.advance(timedelta(hours=12))
    await world.spend(1.0)
    assert (await world.refusal(1.0, Purpose.FOLLOW_BACK)).until == datetime(2026, 12, 1, tzinfo=UTC), "the later of the two"
    world.clock.advance(timedelta(days=8))
    await world.spend(1.0)


@pytest.mark.parametrize(
    ("daily", "monthly", "dollars", "purpose", "said"),
    [
        (
            1.0,
            50.0,
            0.5,
            Purpose.DETECTION,
            "Today's budget for X (DAILY_BUDGET_USD, $1.00) is used up for polling for new followers; it renews at 01:00.",
        ),
        (
            10.0,
            1.0,
            0.5,
            Purpose.AUDIT,
            "This month's budget for X (MONTHLY_BUDGET_USD, $1.00) is used up for audits; it renews on 1 December.",
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
    daily: float, monthly: float, dollars: float, purpose: Purpose, said: str, world: SpendGuardWorld
) -> None:
    world.set_budgets(daily=daily, monthly=monthly)
    if dollars < min(daily, monthly):
        await world.spend(0.9)

    assert sentence((await world.refusal(dollars, purpose)).note) == said


async def test_every_purpose_has_words_of_its_own(world: SpendGuardWorld) -> None:
    world.set_budgets(daily=1.0)
    await world.spend(1.0)

    sentences = {sentence((await world.refusal(0.001, purpose)).note) for purpose in Purpose}
    assert len(sentences) == len(Purpose)


async def test_sweeps_never_cost_more_than_their_own_share_of_a_month(world: SpendGuardWorld) -> None:
    world.set_policy(leavers_budget=3 * MICROS)
    await world.reserve(2.5, Purpose.SWEEP)
    refusal = await world.refusal(0.6, Purpose.SWEEP)

    assert (refusal.until, refusal.note.text("option")) == (datetime(2026, 12, 1, tzinfo=UTC), "LEAVERS_BUDGET_USD")
    assert "LEAVERS_BUDGET_USD" in sentence(refusal.note)
    await world.reserve(0.5, Purpose.SWEEP)
    await world.reserve(1, Purpose.ACCOUNT)


async def test_sweeps_leave_half_of_a_day_to_what_matters_more(world: SpendGuardWorld) -> None:
    await world.reserve(4, Purpose.SWEEP)
    refusal = await world.refusal(0.01, Purpose.SWEEP)

    assert (refusal.until, refusal.note.text("option")) == (datetime(2026, 11, 23, tzinfo=UTC), "DAILY_BUDGET_USD")
    assert "finding out who left" in sentence(refusal.note)
    await world.reserve(4, Purpose.ACCOUNT)
    world.clock.advance(timedelta(days=1))
    await world.reserve(4, Purpose.SWEEP)
