"""Insights in private: one topic over one range; and all of them as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.domain import InsightTopic
from tests.support.discord import DiscordWorld


async def decided(world: DiscordWorld) -> None:
    for handle in ("ada", "bo"):
        await world.suggest_follow_back(handle)
        await world.maya.presses(await world.card_about(handle), "Skip")
    world.advance(timedelta(minutes=1))


async def test_a_topic_and_a_range_can_be_asked_for(world: DiscordWorld) -> None:
    answer = await (await world.maya.types("/insights show", topic="spending", range="365")).arrives()
    assert "### What it costs" in answer.text


async def test_all_figures_as_a_file(world: DiscordWorld) -> None:
    await decided(world)
    answer = await (await world.maya.types("/insights export", range="7")).arrives()

    (file,) = answer.files
    found = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    assert file.name == "insights.csv"
    told = {topic.value for topic in InsightTopic if topic is not InsightTopic.RATIO}  # X has not said yet whom the account follows
    assert {row["topic"] for row in found} == told
    assert [row["value"] for row in found if (row["topic"], row["of"], row["figure"]) == ("growth", "", "gained")] == ["2"]
