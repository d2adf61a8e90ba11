"""The digest comes once a local date, right after downtime too, and its figures are what happened."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Message
from tests.support.bot import BotWorld


def figures(digest: Message, pattern: str) -> tuple[str, ...]:
    found = re.search(pattern, digest.text)
    assert found is not None, digest.text
    return found.groups()


async def test_its_figures_are_what_happened(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        maya, leo = world.discord.person("Maya"), world.discord.person("Leo")
        leavers = world.x.followers[3:7]
        card = await world.follower_arrives("ada")
        await maya.presses(card, "Approve")
        await world.card_with_link("ada")
        world.x.follows_by_hand(world.x.person("ada"))
        world.advance_a_minute()
        await world.card_says("ada", "Followed on X, confirmed")
        await leo.presses(await world.follower_arrives("bo"), "Skip")
        world.x.gains_follower("cy", following=5000, followers=3)
        for person in leavers:
            world.x.unfollows(person)
        world.advance(timedelta(hours=1))

        digest = await world.next_digest()
        assert figures(digest, r"### (\d+) new followers; (\d+) left\n.* · (\d+) followers \((\S+)\)") == ("3", "4", "29", "−1")
        assert figures(digest, r"Decided:\*\* Leo (\d+) \(median .*\), Maya (\d+) \(") == ("1", "1")
        assert "**Follow-backs:** 1 done\n" in digest.text
        assert [file.name for file in digest.files] == ["followers.png"]
        assert digest.files[0].data.startswith(b"\x89PNG")
        assert digest.files[0].description


async def test_days_of_downtime_are_made_up_for_by_one_digest(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.next_digest()
        await world.stop()
        world.x.gains_followers(3)
        world.advance(timedelta(days=4))
        await world.start()
        await world.until(lambda: len(world.digests()) == 2)
        world.advance(timedelta(hours=1))
        await world.restart()
        await world.follower_arrives("ada")

        first, second = world.digests()
        assert first.id != second.id
        assert figures(second, r"### (\d+) new followers") == ("3",)


async def test_a_restart_at_the_very_moment_makes_no_second_one(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        for _ in range(3):
            await world.next_digest()
            await world.restart()
        await world.follower_arrives("ada")

        assert len(world.digests()) == 3


async def test_it_comes_by_the_teams_own_clock(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", timezone="Australia/Sydney", digest_time="21:30") as world:
        world.advance(timedelta(minutes=25))
        await world.follower_arrives("ada")
        assert world.digests() == []
        world.advance(timedelta(minutes=10))

        await world.until(lambda: len(world.digests()) == 1)


async def test_it_comes_an_hour_later_when_nobody_may_look_at_x(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        await world.follower_arrives("ada")
        await world.discord.person("Maya").types("/pause")
        world.advance(timedelta(hours=23))
        world.advance_a_minute()
        world.advance(timedelta(minutes=30))
        await world.until_idle()
        assert world.digests() == []
        world.advance(timedelta(minutes=70))

        await world.until(lambda: len(world.digests()) == 1)
