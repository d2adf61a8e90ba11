"""A message that Discord does not take rests alone: the others go on, and what concerns the whole channel is told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cogs.channel.attempts import INITIAL_BACKOFF
from cogs.channel.channels import EVERY
from tests.cogs.channel.test_edits import approved_long_ago, hands_off, minutes_pass, why
from tests.support.discord import DiscordWorld


def posts(world: DiscordWorld, words: str) -> int:
    return sum(request.method == "POST" and words in str(request.payload) for request in world.discord.requests)


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
        assert "Discord does not accept a message from Mutuals" in await why(world)
    mended()
    world.discord.refusals.clear()
    world.advance(timedelta(minutes=10))

    await world.card_about("ada")
    assert len(world.cards_about("ada")) == 1
    await world.until_shown()
    assert "All is well." in await why(world)


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
    assert "All is well." in await why(world)


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
