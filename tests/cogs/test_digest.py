"""The digest on request, and in the channel."""

from __future__ import annotations

import io
from datetime import timedelta

from matplotlib.image import imread

from bot.domain import Act, AnnouncementKind
from tests.cogs.channel.test_announcements import digest_body
from tests.support.discord import DiscordWorld
from tests.support.store import STATES


async def test_the_digest_of_this_moment_is_private(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.maya.presses(await world.card_about("ada"), "Skip")
    world.advance(timedelta(minutes=1))

    answer = await (await world.leo.types("/digest now")).arrives()

    assert answer.private
    assert answer.text.startswith("### 1 new follower\n-# Digest · Monday 2 March")
    assert "**Decided:** Maya 1 (median " in answer.text
    assert world.discord.channel.messages == world.cards_about("ada")


async def test_it_tells_of_replies(world: DiscordWorld) -> None:
    for handle in ("ada", "bo", "cy"):
        suggestion_id = await world.suggest_reply(handle)
    await world.move(suggestion_id, STATES.DONE, Act.ANSWERED)
    world.advance(timedelta(minutes=1))

    answer = await (await world.maya.types("/digest now")).arrives()

    assert "**3 posts:** 1 answered, 2 waiting" in answer.text
    assert "**Question:** [@ada](https://x.com/i/user/1001), <t:" in answer.text
    assert ": “How much is it?”" in answer.text


async def test_its_chart_is_a_picture_with_words(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    world.advance(timedelta(minutes=1))
    answer = await (await world.maya.types("/digest now")).arrives()

    (chart,) = answer.files
    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (960, 1200)
    assert chart.description is not None
    assert "1 gained" in chart.description


async def test_the_daily_one_is_posted_once_with_its_chart(world: DiscordWorld) -> None:
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    digest = await world.discord.channel.shows(lambda m: "Digest ·" in m.text)
    await world.restart()
    await world.until_shown()

    assert world.discord.channel.messages == [digest]
    assert [file.name for file in digest.files] == ["followers.png"]
    assert "unfollows not known yet" in digest.text
