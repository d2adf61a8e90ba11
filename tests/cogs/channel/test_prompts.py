"""Cards in the channel and the clicks on them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act
from bot.domain.jobs import Job
from bot.workflow.suggestions.places import READ_BY_SOMEBODY
from tests.support.discord import DiscordWorld, labels
from tests.support.store import STATES


async def test_a_suggestion_gets_a_card_with_its_buttons(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada", bio="Notes on engines.")
    card = await world.card_about("ada")

    assert labels(card) == ["Approve", "Skip", "Later", "More"]
    assert "Notes on engines" in card.text
    assert not card.private


@pytest.mark.parametrize(
    ("button", "first_words", "state"),
    [
        ("Approve", "Approved by Maya", STATES.APPROVED),
        ("Skip", "Skipped by Maya", STATES.SKIPPED),
        ("Later", "Snoozed by Maya", STATES.SNOOZED),
    ],
)
async def test_a_click_decides_and_the_card_says_so_in_place(world: DiscordWorld, button: str, first_words: str, state: str) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")

    answer = await world.maya.presses(card, button)

    assert answer.text.startswith(first_words)
    assert world.cards_about("ada") == [card]
    assert await world.state_of(suggestion_id) == state


async def test_an_approval_wakes_the_delivery(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    await world.maya.presses(await world.card_about("ada"), "Approve")
    assert Job.DELIVER_FOLLOW_BACKS in world.woken


async def test_a_member_without_the_role_is_told_which_one_is_needed(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")

    answer = await world.discord.person("Sam").presses(card, "Approve")

    assert answer.private
    assert "“Approver”" in answer.text
    assert await world.state_of(suggestion_id) == STATES.OPEN
    assert "Approve" in labels(card)


async def test_where_no_role_is_named_manage_server_is_needed(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, approver_role_ids=frozenset()) as world:
        await world.suggest_follow_back("ada")
        card = await world.card_about("ada")
        refused = await world.maya.presses(card, "Skip")
        answer = await world.discord.person("Olga").presses(card, "Skip")

        assert refused.private
        assert "Manage Server" in refused.text
        assert answer.text.startswith("Skipped by Olga")


async def test_the_second_clicker_is_told_who_was_first(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    as_leo_sees_it = card.snapshot()
    await world.maya.presses(card, "Approve")

    answer = await world.leo.presses(as_leo_sees_it, "Skip")

    assert answer.private
    assert "Maya approved this at <t:1772445600:t>" in answer.text
    assert card.text.startswith("Approved by Maya")


async def test_of_two_clicks_at_once_one_counts(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")

    answers = await asyncio.gather(world.maya.presses(card, "Approve"), world.leo.presses(card, "Skip"))

    late = [answer for answer in answers if answer.private]
    assert len(late) == 1
    assert "Nothing was changed." in late[0].text
    await world.until_shown()
    winner = "Approved by Maya" if answers[1].private else "Skipped by Leo"
    assert card.text.startswith(winner)
    assert winner.split()[-1] in late[0].text


async def test_a_double_click_changes_nothing_twice(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await asyncio.gather(world.maya.presses(card, "Skip"), world.maya.presses(card, "Skip"))

    async with world.store.read() as tx:
        assert await tx.suggestions.count_history(acts=[Act.SKIP]) == 1


async def test_a_card_changes_in_place_when_the_store_does(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")
    await world.move(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=world.clock.now())

    await world.card_says("ada", "Approved by Maya", "press **Follow**")
    assert labels(card) == ["Open X's follow page", "Withdraw"]
    assert world.cards_about("ada") == [card]


async def test_withdraw_and_retry(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")
    await world.move(suggestion_id, STATES.LAPSED, Act.LAPSE)
    await world.card_says("ada", "Not seen on X")

    assert (await world.leo.presses(card, "Retry")).text.startswith("Approved by Leo · retried")
    assert (await world.leo.presses(card, "Withdraw")).text.startswith("Withdrawn by Leo")


async def test_too_late_to_withdraw(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Approve")
    stale = card.snapshot()
    await world.move(suggestion_id, STATES.DELIVERING, Act.START)

    answer = await world.maya.presses(stale, "Withdraw")

    assert answer.private
    assert "already sent to X" in answer.text


async def test_an_expired_card_says_so_and_so_does_a_late_click(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    stale = card.snapshot()
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.card_says("ada", "Expired")

    answer = await world.maya.presses(stale, "Approve")

    assert answer.private
    assert "This expired" in answer.text
    assert labels(card) == ["Reopen"]


async def test_what_was_decided_is_undone_on_the_card_and_what_expired_is_reopened(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.maya.presses(card, "Skip")
    answer = await world.discord.person("Leo").presses(card, "Undo")

    assert answer.text.startswith("### Ada")
    assert labels(card) == ["Approve", "Skip", "Later", "More"]
    await world.move(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await world.card_says("ada", "Expired")
    assert (await world.maya.presses(card, "Reopen")).text.startswith("### Ada")
    history = (await world.maya.types("/history")).text
    assert "**Leo** took back the decision about @ada" in history
    assert "**Maya** reopened the suggestion about @ada" in history


async def test_no_more_cards_a_day_than_allowed_and_the_best_first(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=2) as world:
        await world.stop()
        await world.start()
        world.discord.down = True
        for worth, handle in enumerate(("low", "middle", "high")):
            await world.suggest_follow_back(handle, worth=worth)
        world.discord.down = False
        await world.until_shown()

        notice, *shown = [message.text for message in world.discord.channel.messages]
        assert ["@high" in shown[0], "@middle" in shown[1]] == [True, True]
        assert len(shown) == 2
        assert notice == "2 shown today, 1 more in /queue."


async def test_a_better_one_takes_the_place_of_a_card_that_nobody_touched(tmp_path: Path, discord_elsewhere: None) -> None:
    async with DiscordWorld(tmp_path, prompts_per_day=2) as world:
        for worth, handle in ((1, "low"), (2, "middle")):
            await world.suggest_follow_back(handle, worth=worth)
        low, middle = await world.card_about("low"), await world.card_about("middle")
        await world.maya.presses(low, "Later")
        await world.suggest_follow_back("high", worth=9)
        await world.until_shown()
        assert not world.cards_about("high"), "somebody may just be reading the other"

        world.advance(READ_BY_SOMEBODY)
        await world.card_about("high")

        assert [low.deleted, middle.deleted] == [False, True], "Maya has touched the first"
        await world.suggest_follow_back("lower", worth=0)
        world.advance(timedelta(hours=1))
        await world.until_shown()
        assert len(world.cards_about("high")) == 1
        assert not world.cards_about("lower")
        assert not world.cards_about("middle"), "it waits in the queue"


async def test_a_card_that_was_put_off_comes_back_at_the_channels_end(world: DiscordWorld) -> None:
    suggestion_id = await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.suggest_follow_back("bo")
    await world.card_about("bo")
    await world.maya.presses(card, "Later")
    world.advance(timedelta(hours=23))
    await world.move(suggestion_id, STATES.OPEN, Act.REOPEN)

    await world.until(lambda: card.deleted and len(world.cards_about("ada")) == 1)
    assert world.discord.channel.messages[-1] == world.cards_about("ada")[0]
    assert "Maya snoozed this" in world.cards_about("ada")[0].text


async def test_a_card_of_another_set_up_decides_about_nobody(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    old = await world.card_about("ada")
    await world.stop()
    world.file = world.file.with_name("another.sqlite3")
    world.advance(timedelta(days=1))
    await world.start()
    suggestion_id = await world.suggest_follow_back("bo")
    await world.card_about("bo")

    answer = await world.maya.presses(old, "Approve")

    assert answer.private
    assert "out of date" in answer.text
    assert await world.state_of(suggestion_id) == STATES.OPEN
    assert not old.deleted
