"""A message is edited when it shows something old: again where the answer was lost, later where Discord refuses, not under a click."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.demo.discord import Message
from bot.domain import Act
from cogs.channel.attempts import INITIAL_BACKOFF, MAX_BACKOFF
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES


async def test_a_deletion_that_nobody_told_of_is_noticed_by_the_next_edit(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")
    world.discord.disconnect_gateway(resumable=False)
    world.maya.deletes(card)
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())

    await world.card_says("ada", "press **Follow**")
    assert len(world.cards_about("ada")) == 1


async def test_an_edit_whose_answer_was_lost_is_made_again(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.drop_responses(1, method="PATCH", path_contains="/messages")
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.until(lambda: card.text.startswith("Expired"))
    world.advance(INITIAL_BACKOFF)
    await world.until_shown()

    assert card.text.startswith("Expired")


async def test_clicks_and_edits_at_once_leave_every_card_true(world: DiscordWorld) -> None:
    suggestions = {handle: await world.suggest_follow_back(handle) for handle in ("ada", "bo", "cy", "di", "ed")}
    cards = {handle: await world.card_about(handle) for handle in suggestions}

    async def approved_and_handed_off(handle: str) -> None:
        await world.maya.presses(cards[handle], "Approve")
        await world.move(suggestions[handle], STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())
        await world.leo.presses(cards[handle].snapshot(), "Withdraw")

    await asyncio.gather(*map(approved_and_handed_off, suggestions))
    await world.until_shown()
    await world.until_shown()

    assert [card.text.split("·")[0].strip() for card in cards.values()] == ["Withdrawn by Leo"] * 5
    assert all(labels(card) == [] for card in cards.values())


async def test_a_message_that_a_click_is_being_answered_on_is_left_to_it(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    with world.bot.channel.hold_edits(card.id):
        await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
        await world.until_shown()
        assert labels(card) == ["Approve", "Skip", "Later", "More"]
    await world.until_shown()

    assert card.text.startswith("Expired")


async def test_after_two_answers_at_once_on_one_message_it_is_shown_anew(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    before = card.edits
    with world.bot.channel.hold_edits(card.id), world.bot.channel.hold_edits(card.id):
        pass
    await world.until_shown()
    await world.until_shown()

    assert card.edits == before + 1


OLD = timedelta(hours=1, minutes=5)


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
