"""X and Discord fail in every way they can; approvals end in a state that the team can see, and nothing happens twice."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import CannotStart
from bot.demo.discord import Message
from bot.demo.x import Tier
from tests.support.bot import BotWorld
from tests.support.skewed_clock import SkewedClock

A_TURN = timedelta(minutes=7)
"""Longer than any gap between two follow-backs."""


@asynccontextmanager
async def enterprise(folder: Path) -> AsyncIterator[BotWorld]:
    """From when on X has said, at the start, what it allows: what fails after that is a follow-back."""
    async with BotWorld(folder, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        answered = asyncio.Event()

        def look(*_: object) -> None:
            if any(call.method == "POST" for call in world.x.calls):
                answered.set()

        stop_looking = world.x.on_change(look)
        look()
        await asyncio.wait_for(answered.wait(), timeout=30)
        stop_looking()
        yield world


async def approved(world: BotWorld, handle: str) -> Message:
    card = await world.follower_arrives(handle)
    await world.discord.person("Maya").presses(card, "Approve")
    return card


async def test_a_follow_that_x_carried_out_without_answering_is_looked_up_and_not_repeated(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.drop_responses(1, method="POST")
        await world.discord.person("Maya").presses(card, "Approve")

        await world.card_says("ada", "Following since")
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_a_follow_that_x_did_not_carry_out_is_tried_again(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.refuse(1, status=503, method="POST")
        await world.discord.person("Maya").presses(card, "Approve")
        await world.card_says("ada", "Will be sent at about")
        world.advance(A_TURN)

        await world.card_says("ada", "Following since")
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_a_follow_that_could_not_be_recorded_is_looked_up_and_not_repeated(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3", check_same_thread=False)) as database:
            unrecorded = "WHEN NEW.state = 'done' BEGIN SELECT RAISE(ABORT, 'full'); END"
            # In a thread: it waits for the bot's own writing, which goes on in this loop.
            await asyncio.to_thread(database.execute, f"CREATE TRIGGER full BEFORE UPDATE ON suggestions {unrecorded}")
            await world.discord.person("Maya").presses(card, "Approve")
            await world.until(lambda: "deliver_follow_backs failed" in caplog.text)
            await asyncio.to_thread(database.execute, "DROP TRIGGER full")
        world.advance_a_minute()

        await world.card_says("ada", "Following since")
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_a_locked_account_stops_all_writing_says_so_once_and_goes_on_after_resume(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.locked = True
        maya = world.discord.person("Maya")
        await maya.presses(card, "Approve")
        await world.until(lambda: len(world.messages_saying("has stopped sending to X")) == 1)
        await world.card_says("ada", "Approved by Maya", "locked")
        world.x.locked = False
        world.advance(timedelta(minutes=30))
        assert world.x.followed_through_api == []

        await maya.types("/resume")
        await world.card_says("ada", "Following since")


async def test_one_stray_refusal_of_the_keys_stops_nothing_and_is_told_to_nobody(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await world.until_idle()
        world.x.refuse(1, status=401, method="GET")
        world.advance_a_minute()
        await world.until_x(lambda: any(call.status == 401 for call in world.x.calls))
        await approved(world, "ada")

        await world.card_says("ada", "Following since")
        assert world.messages_saying("has stopped sending to X") == []


async def test_refused_keys_are_told_and_new_ones_let_everything_go_on(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.regenerates_keys()
        await world.discord.person("Maya").presses(card, "Approve")
        await world.until(lambda: len(world.messages_saying("has stopped sending to X")) == 1)
        await world.card_says("ada", "Approved by Maya", "does not accept the keys")
        await world.restart()

        await world.card_says("ada", "Following since")
        await world.until(lambda: len(world.messages_saying("it accepts the keys")) == 1)
        assert len(world.messages_saying("has stopped sending to X")) == 1


async def test_used_up_credits_are_told_and_cost_no_approval(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.credits = False
        await world.discord.person("Maya").presses(card, "Approve")
        await world.until(lambda: len(world.messages_saying("cannot read from X")) == 1)
        await world.card_says("ada", "Approved by Maya", "credits")
        asked = len(world.x.calls)
        for _ in range(3):
            world.advance(timedelta(minutes=16))
            await world.until_lookup_says("ada", "Verdict")
        assert len(world.x.calls) <= asked + 3, "nothing is asked but whether they are back"
        world.x.credits = True
        world.advance(timedelta(minutes=16))

        await world.card_says("ada", "Following since")
        await world.until(lambda: len(world.messages_saying("X accepts requests again")) == 1)
        assert len(world.messages_saying("cannot read from X")) == 1


async def test_x_down_for_an_hour_loses_nobody(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await world.follower_arrives("ada")
        world.x.down = True
        world.x.gains_follower("bo")
        world.advance(timedelta(hours=1))
        status = await world.discord.person("Maya").types("/status")
        assert "X" in status.text
        world.x.down = False
        world.advance(timedelta(minutes=16))

        await world.card_about("bo")
        assert len(world.cards_about("ada")) == 1


async def test_an_outage_that_lasts_is_told_once_and_once_when_it_is_over_also_across_a_restart(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await world.until_idle()
        world.x.down = True
        world.advance_a_minute()
        await world.until_idle()
        assert world.messages_saying("cannot reach X") == [], "it may be over in a moment"
        world.advance(timedelta(minutes=16))
        await world.until(lambda: len(world.messages_saying("cannot reach X")) == 1)
        await world.restart()
        await world.until_idle()
        world.x.down = False
        world.advance(timedelta(minutes=44))

        await world.until(lambda: len(world.messages_saying("It was out of reach for 1 h")) == 1)
        await world.follower_arrives("ada")
        assert len(world.messages_saying("cannot reach X")) == len(world.messages_saying("It was out of reach")) == 1


async def test_a_short_outage_is_told_to_nobody(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await world.until_idle()
        world.x.down = True
        world.advance_a_minute()
        await world.until_idle()
        world.x.down = False
        world.advance(timedelta(minutes=30))
        await world.follower_arrives("ada")

        assert world.messages_saying("cannot reach X") == world.messages_saying("It was out of reach") == []


@pytest.mark.parametrize("by", [timedelta(hours=-3), timedelta(hours=3)])
async def test_a_clock_that_is_set_while_mutuals_runs_delays_no_card(tmp_path: Path, by: timedelta) -> None:
    world = BotWorld(tmp_path)
    world.machine_clock = clock = SkewedClock(world.clock)
    async with world:
        await world.follower_arrives("ada")
        clock.set(by)
        card = await world.follower_arrives("leo")
        await world.discord.person("Maya").presses(card, "Approve")

        await world.card_says("leo", "Your turn")


async def test_a_used_up_rate_limit_makes_the_approval_wait(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.rate_limit("follow")
        await world.discord.person("Maya").presses(card, "Approve")
        await world.card_says("ada", "rate limit")
        assert world.x.followed_through_api == []
        world.advance(timedelta(minutes=16))

        await world.card_says("ada", "Following since")


async def test_somebody_who_vanished_ends_as_failed_with_the_reason(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives("ada")
        world.x.suspends(world.x.person("ada"))
        await world.discord.person("Maya").presses(card, "Approve")

        card = await world.card_says("ada", "Approved by Maya", "no longer on X")
        assert "Retry" in [button.label for button in card.buttons]


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_lost_connection_to_discord_is_taken_up_again(tmp_path: Path, *, resumable: bool) -> None:
    async with enterprise(tmp_path) as world:
        world.discord.disconnect_gateway(resumable=resumable)
        card = await world.follower_arrives("ada")
        await world.until(lambda: world.discord.bot_online)
        await world.discord.person("Maya").presses(card, "Approve")

        await world.card_says("ada", "Following since")


async def test_a_card_that_discord_took_without_answering_is_not_posted_twice(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        world.discord.drop_responses(1, method="POST", path_contains="/messages")
        world.x.gains_follower("ada")
        world.advance_a_minute()
        await world.card_about("ada")
        await world.follower_arrives("bo")

        assert len(world.cards_about("ada")) == 1


async def test_discord_down_while_somebody_follows_only_delays_the_card(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        world.discord.down = True
        world.x.gains_follower("ada")
        world.advance(timedelta(minutes=5))
        world.discord.down = False
        world.advance(timedelta(minutes=5))

        await world.discord.channel.card_about("ada", within=30)


async def test_discord_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await world.stop()
        world.discord.down = True
        opening = asyncio.create_task(world.start())
        await world.until(lambda: world.discord.requests[-1].status == 503)
        world.discord.down = False
        await opening
        await approved(world, "ada")

        await world.card_says("ada", "Following since")


async def test_a_token_that_was_reset_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        world.discord.resets_token()

        with pytest.raises(CannotStart, match="DISCORD_TOKEN"):
            await asyncio.wait_for(world.wait_until_ended(), timeout=20)


async def test_a_tier_that_loses_the_follow_endpoint_hands_off_what_was_approved(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        await approved(world, "ada")
        await world.card_says("ada", "Following since")
        world.x.tier = Tier.SELF_SERVE
        world.advance(A_TURN)
        await approved(world, "bo")

        card = await world.card_with_link("bo")
        assert card.text.startswith("Approved by Maya")
        await world.until(lambda: len(world.messages_saying("no longer lets")) == 1)


async def test_hostile_text_from_x_pings_links_and_breaks_nothing(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as world:
        card = await world.follower_arrives(
            "ada", name="@everyone \u202e<@&1> # Boss", bio="[free](https://evil.example) @here ```\n# x\n" + "\u0301" * 500 + "😀" * 900
        )

        assert card.payload["mentions"] == []
        assert card.payload["mention_roles"] == []
        assert not card.payload["mention_everyone"]
        assert "](https://evil" not in card.text
        assert "\u202e" not in card.text
