"""A message that Discord does not take rests alone: the others go on, and what concerns the whole channel is told apart."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import discord.http
import pytest

from bot.demo.discord import Message
from bot.domain import Act, AnnouncementKind
from cogs.channel.attempts import INITIAL_BACKOFF, MAX_BACKOFF
from cogs.channel.projection import EVERY
from tests.cogs.channel.test_projection import digest_body
from tests.support.discord import DiscordWorld
from tests.support.store import STATES

OLD = timedelta(hours=1, minutes=5)


def posts(world: DiscordWorld, words: str) -> int:
    return sum(request.method == "POST" and words in str(request.payload) for request in world.discord.requests)


async def why(world: DiscordWorld) -> str:
    return (await world.maya.types("/status")).text


async def minutes_pass(world: DiscordWorld, minutes: int) -> None:
    for _ in range(minutes * 6):
        world.advance(timedelta(seconds=10))
        await world.until_idle()


async def hands_off(world: DiscordWorld, suggestion_id: int) -> None:
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())


async def approved_long_ago(world: DiscordWorld, handle: str) -> tuple[int, Message]:
    suggestion_id = await world.suggest_follow_back(handle)
    card = await world.card_about(handle)
    await world.maya.presses(card, "Approve")
    return suggestion_id, card


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits a twentieth of the time after which it repeats a request."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 20)

    monkeypatch.setattr(discord.http, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))


@pytest.mark.parametrize(("status", "code", "tries"), [(503, 0, 10), (403, 50013, 10), (400, 50035, 2)])
async def test_a_card_that_fails_for_ever_holds_nothing_up_and_is_tried_ever_more_rarely(
    world: DiscordWorld, status: int, code: int, tries: int
) -> None:
    approved, card = await approved_long_ago(world, "cy")
    mended = world.discord.refuse(status=status, code=code, method="POST", path_contains="/messages", says="@ada")
    await world.suggest_follow_back("ada", worth=99)
    await world.until_shown()
    await world.suggest_follow_back("bo")
    await hands_off(world, approved)

    await world.card_about("bo")
    assert "press **Follow**" in card.text
    await minutes_pass(world, 10)
    assert 2 <= posts(world, "@ada") <= tries
    if status != 400:
        assert "Discord does not accept a message in the team's channel" in await why(world)
    mended()
    world.discord.refusals.clear()
    world.advance(timedelta(minutes=10))

    await world.card_about("ada")
    assert len(world.cards_about("ada")) == 1
    await world.until_shown()
    assert "Mutuals is running" in await why(world)


@pytest.mark.usefixtures("impatient")
async def test_a_digest_that_fails_for_ever_holds_no_card_and_no_other_news_up(world: DiscordWorld) -> None:
    world.discord.refuse(status=502, method="POST", path_contains="/messages", says="Daily digest")  # discord.py repeats it by itself
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await world.discord.channel.shows(lambda m: "no longer lets" in m.text, within=20)
    await world.suggest_follow_back("ada")

    await world.discord.channel.card_about("ada", within=20)


async def test_an_edit_that_fails_for_ever_holds_no_other_edit_up(world: DiscordWorld) -> None:
    bad, bad_card = await approved_long_ago(world, "ada")
    good, good_card = await approved_long_ago(world, "bo")
    mended = world.discord.refuse(status=503, method="PATCH", path_contains=str(bad_card.id))
    await hands_off(world, bad)
    await hands_off(world, good)
    await world.until_shown()

    assert "press **Follow**" in good_card.text
    assert "press **Follow**" not in bad_card.text
    await minutes_pass(world, 3)
    mended()
    world.advance(MAX_BACKOFF)
    await world.until_shown()
    assert "press **Follow**" in bad_card.text


@pytest.mark.parametrize("wait", [0.2, 3600.0])
async def test_old_messages_that_discord_lets_nobody_edit_hold_no_card_and_no_fresh_edit_up(world: DiscordWorld, wait: float) -> None:
    old = [await approved_long_ago(world, handle) for handle in ("ada", "bo", "cy", "di", "ed")]
    world.advance(OLD)
    fresh, fresh_card = await approved_long_ago(world, "eve")
    world.discord.limit_old_edits(1, wait)
    before = len(world.discord.requests)
    for suggestion_id, _ in old:
        await hands_off(world, suggestion_id)
    await world.suggest_follow_back("flo")
    await hands_off(world, fresh)

    await world.discord.channel.card_about("flo", within=2)
    await world.until(lambda: "press **Follow**" in fresh_card.text)
    await world.until(lambda: any("press **Follow**" in card.text for _, card in old))
    if wait > 30:
        await world.until_idle()
        refused = [request.status for request in list(world.discord.requests)[before:]].count(429)
        assert refused == 1, "where one old message has to wait, nobody asks about the others"
        world.discord.limit_old_edits(99, wait)
        world.advance(timedelta(seconds=wait))
    await world.discord.until(lambda: all("press **Follow**" in card.text for _, card in old), within=20)


async def test_several_failing_in_a_row_are_discord_and_not_the_messages(world: DiscordWorld) -> None:
    mended = world.discord.refuse(status=503, method="POST", path_contains="/messages")
    for handle in ("ada", "bo", "cy", "di", "ed", "flo"):
        await world.suggest_follow_back(handle)
    await world.until_shown()

    assert sum(posts(world, f"@{handle}") > 0 for handle in ("ada", "bo", "cy", "di", "ed", "flo")) <= 4
    status = await why(world)
    assert status.startswith("### Mutuals cannot use the team's channel")
    assert "Discord is not responding properly (status 503)" in status
    await minutes_pass(world, 2)
    mended()
    world.advance(EVERY)
    await world.until(lambda: len(world.discord.channel.messages) == 6)
    await minutes_pass(world, 5)
    assert len(world.discord.channel.messages) == 6
    assert "Mutuals is running" in await why(world)


async def test_three_that_fail_for_ever_hold_no_new_one_up(world: DiscordWorld) -> None:
    for handle in ("ada", "bo", "cy"):
        world.discord.refuse(status=503, method="POST", path_contains="/messages", says=f"@{handle}")
        await world.suggest_follow_back(handle)
    await minutes_pass(world, 3)
    await world.suggest_follow_back("di")
    await world.card_about("di")
    await world.suggest_follow_back("ed")

    await world.card_about("ed")


@pytest.mark.parametrize("lost", [1, 3])
async def test_a_lost_answer_costs_a_card_seconds(world: DiscordWorld, lost: int) -> None:
    world.discord.refuse(lost, status=503, method="POST", path_contains="/messages")
    await world.suggest_follow_back("ada")
    await world.until_shown()
    assert world.cards_about("ada") == []
    world.advance(INITIAL_BACKOFF * (2**lost - 1))
    for _ in range(lost):
        await world.until_shown()
        world.advance(INITIAL_BACKOFF * 2)

    await world.card_about("ada")


async def test_a_message_that_mutuals_itself_cannot_make_holds_nothing_up(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.PURCHASE, "4711", {}, world.clock.now())  # of a burst that nobody knows
    await world.suggest_follow_back("ada")

    await world.card_about("ada")
    await minutes_pass(world, 1)
    assert "Mutuals cannot make a message in the team's channel (LookupError)" in await why(world)


@pytest.mark.parametrize("status", [400, 429])
async def test_an_old_edit_refused_without_a_word_of_how_long_is_tried_again_soon(world: DiscordWorld, status: int) -> None:
    suggestion_id, card = await approved_long_ago(world, "ada")
    world.advance(OLD)
    world.discord.refuse(1, status=status, code=30046, method="PATCH", path_contains="/messages")
    await hands_off(world, suggestion_id)
    await world.until_shown()
    assert "press **Follow**" not in card.text
    world.advance(INITIAL_BACKOFF)

    await world.until(lambda: "press **Follow**" in card.text)
