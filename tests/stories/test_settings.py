"""What the team sets in Discord counts at once: the digest comes at another time, and a smaller budget is not exceeded."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Response
from tests.support.bot import BotWorld
from tests.support.discord import chooses_setting


async def change(world: BotWorld, setting: str, value: str) -> Response:
    maya = world.discord.person("Maya")
    return await maya.submits(await chooses_setting(maya, setting), value=value)


async def test_the_digest_comes_at_the_new_time_and_after_a_restart(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", digest_time="09:00") as world:
        await world.until_idle()
        digests = len(world.messages_saying("Digest ·"))
        await change(world, "digest_time", f"{world.clock.now() + timedelta(hours=2):%H:%M}")
        await world.until_idle()
        assert len(world.messages_saying("Digest ·")) == digests

        await world.restart_online()
        world.advance(timedelta(hours=2))
        await world.until(lambda: len(world.messages_saying("Digest ·")) > digests)


async def test_a_smaller_budget_stops_the_spending_and_the_old_one_lets_it_go_on(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.follower_arrives("ada")
        await world.until_idle()
        await change(world, "daily_budget_usd", "0")
        await world.until_idle()
        spent = world.x.spent_micros
        world.x.gains_follower("bo")
        for _ in range(5):
            world.advance_a_minute()
            await world.until_idle()
        assert world.x.spent_micros == spent
        assert world.cards_about("bo") == []

        await change(world, "daily_budget_usd", "10")
        await world.card_about("bo")
        assert world.x.spent_micros > spent
