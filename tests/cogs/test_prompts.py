"""Cards in the channel and the clicks on them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from discord import ui

from bot.domain import Act, AnnouncementKind
from bot.workflow.context import Job
from tests.cogs.house import STATES, House, labels


async def test_a_suggestion_gets_a_card_with_its_buttons(house: House) -> None:
    await house.arrives("ada", bio="Notes on engines.")
    card = await house.card_about("ada")

    assert labels(card) == ["Approve", "Skip", "Later", "Never", "Not for us"]
    assert "Notes on engines" in card.text
    assert not card.private


@pytest.mark.parametrize(
    ("button", "first_words", "state"),
    [
        ("Approve", "Approved by Maya", STATES.APPROVED),
        ("Skip", "Skipped by Maya", STATES.SKIPPED),
        ("Later", "Put off by Maya", STATES.SNOOZED),
        ("Never", "Left alone by Maya", STATES.SKIPPED),
    ],
)
async def test_a_click_decides_and_the_card_says_so_in_place(house: House, button: str, first_words: str, state: str) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")

    answer = await house.maya.presses(card, button)

    assert answer.text.startswith(first_words)
    assert house.cards_about("ada") == [card]
    assert await house.state_of(suggestion_id) == state


async def test_an_approval_wakes_the_delivery(house: House) -> None:
    await house.arrives("ada")
    await house.maya.presses(await house.card_about("ada"), "Approve")
    assert Job.DELIVER in house.woken


async def test_a_member_without_the_role_is_told_which_one_is_needed(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")

    answer = await house.discord.person("Sam").presses(card, "Approve")

    assert answer.private
    assert "“Approver”" in answer.text
    assert await house.state_of(suggestion_id) == STATES.OPEN
    assert "Approve" in labels(card)


async def test_where_no_role_is_named_manage_server_is_needed(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path, approver_role_ids=frozenset()) as house:
        await house.arrives("ada")
        card = await house.card_about("ada")
        refused = await house.maya.presses(card, "Skip")
        answer = await house.discord.person("Olga").presses(card, "Skip")

        assert refused.private
        assert "Manage Server" in refused.text
        assert answer.text.startswith("Skipped by Olga")


async def test_the_second_clicker_is_told_who_was_first(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    as_leo_sees_it = card.snapshot()
    await house.maya.presses(card, "Approve")

    answer = await house.leo.presses(as_leo_sees_it, "Skip")

    assert answer.private
    assert "Maya approved this at <t:1772445600:t>" in answer.text
    assert card.text.startswith("Approved by Maya")


async def test_of_two_clicks_at_once_one_counts(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")

    answers = await asyncio.gather(house.maya.presses(card, "Approve"), house.leo.presses(card, "Skip"))

    late = [answer for answer in answers if answer.private]
    assert len(late) == 1
    assert "Nothing was changed." in late[0].text
    await house.until_shown()
    winner = "Approved by Maya" if answers[1].private else "Skipped by Leo"
    assert card.text.startswith(winner)
    assert winner.split()[-1] in late[0].text


async def test_a_double_click_changes_nothing_twice(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    await asyncio.gather(house.maya.presses(card, "Skip"), house.maya.presses(card, "Skip"))

    async with house.store.read() as tx:
        assert await tx.suggestions.count_history(acts=[Act.SKIP]) == 1


async def test_a_card_changes_in_place_when_the_store_does(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(card, "Approve")
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())

    await house.card_says("ada", "Approved by Maya", "press **Follow**")
    assert labels(card) == ["Open X's follow page", "Withdraw"]
    assert house.cards_about("ada") == [card]


async def test_withdraw_and_take_up_again(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(card, "Approve")
    await house.moves(suggestion_id, STATES.LAPSED, Act.LAPSE)
    await house.card_says("ada", "Not seen on X")

    assert (await house.leo.presses(card, "Take up again")).text.startswith("Approved by Leo · taken up again")
    assert (await house.leo.presses(card, "Withdraw")).text.startswith("Withdrawn by Leo")


async def test_too_late_to_withdraw(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(card, "Approve")
    stale = card.snapshot()
    await house.moves(suggestion_id, STATES.DELIVERING, Act.START)

    answer = await house.maya.presses(stale, "Withdraw")

    assert answer.private
    assert "already sent to X" in answer.text


async def test_an_expired_card_says_so_and_so_does_a_late_click(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    stale = card.snapshot()
    await house.moves(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await house.card_says("ada", "Expired")

    answer = await house.maya.presses(stale, "Approve")

    assert answer.private
    assert "This expired" in answer.text
    assert labels(card) == []


async def test_buttons_work_after_a_restart(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    await house.restarts()

    assert (await house.maya.presses(card, "Skip")).text.startswith("Skipped by Maya")
    assert house.cards_about("ada") == [card]


async def test_no_more_cards_a_day_than_allowed_and_the_best_first(tmp_path: Path, discord_elsewhere: None) -> None:
    async with House(tmp_path, prompts_per_day=2) as house:
        await house.closes()
        await house.opens()
        house.discord.down = True
        for worth, handle in enumerate(("low", "middle", "high")):
            await house.arrives(handle, worth=worth)
        house.discord.down = False
        await house.until_shown()

        shown = [message.text for message in house.discord.channel.messages]
        assert ["@high" in shown[0], "@middle" in shown[1]] == [True, True]
        assert len(shown) == 2


async def test_a_card_that_was_put_off_comes_back_at_the_channels_end(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    await house.arrives("bo")
    await house.card_about("bo")
    await house.maya.presses(card, "Later")
    house.passes(timedelta(hours=23))
    await house.moves(suggestion_id, STATES.OPEN, Act.REOPEN)

    await house.until(lambda: card.deleted and len(house.cards_about("ada")) == 1)
    assert house.discord.channel.messages[-1] == house.cards_about("ada")[0]
    assert "Maya put this off" in house.cards_about("ada")[0].text


async def test_a_card_of_another_set_up_decides_about_nobody(house: House) -> None:
    await house.arrives("ada")
    old = await house.card_about("ada")
    await house.closes()
    house.file = house.file.with_name("another.sqlite3")
    house.passes(timedelta(days=1))
    await house.opens()
    suggestion_id = await house.arrives("bo")
    await house.card_about("bo")

    answer = await house.maya.presses(old, "Approve")

    assert answer.private
    assert "out of date" in answer.text
    assert await house.state_of(suggestion_id) == STATES.OPEN
    assert not old.deleted


async def test_a_button_nobody_knows_gets_a_kind_answer(house: House) -> None:
    view = ui.LayoutView(timeout=None).add_item(ui.ActionRow(ui.Button(label="Dance", custom_id="suggestion:1:dance")))
    await house.bot.get_partial_messageable(house.discord.channel_id).send(view=view)
    message = await house.discord.channel.shows(lambda m: labels(m) == ["Dance"])

    answer = await house.maya.presses(message, "Dance")

    assert answer.private
    assert "does not know this button" in answer.text


async def test_an_announcement_is_posted_once(house: House) -> None:
    await house.announces(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    message = await house.discord.channel.shows(lambda m: "no longer lets" in m.text)
    await house.restarts()
    await house.until_shown()

    assert house.discord.channel.messages == [message]
