"""How Mutuals is doing, as a member reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import (
    MICROS,
    Access,
    Account,
    Act,
    ActivityEvent,
    Capability,
    Funds,
    Lesson,
    Outlook,
    Permission,
    Purpose,
    Rank,
    RateLimit,
    SuggestionState,
)
from bot.planning.shortage import Shortage
from bot.workflow.context import Job
from bot.workflow.team.job_errors import Trouble
from bot.workflow.team.status import Status, StreamState
from cogs.status_screen import status_view
from tests.cogs.house import START, STATES, House
from tests.views.people import discord_takes, long_hostile_text, moments, text

FOLLOWERS = "GET /2/users/:id/followers"


@pytest.fixture
async def careful_house(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[House]:
    """A team with small budgets, quiet hours at this very moment, and a stream."""
    options = {
        "daily_budget": 1 * MICROS,
        "monthly_budget": 5 * MICROS,
        "quiet_hours": (time(10), time(12)),
        "stream": frozenset({ActivityEvent.FOLLOW}),
    }
    async with House(tmp_path, **options) as house:
        yield house


async def status(house: House) -> str:
    answer = await house.maya.types("/status")
    assert answer.private
    return answer.text


async def spends(house: House, micros: int, purpose: Purpose = Purpose.DETECTION) -> None:
    async with house.store.write() as tx:
        charge = await tx.ledger.reserve(purpose=purpose, endpoint="followers", micros=micros, at=house.clock.now())
        await tx.ledger.settle_request(charge, micros=micros, at=house.clock.now(), status=200)


async def test_when_all_is_well(house: House) -> None:
    house.limits.record(FOLLOWERS, limit_headers(300, 299, house), house.clock.now())
    house.limits.record("GET /2/users/me", limit_headers(75, 3, house, ago=timedelta(minutes=1)), house.clock.now())
    async with house.store.write() as tx:
        await tx.accounts.polled(house.clock.now())
    await spends(house, 430_000)
    await house.arrives("ada")
    await house.card_about("ada")

    said = await status(house)

    for fact in (
        "Mutuals is running",
        "@harbourlight · 2,400 followers",
        "Last look at the followers: <t:1772445600:R>",
        "**Follow-backs:** X's API is tried first; if it refuses, you get a link",
        "**Replies:** through X's API",
        "Waiting for a decision: **1**",
        "Cards today: 1 of 20",
        "Next digest: <t:1772524800:f>",
        "Today (UTC) $0.43 of $10.00 · this month $0.43 of $50.00",
        "Nothing is approved. 1 waits for a decision",
        "Looks at your followers: 299 of 300, whole again",
        f"Mutuals {version('mutuals')}",
    ):
        assert fact in said
    assert "Looks at your account" not in said, "that window is over and the limit whole again"
    assert "What X lets Mutuals do" not in said, "nothing was learnt yet"
    assert "new money" not in said
    assert "uiet hours" not in said


async def test_why_nothing_is_sent(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())
    async with house.store.write() as tx:
        await tx.accounts.stop_writes("X has locked the account.")
    stopped = await status(house)
    await house.maya.types("/pause")
    paused = await status(house)

    assert "Mutuals sends nothing to X" in stopped
    assert "X has locked the account" in stopped
    assert "1 approved person has yet to be followed on X by hand" in stopped
    assert "Mutuals is paused by Maya" in paused


async def test_what_x_allows_with_when_and_how_it_was_learnt(house: House) -> None:
    earlier = house.clock.now() - timedelta(hours=3)
    async with house.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, earlier, Lesson.REFUSAL, Access.AUTO))
        await tx.permissions.save(Permission(Capability.STREAM, True, earlier, Lesson.SUCCESS, Access.AUTO))

    said = await status(house)
    async with house.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, earlier, Lesson.REFUSAL, Access.SELF_SERVE))

    assert "**Follow-backs:** handed to you with a link" in said
    assert "Follow-backs through X's API: not allowed (X said so <t:1772434800:R>)" in said
    assert "Events from X as they happen: allowed (it worked <t:1772434800:R>)" in said
    assert "not allowed" not in await status(house), "that was learnt under another access"


async def test_how_replies_are_doing(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path, reply_prompts_per_day=7) as house:
        for handle in ("ada", "bo"):
            await house.speaks(handle)
            await house.card_about(handle)
        handed_over, approved = [await house.speaks(handle) for handle in ("cy", "di")]
        await house.moves(handed_over, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())
        await house.moves(approved, STATES.APPROVED, Act.APPROVE)
        said = await status(house)
        async with house.store.write() as tx:
            await tx.permissions.save(Permission(Capability.REPLY, False, house.clock.now(), Lesson.REFUSAL, Access.AUTO))
            await tx.permissions.save(Permission(Capability.REPLY_UNASKED, False, house.clock.now(), Lesson.REFUSAL, Access.AUTO))
        refused = await status(house)

    replies = said[said.index("**Replies:** through X's API") :].splitlines()
    assert replies[1] == "Waiting for a decision: **2** · put off: 0"
    assert replies[2] == "Approved: 1 on their way · 1 to be sent by hand"
    assert replies[3].startswith("Cards today: ")
    assert replies[3].endswith(" of 7")
    assert "**Follow-backs:** X's API is tried first; if it refuses, you get a link\nWaiting for a decision: **0**" in said
    assert "**Replies:** handed to you with a link" in refused
    assert "- Replies through X's API to people who mention or quote you: not allowed (X said so <t:1772445600:R>)" in refused
    assert "- Replies through X's API to anybody else: not allowed" in refused


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("GET /2/users/:id/tweets", "Looks at your own posts"),
        ("GET /2/tweets/:id/quote_tweets", "Looks at who quotes you"),
        ("GET /2/tweets", "Looks whether posts are still there"),
        ("POST /2/tweets", "Replies through X's API"),
    ],
)
async def test_limits_of_what_replies_need(house: House, endpoint: str, words: str) -> None:
    house.limits.record(endpoint, limit_headers(300, 17, house), house.clock.now())
    assert f"- {words}: 17 of 300, whole again" in await status(house)


async def test_a_day_s_limit_is_shown_beside_that_of_15_minutes(house: House) -> None:
    tomorrow = str(int((house.clock.now() + timedelta(hours=20)).timestamp()))
    day = {"x-user-limit-24hour-limit": "17", "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": tomorrow}
    house.limits.record("POST /2/tweets", limit_headers(100, 83, house) | day, house.clock.now())

    said = await status(house)

    assert "Replies through X's API: 83 of 100" in said
    assert "Replies through X's API in 24 hours: 0 of 17" in said


async def test_limits_of_an_earlier_run_stand_until_x_says_more(house: House) -> None:
    whole_again = house.clock.now() + timedelta(minutes=9)
    async with house.store.write() as tx:
        await tx.limits.save(RateLimit(FOLLOWERS, 300, 0, whole_again))
        await tx.limits.save(RateLimit("GET /2/users", 300, 7, whole_again))
    house.limits.record(FOLLOWERS, limit_headers(300, 298, house), house.clock.now())

    said = await status(house)

    assert "Looks at your followers: 298 of 300" in said
    assert "Look-ups of people: 7 of 300" in said


async def test_what_rests_while_money_is_short(careful_house: House) -> None:
    await spends(careful_house, 830_000)
    short = await status(careful_house)
    await spends(careful_house, 170_000)
    out = await status(careful_house)

    assert "Mutuals is running" in short
    assert "Today (UTC) $0.83 of $1.00 · this month $0.83 of $5.00" in short
    assert "- Audits, follower counts and learning who left rest." in short
    assert "- There is new money <t:1772496000:R>" in short
    assert "followers; whoever comes" not in short
    assert "The budget for X is used up" in out
    assert "- New followers are not looked for; whoever comes meanwhile is found later." in out


async def test_credits_that_are_used_up(house: House) -> None:
    async with house.store.write() as tx:
        await tx.accounts.credits_out(house.clock.now() - timedelta(hours=1))
    said = await status(house)
    async with house.store.write() as tx:
        await tx.accounts.credits_back()

    assert "X's credits are used up\n" in said
    assert "X's credits are used up (since <t:1772442000:R>): nothing more can be asked. Top them up in X's developer console" in said
    assert "credits" not in await status(house)


async def test_quiet_hours_by_the_teams_clock(careful_house: House) -> None:
    said = await status(careful_house)
    careful_house.passes(timedelta(hours=1))

    assert "Quiet hours until <t:1772449200:t>: until then Mutuals sends nothing to X" in said
    assert "Quiet hours" not in await status(careful_house)


async def test_how_the_stream_is_doing(careful_house: House) -> None:
    without = await status(careful_house)
    careful_house.agreement.connected(careful_house.clock.now())
    silent = await status(careful_house)
    careful_house.passes(timedelta(minutes=5))
    careful_house.agreement.heard(careful_house.clock.now())
    careful_house.agreement.told_of([1, 2], careful_house.clock.now())
    told = await status(careful_house)

    assert "X's live events: none tell of new followers now, so Mutuals looks for them as often as without; none came yet" in without
    assert "X's live events: connected since <t:1772445600:t>; none came yet" in silent
    assert "connected since <t:1772445600:t>; the last one <t:1772445900:R> · they told of 2 new followers" in told
    assert "missed" not in told


async def test_no_word_of_a_stream_that_nobody_wants(house: House) -> None:
    house.agreement.connected(house.clock.now())
    assert "live events" not in await status(house)


async def test_an_approval_that_waits_says_when_it_goes_out(careful_house: House) -> None:
    async with careful_house.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, True, START, Lesson.SUCCESS, Access.AUTO))
    await careful_house.arrives("ada")
    await careful_house.maya.presses(await careful_house.card_about("ada"), "Approve")

    assert "- Quiet hours until 12:00; it goes out by itself after that." in await status(careful_house)


amounts = st.integers(0, 10**15)
statuses = st.builds(
    Status,
    account=st.builds(
        Account,
        id=st.just(1),
        username=long_hostile_text,
        followers=st.one_of(st.none(), amounts),
        last_poll_at=st.one_of(st.none(), moments),
        writes_stopped=st.one_of(st.just(""), long_hostile_text),
        credits_out_at=st.one_of(st.none(), moments),
        paused_at=st.one_of(st.none(), moments),
        paused_by=long_hostile_text,
    ),
    outlook=st.sampled_from(Outlook),
    permissions=st.lists(
        st.builds(Permission, st.sampled_from(Capability), st.booleans(), moments, st.sampled_from(Lesson), st.sampled_from(Access)),
        max_size=len(Capability),
        unique_by=lambda permission: permission.capability,
    ),
    counts=st.dictionaries(st.sampled_from(SuggestionState), amounts),
    replies=st.dictionaries(st.sampled_from(SuggestionState), amounts),
    reply_outlook=st.sampled_from(Outlook),
    next_digest=moments,
    limits=st.lists(st.builds(RateLimit, long_hostile_text, st.one_of(st.none(), amounts), amounts, moments), max_size=20),
    funds=st.builds(Funds, amounts, amounts, amounts, amounts),
    shortage=st.builds(Shortage, st.lists(st.sampled_from(Rank), unique=True).map(tuple), st.booleans(), st.one_of(st.none(), moments)),
    quiet_until=st.one_of(st.none(), moments),
    stream=st.one_of(st.none(), st.builds(StreamState, st.one_of(st.none(), moments), st.one_of(st.none(), moments), amounts, amounts)),
    prompted_today=amounts,
    prompts_per_day=amounts,
    reply_prompted_today=amounts,
    reply_prompts_per_day=amounts,
    troubles=st.lists(st.builds(Trouble, st.sampled_from(Job), long_hostile_text, moments, moments, amounts), max_size=3),
    why_idle=st.lists(long_hostile_text, max_size=20).map(tuple),
)


@settings(max_examples=60)
@given(statuses, moments)
def test_discord_takes_any_status(shown: Status, now: datetime) -> None:
    view = status_view(shown, now)
    discord_takes(view)
    assert "@everyone" not in text(view)


def test_the_longest_status_of_all_still_fits() -> None:
    most, long = 10**15, "*" * 400
    account = Account(id=1, username="a_b_" * 40, followers=most, last_poll_at=START, credits_out_at=START, paused_at=START, paused_by=long)
    shown = Status(
        account=account,
        outlook=Outlook.TRY_API,
        permissions=[Permission(capability, False, START, Lesson.PROBE, Access.AUTO) for capability in Capability],
        counts=dict.fromkeys(SuggestionState, most),
        replies=dict.fromkeys(SuggestionState, most),
        reply_outlook=Outlook.TRY_API,
        next_digest=START,
        limits=[RateLimit(long, most, most, START + timedelta(minutes=5))] * 20,
        funds=Funds(most, most, most, most),
        shortage=Shortage(tuple(Rank), True, START),
        quiet_until=START,
        stream=StreamState(START, START, most, most),
        prompted_today=most,
        prompts_per_day=most,
        reply_prompted_today=most,
        reply_prompts_per_day=most,
        troubles=[],
        faults=[],
        why_idle=(long,) * 20,
    )
    view = status_view(shown, START)
    discord_takes(view)
    assert text(view).count("- \\*") == 6 + 10, "six reasons and ten limits, each as long as there is room"


def limit_headers(limit: int, remaining: int, house: House, ago: timedelta = -timedelta(minutes=9)) -> dict[str, str]:
    """ago: since the window ended; negative while it is still open."""
    reset = int((house.clock.now() - ago).timestamp())
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}
