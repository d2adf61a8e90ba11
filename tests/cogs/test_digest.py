"""The digest on request, and in the channel."""

from __future__ import annotations

import io
from datetime import timedelta

from matplotlib.image import imread

from bot.domain import Act, AnnouncementKind
from tests.cogs.house import STATES, House
from tests.cogs.test_projection import digest_body


async def test_the_digest_of_this_moment_is_private(house: House) -> None:
    await house.arrives("ada")
    await house.maya.presses(await house.card_about("ada"), "Skip")
    house.passes(timedelta(minutes=1))

    answer = await (await house.leo.types("/digest now")).arrives()

    assert answer.private
    assert "Daily digest · Monday 2 March 2026" in answer.text
    assert "**1 new follower**" in answer.text
    assert "Maya: 1 skipped" in answer.text
    assert house.discord.channel.messages == house.cards_about("ada")


async def test_it_tells_of_replies(house: House) -> None:
    for handle in ("ada", "bo", "cy"):
        suggestion_id = await house.speaks(handle)
    await house.moves(suggestion_id, STATES.DONE, Act.ANSWERED)
    house.passes(timedelta(minutes=1))

    answer = await (await house.maya.types("/digest now")).arrives()

    assert "**Replies:** 3 posts to you · 1 answered · 0 approved, not yet on X · 2 waiting for a decision · 0 not" in answer.text


async def test_its_chart_is_a_picture_with_words(house: House) -> None:
    await house.arrives("ada")
    answer = await (await house.maya.types("/digest now")).arrives()

    (chart,) = answer.files
    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (600, 1200)
    assert chart.description is not None
    assert "1 gained" in chart.description


async def test_the_daily_one_is_posted_once_with_its_chart(house: House) -> None:
    await house.announces(AnnouncementKind.DIGEST, **digest_body())
    digest = await house.discord.channel.shows(lambda m: "Daily digest" in m.text)
    await house.restarts()
    await house.until_shown()

    assert house.discord.channel.messages == [digest]
    assert [file.name for file in digest.files] == ["followers.png"]
    assert "how many left is not known yet" in digest.text
