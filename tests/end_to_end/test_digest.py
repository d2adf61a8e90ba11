"""The digest comes once a local date, right after downtime too, and its figures are what happened."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Message
from tests.town import Town


def figures(digest: Message, pattern: str) -> tuple[str, ...]:
    found = re.search(pattern, digest.text)
    assert found is not None, digest.text
    return found.groups()


async def test_its_figures_are_what_happened(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        maya, leo = town.discord.person("Maya"), town.discord.person("Leo")
        leavers = town.x.followers[3:7]
        card = await town.arrives("ada")
        await maya.presses(card, "Approve")
        await town.card_with_link("ada")
        town.x.follows_by_hand(town.x.person("ada"))
        town.a_minute_passes()
        await town.card_says("ada", "Followed on X, confirmed")
        await leo.presses(await town.arrives("bo"), "Skip")
        town.x.gains_follower("cy", following=5000, followers=3)
        for person in leavers:
            town.x.unfollows(person)
        town.passes(timedelta(hours=1))

        digest = await town.next_digest()
        assert figures(digest, r"\*\*(\d+) new followers\*\* · (\d+) left · (\d+) in all") == ("3", "4", "29")
        assert figures(digest, r"Among the new ones: (\d+) quiet, (\d+) suspicious") == ("2", "1")
        assert "Maya: 1 approved" in digest.text
        assert "Leo: 1 skipped" in digest.text
        underway = r"(\d+) done · (\d+) approved, not yet on X · (\d+) waiting for a decision · (\d+) lapsed"
        assert figures(digest, underway) == ("1", "0", "0", "0")
        assert [file.name for file in digest.files] == ["followers.png"]
        assert digest.files[0].data.startswith(b"\x89PNG")
        assert digest.files[0].description


async def test_days_of_downtime_are_made_up_for_by_one_digest(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        await town.next_digest()
        await town.closes()
        town.x.gains_followers(3)
        town.passes(timedelta(days=4))
        await town.opens()
        await town.until(lambda: len(town.digests()) == 2)
        town.passes(timedelta(hours=1))
        await town.restarts()
        await town.arrives("ada")

        first, second = town.digests()
        assert first.id != second.id
        assert figures(second, r"\*\*(\d+) new followers\*\*") == ("3",)


async def test_a_restart_at_the_very_moment_makes_no_second_one(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        for _ in range(3):
            await town.next_digest()
            await town.restarts()
        await town.arrives("ada")

        assert len(town.digests()) == 3


async def test_it_comes_by_the_teams_own_clock(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", timezone="Australia/Sydney", digest_time="21:30") as town:
        town.passes(timedelta(minutes=25))
        await town.arrives("ada")
        assert town.digests() == []
        town.passes(timedelta(minutes=10))

        await town.until(lambda: len(town.digests()) == 1)


async def test_it_comes_an_hour_later_when_nobody_may_look_at_x(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        await town.arrives("ada")
        await town.discord.person("Maya").types("/pause")
        town.passes(timedelta(hours=23))
        town.a_minute_passes()
        town.passes(timedelta(minutes=30))
        await town.idle()
        assert town.digests() == []
        town.passes(timedelta(minutes=70))

        await town.until(lambda: len(town.digests()) == 1)
