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
from tests.town import Town
from tests.wrong_clock import WrongClock

A_TURN = timedelta(minutes=7)
"""Longer than any gap between two follow-backs."""


@asynccontextmanager
async def enterprise(folder: Path) -> AsyncIterator[Town]:
    """From when on X has said, at the start, what it allows: what fails after that is a follow-back."""
    async with Town(folder, tier=Tier.ENTERPRISE, x_access="enterprise") as town:
        answered = asyncio.Event()

        def look(*_: object) -> None:
            if any(call.method == "POST" for call in town.x.calls):
                answered.set()

        stop_looking = town.x.on_change(look)
        look()
        await asyncio.wait_for(answered.wait(), timeout=30)
        stop_looking()
        yield town


async def approved(town: Town, handle: str) -> Message:
    card = await town.arrives(handle)
    await town.discord.person("Maya").presses(card, "Approve")
    return card


async def test_a_follow_that_x_carried_out_without_answering_is_looked_up_and_not_repeated(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.drop_answers(1, method="POST")
        await town.discord.person("Maya").presses(card, "Approve")

        await town.card_says("ada", "Following since")
        assert town.x.follow_requests == [town.x.person("ada").id]


async def test_a_follow_that_x_did_not_carry_out_is_tried_again(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.refuse(1, status=503, method="POST")
        await town.discord.person("Maya").presses(card, "Approve")
        await town.card_says("ada", "Goes out at about")
        town.passes(A_TURN)

        await town.card_says("ada", "Following since")
        assert town.x.follow_requests == [town.x.person("ada").id]


async def test_a_follow_that_could_not_be_recorded_is_looked_up_and_not_repeated(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        with closing(sqlite3.connect(tmp_path / "mutuals.sqlite3")) as database:
            unrecorded = "WHEN NEW.state = 'done' BEGIN SELECT RAISE(ABORT, 'full'); END"
            database.execute(f"CREATE TRIGGER full BEFORE UPDATE ON suggestions {unrecorded}")
            await town.discord.person("Maya").presses(card, "Approve")
            await town.until(lambda: "deliver stumbled" in caplog.text)
            database.execute("DROP TRIGGER full")
        town.a_minute_passes()

        await town.card_says("ada", "Following since")
        assert town.x.follow_requests == [town.x.person("ada").id]


async def test_a_locked_account_stops_all_writing_says_so_once_and_goes_on_after_resume(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.locked = True
        maya = town.discord.person("Maya")
        await maya.presses(card, "Approve")
        await town.until(lambda: len(town.messages_saying("sends nothing more to X")) == 1)
        await town.card_says("ada", "Approved by Maya", "locked")
        town.x.locked = False
        town.passes(timedelta(minutes=30))
        assert town.x.follow_requests == []

        await maya.types("/resume")
        await town.card_says("ada", "Following since")


async def test_one_stray_refusal_of_the_keys_stops_nothing_and_is_told_to_nobody(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        await town.idle()
        town.x.refuse(1, status=401, method="GET")
        town.a_minute_passes()
        await town.until_x(lambda: any(call.status == 401 for call in town.x.calls))
        await approved(town, "ada")

        await town.card_says("ada", "Following since")
        assert town.messages_saying("sends nothing more to X") == []


async def test_refused_keys_are_told_and_new_ones_let_everything_go_on(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.resets_keys()
        await town.discord.person("Maya").presses(card, "Approve")
        await town.until(lambda: len(town.messages_saying("sends nothing more to X")) == 1)
        await town.card_says("ada", "Approved by Maya", "does not accept the keys")
        await town.restarts()

        await town.card_says("ada", "Following since")
        await town.until(lambda: len(town.messages_saying("it accepts the keys")) == 1)
        assert len(town.messages_saying("sends nothing more to X")) == 1


async def test_used_up_credits_are_told_and_cost_no_approval(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.credits = False
        await town.discord.person("Maya").presses(card, "Approve")
        await town.until(lambda: len(town.messages_saying("cannot look at X")) == 1)
        await town.card_says("ada", "Approved by Maya", "credits")
        asked = len(town.x.calls)
        for _ in range(3):
            town.passes(timedelta(minutes=16))
            await town.until_told("ada", "Verdict")
        assert len(town.x.calls) <= asked + 3, "nothing is asked but whether they are back"
        town.x.credits = True
        town.passes(timedelta(minutes=16))

        await town.card_says("ada", "Following since")
        await town.until(lambda: len(town.messages_saying("X takes calls again")) == 1)
        assert len(town.messages_saying("cannot look at X")) == 1


async def test_x_down_for_an_hour_loses_nobody(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        await town.arrives("ada")
        town.x.down = True
        town.x.gains_follower("bo")
        town.passes(timedelta(hours=1))
        status = await town.discord.person("Maya").types("/status")
        assert "X" in status.text
        town.x.down = False
        town.passes(timedelta(minutes=16))

        await town.card_about("bo")
        assert len(town.cards_about("ada")) == 1


@pytest.mark.parametrize("by", [timedelta(hours=-3), timedelta(hours=3)])
async def test_a_clock_that_is_set_while_mutuals_runs_delays_no_card(tmp_path: Path, by: timedelta) -> None:
    town = Town(tmp_path)
    town.machine_clock = clock = WrongClock(town.clock)
    async with town:
        await town.arrives("ada")
        clock.set(by)
        card = await town.arrives("leo")
        await town.discord.person("Maya").presses(card, "Approve")

        await town.card_says("leo", "Your turn")


async def test_a_used_up_rate_limit_makes_the_approval_wait(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.rate_limit("follow")
        await town.discord.person("Maya").presses(card, "Approve")
        await town.card_says("ada", "limits how often")
        assert town.x.follow_requests == []
        town.passes(timedelta(minutes=16))

        await town.card_says("ada", "Following since")


async def test_somebody_who_vanished_ends_as_failed_with_the_reason(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives("ada")
        town.x.vanishes(town.x.person("ada"))
        await town.discord.person("Maya").presses(card, "Approve")

        card = await town.card_says("ada", "Approved by Maya", "no longer on X")
        assert "Try again" in [button.label for button in card.buttons]


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_lost_connection_to_discord_is_taken_up_again(tmp_path: Path, *, resumable: bool) -> None:
    async with enterprise(tmp_path) as town:
        town.discord.disconnect_gateway(resumable=resumable)
        card = await town.arrives("ada")
        await town.until(lambda: town.discord.bot_online)
        await town.discord.person("Maya").presses(card, "Approve")

        await town.card_says("ada", "Following since")


async def test_a_card_that_discord_took_without_answering_is_not_posted_twice(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        town.discord.drop_answers(1, method="POST", path_contains="/messages")
        town.x.gains_follower("ada")
        town.a_minute_passes()
        await town.card_about("ada")
        await town.arrives("bo")

        assert len(town.cards_about("ada")) == 1


async def test_discord_down_while_somebody_follows_only_delays_the_card(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        town.discord.down = True
        town.x.gains_follower("ada")
        town.passes(timedelta(minutes=5))
        town.discord.down = False
        town.passes(timedelta(minutes=5))

        await town.discord.channel.card_about("ada", within=30)


async def test_discord_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        await town.closes()
        town.discord.down = True
        opening = asyncio.create_task(town.opens())
        await town.until(lambda: town.discord.requests[-1].status == 503)
        town.discord.down = False
        await opening
        await approved(town, "ada")

        await town.card_says("ada", "Following since")


async def test_a_token_that_was_reset_ends_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        town.discord.resets_token()

        with pytest.raises(CannotStart, match="DISCORD_TOKEN"):
            await asyncio.wait_for(town.ends(), timeout=20)


async def test_a_tier_that_loses_the_follow_endpoint_hands_off_what_was_approved(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        await approved(town, "ada")
        await town.card_says("ada", "Following since")
        town.x.tier = Tier.SELF_SERVE
        town.passes(A_TURN)
        await approved(town, "bo")

        card = await town.card_with_link("bo")
        assert card.text.startswith("Approved by Maya")
        await town.until(lambda: len(town.messages_saying("no longer lets")) == 1)


async def test_hostile_text_from_x_pings_links_and_breaks_nothing(tmp_path: Path) -> None:
    async with enterprise(tmp_path) as town:
        card = await town.arrives(
            "ada", name="@everyone \u202e<@&1> # Boss", bio="[free](https://evil.example) @here ```\n# x\n" + "\u0301" * 500 + "😀" * 900
        )

        assert card.payload["mentions"] == []
        assert card.payload["mention_roles"] == []
        assert not card.payload["mention_everyone"]
        assert "](https://evil" not in card.text
        assert "\u202e" not in card.text
