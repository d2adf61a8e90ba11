"""The log of a good day: a line for everything that happens, none while nothing does, and nothing in it that anybody wrote."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from tests.support.bot import BotWorld

QUESTION = "what is on the filter today? [secret plans] @everyone"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    ours = ("bot.", "cogs.")
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO and record.name.startswith(ours)]


async def test_a_good_day_is_told_in_a_line_each(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        maya = world.discord.person("Maya")
        card = await world.follower_arrives("ada", name="Ada \n2026-03-02 INFO forged", bio=QUESTION)
        await maya.presses(card, "Approve")
        await world.card_says("ada", "Following since")
        bo = world.x.joins("bo")
        world.x.posts(bo, QUESTION)
        await world.poll_mentions()
        card = await world.card_about("bo")
        await maya.presses(card, "Skip")
        await world.until(lambda: any("skipped" in line for line in lines(caplog)))
        await world.next_digest()
        await maya.types("/pause")
        await maya.types("/resume")
        await world.until(lambda: any("Told the team: digest" in line for line in lines(caplog)))
        said = lines(caplog)

    for line in (
        r"Told the team: baseline",
        r"New followers \(1\): @ada",
        r"Posted the card of suggestion \d+ about @ada\.",
        r"Suggestion \d+, follow back @ada: approved by Maya",
        r"Suggestion \d+, follow back @ada: sent to X",
        r"Suggestion \d+, follow back @ada: done on X",
        r"New posts to the account: 1, by people: 1\.",
        r"Posted the card of suggestion \d+ about @bo\.",
        r"Suggestion \d+, answer @bo: skipped by Maya",
        r"Told the team: digest, 2026-03-0[23]",
        r"Paused by Maya\.",
        r"Resumed by Maya\.",
    ):
        assert len([one for one in said if re.fullmatch(line, one)]) == 1, (line, said)
    everything = "\n".join(said)
    assert "filter" not in everything
    assert "forged" not in everything
    assert not any(secret in everything for secret in world.settings.secrets())


async def test_a_quiet_hour_writes_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with BotWorld(tmp_path) as world:
        await world.until_idle()
        caplog.clear()
        for _ in range(12):
            world.advance(timedelta(minutes=5))
            await world.until_idle()

        assert lines(caplog) == []
