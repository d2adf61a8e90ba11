"""What the team is told comes into the channel once, and where it cannot be posted it holds nothing up."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import discord.http
import pytest

from bot.domain import AnnouncementKind
from tests.cogs.channel.test_edits import minutes_pass, why
from tests.support.discord import DiscordWorld, labels
from tests.support.store import add_followers


async def test_an_announcement_that_cannot_be_posted_holds_no_card_up(world: DiscordWorld) -> None:
    world.discord.permissions.discard("ATTACH_FILES")
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.until_shown()
    assert not any("Digest ·" in message.text for message in world.discord.channel.messages)
    world.discord.permissions.add("ATTACH_FILES")

    digest = await world.discord.channel.shows(lambda m: "Digest ·" in m.text)
    assert [file.name for file in digest.files] == ["followers.png"]


async def test_what_the_initial_sync_brought_is_told_with_what_to_do_first(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        for worth, name in enumerate(("low", "dee", "cy", "bo")):
            await add_followers(tx, 501 + worth, at=world.clock.now(), baseline=True, worth=worth, username=name)
    await world.announce(AnnouncementKind.BASELINE, read=4, followers=4, status="complete")

    message = await world.discord.channel.shows(lambda m: "Mutuals now knows your 4 followers" in m.text)

    assert "By verdict: **4** quiet" in message.text
    assert ["[@bo]" in message.text, "[@dee]" in message.text, "[@low]" in message.text] == [True, True, False]
    assert "/settings topics" in message.text
    assert "Suggested [@bo]" in (await world.maya.picks(message, "Suggest one of them to the team…", ["504"])).text
    await world.discord.channel.shows(lambda m: "@bo" in m.text and "Approve" in labels(m))


def digest_body() -> dict[str, object]:
    return {
        "day": "2026-03-02",
        "since": "2026-03-01T08:00:00Z",
        "until": "2026-03-02T08:00:00Z",
        "gained": 3,
        "lost": None,
        "followers": 2_403,
        "by_verdict": {"quiet": 3},
        "decisions": {"Maya": {"approve": 1}},
        "done": 1,
        "waiting": 0,
        "lapsed": 0,
        "spent": 12_000,
        "days": [{"day": "2026-03-01", "gained": 3, "lost": 0, "followers": 2_403}],
    }


async def test_an_announcement_is_posted_once(world: DiscordWorld) -> None:
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    message = await world.discord.channel.shows(lambda m: "no longer lets" in m.text)
    await world.restart()
    await world.until_shown()

    assert world.discord.channel.messages == [message]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits a twentieth of the time after which it repeats a request."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)

    monkeypatch.setattr(discord.http, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))


@pytest.mark.usefixtures("impatient")
async def test_a_digest_that_fails_for_ever_holds_no_card_and_no_other_news_up(world: DiscordWorld) -> None:
    world.discord.refuse(status=502, method="POST", path_contains="/messages", says="Digest ·")  # discord.py repeats it by itself
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await world.discord.channel.shows(lambda m: "no longer lets" in m.text, within=20)
    await world.suggest_follow_back("ada")

    await world.discord.channel.card_about("ada", within=20)


async def test_a_message_that_mutuals_itself_cannot_make_holds_nothing_up(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.PURCHASE, "4711", {}, world.clock.now())  # of a burst that nobody knows
    await world.suggest_follow_back("ada")

    await world.card_about("ada")
    await minutes_pass(world, 1)
    assert "Mutuals cannot make a message in the team's channel (LookupError)" in await why(world)
