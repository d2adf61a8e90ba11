"""The channel as a projection of the store: crashes, lost answers, outages and deletions mend themselves, and nothing is there twice."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.domain import Act, AnnouncementKind
from cogs.channel.attempts import INITIAL_BACKOFF, MAX_CHANNEL_BACKOFF, REJECTED_BACKOFF
from cogs.channel.channels import CLICKS_FIRST, EVERY
from tests.support.discord import DiscordWorld
from tests.support.store import STATES

LONGER_THAN_A_NONCE = timedelta(minutes=6)


async def test_a_card_deleted_by_hand_comes_back_once(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.maya.deletes(card)

    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.until_shown()
    assert len(world.cards_about("ada")) == 1


async def test_a_card_deleted_at_the_moment_it_is_posted_comes_back(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    world.maya.deletes(card)

    await world.until(lambda: len(world.cards_about("ada")) == 1)


async def test_a_card_deleted_while_the_bot_was_off_comes_back(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.stop()
    world.maya.deletes(card)
    await world.start()

    await world.until(lambda: len(world.cards_about("ada")) == 1)


async def test_a_deletion_that_is_noticed_twice_brings_one_card(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    (placed,) = await world.services.channel_state.live()
    world.maya.deletes(card)
    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.services.channel_state.message_gone(placed.prompt)
    await world.until_shown()

    assert len(world.cards_about("ada")) == 1


async def test_a_settled_card_that_was_deleted_stays_away(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Skip")
    await world.until_shown()
    world.maya.deletes(card)
    await world.restart()
    await world.until_shown()

    assert world.cards_about("ada") == []


async def test_an_answer_lost_on_the_way_makes_no_second_card_without_a_restart(world: DiscordWorld) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    world.advance(LONGER_THAN_A_NONCE)
    await world.until_shown()
    world.advance(INITIAL_BACKOFF)
    await world.until_shown()

    assert world.cards_about("ada") == [card]


async def test_nothing_is_lost_while_discord_is_down(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    world.discord.down = True
    await world.suggest_follow_back("ada")
    await world.announce(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await world.until_shown()
    assert world.discord.channel.messages == []
    assert "Mutuals will retry automatically" in caplog.text
    assert "Traceback" not in caplog.text
    world.discord.down = False
    world.advance(MAX_CHANNEL_BACKOFF)

    await world.until(lambda: len(world.discord.channel.messages) == 2)


async def test_a_missing_permission_is_logged_with_its_cure_and_made_up_for(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    world.discord.permissions.discard("SEND_MESSAGES")
    await world.suggest_follow_back("ada")
    await world.until_shown()
    assert world.discord.channel.messages == []
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING and record.name.startswith("cogs.channel")]
    assert warnings
    assert all("Send Messages" in record.getMessage() and record.exc_info is None for record in warnings)
    world.discord.permissions.add("SEND_MESSAGES")
    world.advance(INITIAL_BACKOFF)

    await world.discord.channel.card_about("ada")


async def test_a_card_that_discord_refuses_holds_no_other_up_and_is_tried_again_later(
    world: DiscordWorld, caplog: pytest.LogCaptureFixture
) -> None:
    world.refused_word = "@ada"
    await world.suggest_follow_back("ada", worth=99)
    await world.suggest_follow_back("bo")
    await world.card_about("bo")
    world.advance(EVERY)
    await world.until_shown()
    assert len(world.discord.refusals) == 1, "it is not sent in vain every minute"
    assert [record.levelno for record in caplog.records if "refused to post card" in record.getMessage()] == [logging.ERROR]
    world.discord.refusals.clear()
    world.refused_word = ""
    world.advance(REJECTED_BACKOFF)

    await world.discord.channel.card_about("ada")


async def test_an_approval_made_elsewhere_gets_a_card_whatever_the_days_cap(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    async with world.store.write() as tx:
        prompt = await tx.prompts.for_suggestion(suggestion_id)
        assert prompt is not None
        await tx.prompts.retire(prompt.id, world.clock.now())
    await world.stop()
    world.maya.deletes(card)
    await world.open_store()
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())
    await world.store.close()
    await world.start()

    await world.card_says("ada", "press **Follow**")


async def test_other_messages_wait_for_clicks_that_are_being_answered_but_not_for_long(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    with world.bot.channel.hold_edits(card.id):
        await world.suggest_follow_back("bo")
        await world.until_idle()
        assert world.cards_about("bo") == []
        world.advance(CLICKS_FIRST)
        await world.until_idle()
        assert world.cards_about("bo") != []
        await world.suggest_follow_back("cy")
        await world.until_idle()
        assert world.cards_about("cy") == []
    await world.until_idle()

    assert world.cards_about("cy") != []


async def test_a_gateway_that_hangs_up_loses_nothing(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.disconnect_gateway(resumable=True)
    world.maya.deletes(card)

    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.until(lambda: world.discord.bot_online)
