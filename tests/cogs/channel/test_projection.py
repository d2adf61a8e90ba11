"""The channel as a projection of the store: crashes, lost answers, outages and deletions mend themselves, and nothing is there twice."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from discord import ui

from bot.domain import Act, AnnouncementKind
from cogs.channel.attempts import INITIAL_BACKOFF, MAX_CHANNEL_BACKOFF, REJECTED_BACKOFF
from cogs.channel.projection import EVERY
from tests.support.discord import DiscordWorld, labels
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


async def test_a_deletion_that_nobody_told_of_is_noticed_by_the_next_edit(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")
    world.discord.disconnect_gateway(resumable=False)
    world.maya.deletes(card)
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())

    await world.card_says("ada", "press **Follow**")
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


@pytest.mark.parametrize("off_for", [timedelta(seconds=1), LONGER_THAN_A_NONCE])
async def test_a_crash_between_the_post_and_its_record_makes_no_second_card(world: DiscordWorld, off_for: timedelta) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    await world.stop()
    world.advance(off_for)
    await world.start()
    await world.until_shown()

    assert world.cards_about("ada") == [card]
    assert (await world.maya.presses(card, "Skip")).text.startswith("Skipped by Maya")
    assert await world.state_of(suggestion_id) == STATES.SKIPPED


async def test_after_a_crash_a_card_of_another_set_up_is_not_taken_for_the_lost_one(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    old = await world.card_about("ada")
    await world.stop()
    world.file = world.file.with_name("another.sqlite3")
    world.advance(timedelta(days=1))
    world.discord.down = True
    await world.open_store()
    await world.suggest_follow_back("bo")
    await world.services.channel_state.reserve(world.discord.channel_id)
    await world.store.close()
    world.discord.down = False
    await world.start()

    await world.card_about("bo")
    assert world.cards_about("ada") == [old]


async def test_a_card_found_after_a_crash_shows_what_became_of_it_meanwhile(world: DiscordWorld) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    await world.stop()
    await world.open_store()
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.store.close()
    await world.start()
    await world.until_shown()

    assert world.cards_about("ada") == [card]
    assert card.text.startswith("Expired")
    assert labels(card) == []


async def test_an_answer_lost_on_the_way_makes_no_second_card_without_a_restart(world: DiscordWorld) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    await world.suggest_follow_back("ada")
    card = await world.discord.channel.card_about("ada")
    world.advance(LONGER_THAN_A_NONCE)
    await world.until_shown()
    world.advance(INITIAL_BACKOFF)
    await world.until_shown()

    assert world.cards_about("ada") == [card]


async def test_an_announcement_lost_on_the_way_is_posted_once(world: DiscordWorld) -> None:
    world.discord.drop_responses(1, method="POST", path_contains="/messages")
    await world.announce(AnnouncementKind.BASELINE, read=5, followers=5, status="complete")
    await world.discord.channel.shows(lambda m: "Mutuals now knows your 5 followers" in m.text)
    await world.stop()
    world.advance(LONGER_THAN_A_NONCE)
    await world.start()
    await world.until_shown()

    assert len(world.discord.channel.messages) == 1


async def test_a_second_card_about_one_suggestion_is_taken_out(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    channel = world.bot.get_partial_messageable(world.discord.channel_id)
    await channel.send(view=ui.LayoutView.from_message(await channel.fetch_message(card.id), timeout=None))
    assert len(world.cards_about("ada")) == 2
    await world.restart()
    await world.until_shown()

    assert world.cards_about("ada") == [card]


async def test_an_edit_whose_answer_was_lost_is_made_again(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.drop_responses(1, method="PATCH", path_contains="/messages")
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.until(lambda: card.text.startswith("Expired"))
    world.advance(INITIAL_BACKOFF)
    await world.until_shown()

    assert card.text.startswith("Expired")


async def test_a_card_that_shows_something_else_is_mended_at_the_start(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    other = ui.LayoutView(timeout=None).add_item(ui.TextDisplay("Something else"))
    await world.bot.get_partial_messageable(world.discord.channel_id).get_partial_message(card.id).edit(view=other)
    assert card.text == "Something else"
    await world.restart()

    await world.card_says("ada", "Verdict")
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


async def test_an_announcement_that_cannot_be_posted_holds_no_card_up(world: DiscordWorld) -> None:
    world.discord.permissions.discard("ATTACH_FILES")
    await world.announce(AnnouncementKind.DIGEST, **digest_body())
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.until_shown()
    assert not any("Daily digest" in message.text for message in world.discord.channel.messages)
    world.discord.permissions.add("ATTACH_FILES")

    digest = await world.discord.channel.shows(lambda m: "Daily digest" in m.text)
    assert [file.name for file in digest.files] == ["followers.png"]


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
        assert labels(card) == ["Approve", "Skip", "Later", "Opt out", "Not for us"]
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


async def test_while_nothing_changes_discord_is_left_alone(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.card_about("ada")
    await world.until_shown()
    before = len(world.discord.requests)
    world.advance(EVERY)
    await world.until_shown()

    assert len(world.discord.requests) == before


async def test_a_gateway_that_hangs_up_loses_nothing(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    world.discord.disconnect_gateway(resumable=True)
    world.maya.deletes(card)

    await world.until(lambda: len(world.cards_about("ada")) == 1)
    await world.until(lambda: world.discord.bot_online)


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
