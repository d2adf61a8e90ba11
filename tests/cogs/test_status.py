"""How Mutuals is doing, as a member reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.domain import (
    MICROS,
    Access,
    Act,
    ActivityEvent,
    Capability,
    Evidence,
    Note,
    Permission,
    Purpose,
    RateLimit,
)
from bot.x.errors import XCode
from tests.support.discord import DiscordWorld
from tests.support.store import STATES
from tests.support.team import START

FOLLOWERS = "GET /2/users/:id/followers"


@pytest.fixture
async def limited_world(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[DiscordWorld]:
    """A team with small budgets, quiet hours at this very moment, and a stream."""
    options = {
        "daily_budget": 1 * MICROS,
        "monthly_budget": 5 * MICROS,
        "quiet_hours": (time(10), time(12)),
        "stream": frozenset({ActivityEvent.FOLLOW}),
    }
    async with DiscordWorld(tmp_path, **options) as world:
        yield world


async def status(world: DiscordWorld) -> str:
    """What it says first, and behind its button, in the same private message."""
    answer = await world.maya.types("/status")
    assert answer.private
    first = answer.text
    await world.maya.presses(answer, "Details")
    return f"{first}\n{answer.text}"


async def spends(world: DiscordWorld, micros: int, purpose: Purpose = Purpose.DETECTION) -> None:
    async with world.store.write() as tx:
        charge = await tx.ledger.reserve(purpose=purpose, endpoint="followers", micros=micros, at=world.clock.now())
        await tx.ledger.settle_request(charge, micros=micros, at=world.clock.now(), status=200)


async def test_when_all_is_well(world: DiscordWorld) -> None:
    world.limits.record(FOLLOWERS, limit_headers(300, 299, world), world.clock.now())
    world.limits.record("GET /2/users/me", limit_headers(75, 3, world, ago=timedelta(minutes=1)), world.clock.now())
    async with world.store.write() as tx:
        await tx.accounts.polled(world.clock.now())
    await spends(world, 430_000)
    await world.suggest_follow_back("ada")
    await world.card_about("ada")

    said = await status(world)

    for fact in (
        "All is well.\nWaiting for a decision: 1 follow-back (/queue)\nSpent on X today (UTC): $0.43 of $10.00\n",
        "@harbourlight · 2,400 followers",
        "Last poll of the followers: <t:1772445600:R>",
        "**Follow-backs:** X's API is tried first; if it refuses, you get a link",
        "**Replies:** through X's API",
        "Waiting for a decision: **1**",
        "Cards today: 1 of 20",
        "Next digest: <t:1772524800:f>",
        "Today (UTC) $0.43 of $10.00 · this month $0.43 of $50.00",
        "Nothing is approved. 1 waits for a decision",
        "Polls of your followers: 299 of 300, resets",
        f"Mutuals {version('mutuals')}",
    ):
        assert fact in said
    assert "Reads of your account" not in said, "that window is over and the limit has been reset"
    assert "What X lets Mutuals do" not in said, "nothing was learnt yet"
    assert "The budget renews" not in said
    assert "uiet hours" not in said


async def test_why_nothing_is_sent(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())
    async with world.store.write() as tx:
        await tx.accounts.stop_writes(Note(XCode.LOCKED))
    stopped = await status(world)
    await world.maya.types("/pause")
    paused = await status(world)

    assert "Mutuals is not sending to X" in stopped
    assert "X has locked or suspended the account" in stopped
    assert "To do on X by hand: 1 follow-back; the cards have the link" in stopped
    assert "1 approved person has yet to be followed on X by hand" in stopped
    assert "Mutuals is paused by Maya" in paused


async def test_what_x_allows_with_when_and_how_it_was_learnt(world: DiscordWorld) -> None:
    earlier = world.clock.now() - timedelta(hours=3)
    async with world.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, earlier, Evidence.REFUSAL, Access.AUTO))
        await tx.permissions.save(Permission(Capability.STREAM, True, earlier, Evidence.SUCCESS, Access.AUTO))

    said = await status(world)
    async with world.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, False, earlier, Evidence.REFUSAL, Access.SELF_SERVE))

    assert "**Follow-backs:** handed to you with a link" in said
    assert "Follow-backs through X's API: not allowed (X said so <t:1772434800:R>)" in said
    assert "Events from X as they happen: allowed (it worked <t:1772434800:R>)" in said
    assert "not allowed" not in await status(world), "that was learnt under another access"


async def test_how_replies_are_doing(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, reply_prompts_per_day=7) as world:
        for handle in ("ada", "bo"):
            await world.suggest_reply(handle)
            await world.card_about(handle)
        handed_over, approved = [await world.suggest_reply(handle) for handle in ("cy", "di")]
        await world.move(handed_over, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())
        await world.move(approved, STATES.APPROVED, Act.APPROVE)
        said = await status(world)
        async with world.store.write() as tx:
            await tx.permissions.save(Permission(Capability.REPLY, False, world.clock.now(), Evidence.REFUSAL, Access.AUTO))
            await tx.permissions.save(Permission(Capability.REPLY_UNSOLICITED, False, world.clock.now(), Evidence.REFUSAL, Access.AUTO))
        refused = await status(world)

    replies = said[said.index("**Replies:** through X's API") :].splitlines()
    assert replies[1] == "Waiting for a decision: **2** · snoozed: 0"
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
        ("GET /2/users/:id/tweets", "Polls of your own posts"),
        ("GET /2/tweets/:id/quote_tweets", "Polls of quotes"),
        ("GET /2/tweets", "Checks whether posts are still there"),
        ("POST /2/tweets", "Replies through X's API"),
    ],
)
async def test_limits_of_what_replies_need(world: DiscordWorld, endpoint: str, words: str) -> None:
    world.limits.record(endpoint, limit_headers(300, 17, world), world.clock.now())
    assert f"- {words}: 17 of 300, resets" in await status(world)


async def test_a_day_s_limit_is_shown_beside_that_of_15_minutes(world: DiscordWorld) -> None:
    tomorrow = str(int((world.clock.now() + timedelta(hours=20)).timestamp()))
    day = {"x-user-limit-24hour-limit": "17", "x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": tomorrow}
    world.limits.record("POST /2/tweets", limit_headers(100, 83, world) | day, world.clock.now())

    said = await status(world)

    assert "Replies through X's API: 83 of 100" in said
    assert "Replies through X's API in 24 hours: 0 of 17" in said


async def test_limits_of_an_earlier_run_stand_until_x_says_more(world: DiscordWorld) -> None:
    whole_again = world.clock.now() + timedelta(minutes=9)
    async with world.store.write() as tx:
        await tx.limits.save(RateLimit(FOLLOWERS, 300, 0, whole_again))
        await tx.limits.save(RateLimit("GET /2/users", 300, 7, whole_again))
    world.limits.record(FOLLOWERS, limit_headers(300, 298, world), world.clock.now())

    said = await status(world)

    assert "Polls of your followers: 298 of 300" in said
    assert "Looking up people: 7 of 300" in said


async def test_what_rests_while_money_is_short(limited_world: DiscordWorld) -> None:
    await spends(limited_world, 830_000)
    short = await status(limited_world)
    await spends(limited_world, 170_000)
    out = await status(limited_world)

    assert "The budget for X is running low" in short
    assert "Today (UTC) $0.83 of $1.00 · this month $0.83 of $5.00" in short
    assert "- Audits, follower counts and unfollow checks are on hold." in short
    assert "- The budget renews <t:1772496000:R>" in short
    assert "followers; whoever comes" not in short
    assert "The budget for X is used up" in out
    assert "- New followers are not polled for; whoever comes meanwhile is found later." in out


async def test_credits_that_are_used_up(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.mark_credits_depleted(world.clock.now() - timedelta(hours=1))
    said = await status(world)
    async with world.store.write() as tx:
        await tx.accounts.mark_credits_restored()

    assert "X's credits are used up\n" in said
    assert "X's credits are used up (since <t:1772442000:R>): no more requests are possible. Top them up in X's developer console" in said
    assert "credits" not in await status(world)


async def test_quiet_hours_by_the_teams_clock(limited_world: DiscordWorld) -> None:
    said = await status(limited_world)
    limited_world.advance(timedelta(hours=1))

    assert "Quiet hours until <t:1772449200:t>: until then Mutuals sends nothing to X" in said
    assert "Quiet hours" not in await status(limited_world)


async def test_how_the_stream_is_doing(limited_world: DiscordWorld) -> None:
    without = await status(limited_world)
    limited_world.stream_health.connected(limited_world.clock.now())
    silent = await status(limited_world)
    limited_world.advance(timedelta(minutes=5))
    limited_world.stream_health.event_received(limited_world.clock.now())
    limited_world.stream_health.follows_reported([1, 2], limited_world.clock.now())
    told = await status(limited_world)

    assert "X's live events: none report new followers now, so Mutuals polls as often as without them; none yet" in without
    assert "X's live events: connected since <t:1772445600:t>; none yet" in silent
    assert "connected since <t:1772445600:t>; last event <t:1772445900:R> · reported 2 new followers" in told
    assert "missed" not in told


async def test_no_word_of_a_stream_that_nobody_wants(world: DiscordWorld) -> None:
    world.stream_health.connected(world.clock.now())
    assert "live events" not in await status(world)


async def test_an_approval_that_waits_says_when_it_goes_out(limited_world: DiscordWorld) -> None:
    async with limited_world.store.write() as tx:
        await tx.permissions.save(Permission(Capability.FOLLOW, True, START, Evidence.SUCCESS, Access.AUTO))
    await limited_world.suggest_follow_back("ada")
    await limited_world.maya.presses(await limited_world.card_about("ada"), "Approve")

    assert "- Quiet hours until 12:00; it will be sent after that." in await status(limited_world)


def limit_headers(limit: int, remaining: int, world: DiscordWorld, ago: timedelta = -timedelta(minutes=9)) -> dict[str, str]:
    """ago: since the window ended; negative while it is still open."""
    reset = int((world.clock.now() - ago).timestamp())
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}
