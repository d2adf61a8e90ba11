"""The main job from outside: a follower appears, a card, a click, the follow-back, its confirmation and the digest.

A restart may come between any two steps.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.demo.discord import Message
from bot.demo.x import Tier
from bot.domain import Act
from tests.support.bot import BotWorld, followed_by
from tests.support.discord import chooses

A_TURN = timedelta(minutes=7)
"""Longer than any gap between two follow-backs."""

STEPS = ("never", "arrived", "approved", "followed", "confirmed", "reported")


class Interruption:
    """Restarts the bot after one step of the story."""

    def __init__(self, world: BotWorld, after: str) -> None:
        self._world, self._after = world, after

    async def may_come(self, step: str) -> None:
        if step == self._after:
            await self._world.restart()


@pytest.mark.parametrize("restart_after", STEPS)
async def test_by_hand_off_on_self_serve(tmp_path: Path, restart_after: str) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        interruption = Interruption(world, restart_after)
        maya = world.discord.person("Maya")

        card = await world.follower_arrives("ada", followers=1200, following=300)
        ada = world.x.person("ada")
        await interruption.may_come("arrived")
        answer = await maya.presses(card, "Approve")
        assert answer.text.startswith("Approved by Maya")
        await interruption.may_come("approved")

        card = await world.card_with_link("ada")
        assert f"https://x.com/intent/follow?user_id={ada.id}" in [button.url for button in card.buttons]
        assert world.x.followed_through_api == []
        world.x.follows_by_hand(ada)
        await interruption.may_come("followed")
        world.advance_a_minute()
        card = await world.card_says("ada", "Approved by Maya", "Followed on X, confirmed")
        assert [button.label for button in card.buttons] == []
        await interruption.may_come("confirmed")

        await world.next_digest()
        await interruption.may_come("reported")
        world.advance(timedelta(hours=2))
        digests = world.digests()
        assert len(digests) == 1
        assert "Maya" in digests[0].text
        assert len(world.cards_about("ada")) == 1


@pytest.mark.parametrize("restart_after", STEPS)
async def test_by_api_on_enterprise(tmp_path: Path, restart_after: str) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        interruption = Interruption(world, restart_after)
        card = await world.follower_arrives("ada")
        await interruption.may_come("arrived")
        await world.discord.person("Maya").presses(card, "Approve")
        await interruption.may_come("approved")
        await world.card_says("ada", "Approved by Maya", "Following since")
        await interruption.may_come("confirmed")
        await world.next_digest()
        await interruption.may_come("reported")

        assert world.x.followed_through_api == [world.x.person("ada").id]
        assert followed_by(world.x) >= {"ada"}
        assert len(world.digests()) == 1
        assert len(world.cards_about("ada")) == 1


def says_nothing_of_approve(handle: str, message: Message) -> bool:
    """As where it gives a link, which is usual."""
    return f"@{handle}" in message.text and "**Approve**" not in message.text


async def test_on_self_serve_mutuals_finds_out_by_itself_and_says_so_on_the_card(tmp_path: Path) -> None:
    async with BotWorld(tmp_path) as world:
        maya = world.discord.person("Maya")
        for handle in ("ada", "bo"):
            await world.follower_arrives(handle)
            card = await world.discord.channel.shows(partial(says_nothing_of_approve, handle))
            await maya.presses(card, "Approve")
            await world.card_with_link(handle)

        assert world.x.followed_through_api == []
        asked = [call for call in world.x.calls if call.method == "POST"]
        assert [call.status for call in asked] == [403], "once, and not about a person"
        assert world.messages_saying("lets this app follow") == []
        assert all(len(world.cards_about(handle)) == 1 for handle in ("ada", "bo"))


async def test_the_second_clicker_is_told_who_was_first(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        leo = world.discord.person("Leo")
        card = await world.follower_arrives("ada")
        desk = await leo.types("/queue")

        await world.discord.person("Maya").presses(card, "Approve")
        answer = await leo.presses(desk, "Skip")

        assert answer.private
        assert "Maya approved" in answer.text
        assert world.cards_about("ada")[0].text.startswith("Approved by Maya")
        assert world.x.follow_page_opened_for == []


async def test_of_two_who_click_at_once_one_decides(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        maya, leo = world.discord.person("Maya"), world.discord.person("Leo")
        for handle in ("ada", "bo", "cy"):
            world.advance(A_TURN)
            card = await world.follower_arrives(handle)
            answers = await asyncio.gather(maya.presses(card, "Skip"), leo.presses(card, "Approve"), maya.presses(card, "Skip"))

            assert sum(answer.private for answer in answers) == 2
            first = "Skipped by Maya" if not (answers[0].private and answers[2].private) else "Approved by Leo"
            await world.card_says(handle, first)
        await world.until(lambda: not world.messages_saying("on its way"))

        approved = [handle for handle in ("ada", "bo", "cy") if "Approved by Leo" in world.cards_about(handle)[0].text]
        assert {world.x.person(handle).id for handle in approved} == set(world.x.followed_through_api)


async def test_who_has_no_approver_role_decides_nothing(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada")
        answer = await world.discord.person("Sam").presses(card, "Approve")

        assert answer.private
        assert [b.label for b in world.cards_about("ada")[0].buttons] == ["Approve", "Skip", "Later", "More"]


async def test_where_no_role_is_named_who_manages_the_server_decides(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", discord_approver_role_ids="") as world:
        card = await world.follower_arrives("ada")
        assert (await world.discord.person("Maya").presses(card, "Skip")).private
        answer = await world.discord.person("Olga").presses(card, "Skip")

        assert answer.text.startswith("Skipped by Olga")


async def test_an_approval_is_withdrawn_as_long_as_nothing_was_sent(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", follow_backs_per_hour="1") as world:
        maya = world.discord.person("Maya")
        await maya.presses(await world.follower_arrives("ada"), "Approve")
        await world.card_says("ada", "Following since")
        card = await world.follower_arrives("bo")
        await maya.presses(card, "Approve")
        await world.card_says("bo", "Approved by Maya", "Will be sent at about")
        answer = await maya.presses(card, "Withdraw")
        world.advance(timedelta(hours=3))

        assert "Withdrawn by Maya" in answer.text
        assert world.x.followed_through_api == [world.x.person("ada").id]


async def test_what_waits_for_its_turn_goes_out_by_itself(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", follow_backs_per_hour="1") as world:
        maya = world.discord.person("Maya")
        await maya.presses(await world.follower_arrives("ada"), "Approve")
        await world.card_says("ada", "Following since")
        await maya.presses(await world.follower_arrives("bo"), "Approve")
        await world.card_says("bo", "Will be sent at about", "at most 1 an hour")
        assert len(world.x.followed_through_api) == 1
        world.advance(timedelta(hours=1, minutes=40))

        await world.card_says("bo", "Following since")


async def test_in_quiet_hours_an_approval_waits_and_goes_out_after_them(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", quiet_hours="09:00-14:00") as world:
        await world.discord.person("Maya").presses(await world.follower_arrives("ada"), "Approve")
        await world.card_says("ada", "Approved by Maya", "Quiet hours until 14:00")
        world.advance(timedelta(hours=2))
        assert [call for call in world.x.calls if call.method == "POST"] == []
        world.advance(timedelta(hours=2))

        await world.card_says("ada", "Following since")


async def test_later_brings_the_card_back_next_morning_and_only_once(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada")
        answer = await world.discord.person("Maya").presses(card, "Later")
        assert answer.text.startswith("Snoozed by Maya")
        world.advance(timedelta(hours=23, minutes=1))

        back = await world.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)
        assert "Approve" in [b.label for b in back.buttons]
        assert len(world.cards_about("ada")) == 1


async def test_opt_out_is_remembered_when_somebody_leaves_and_returns(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada")
        ada = world.x.person("ada")
        answer = await chooses(world.discord.person("Maya"), card, Act.OPT_OUT)
        assert "is not suggested again" in answer.text
        await world.card_says("ada", "Not to be followed, says Maya")
        world.x.unfollows(ada)
        world.advance_a_minute()
        world.x.follows(ada)
        await world.follower_arrives("bo")

        assert len(world.cards_about("ada")) == 1


async def test_a_prompt_expires_and_says_so(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", prompt_expires_hours="2") as world:
        maya = world.discord.person("Maya")
        await world.follower_arrives("ada")
        desk = await maya.types("/queue")
        world.advance(timedelta(hours=2, minutes=1))
        await world.card_says("ada", "xpired")
        answer = await maya.presses(desk, "Approve")

        assert answer.private
        assert "expired" in answer.text


async def test_a_hand_off_nobody_carried_out_lapses_and_can_be_retried(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", handoff_expires_hours="2") as world:
        maya = world.discord.person("Maya")
        await maya.presses(await world.follower_arrives("ada"), "Approve")
        await world.card_with_link("ada")
        world.advance(timedelta(hours=2, minutes=2))
        card = await world.card_says("ada", "Not seen on X")
        await maya.presses(card, "Retry")
        await world.card_with_link("ada")
        world.x.follows_by_hand(world.x.person("ada"))
        world.advance_a_minute()

        await world.card_says("ada", "Followed on X, confirmed")


async def test_a_protected_account_is_confirmed_by_its_request(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada", protected=True)
        assert " · protected\n" in card.text
        await world.discord.person("Maya").presses(card, "Approve")
        await world.card_with_link("ada")
        world.x.follows_by_hand(world.x.person("ada"))
        world.advance_a_minute()

        await world.card_says("ada", "request sent")


async def test_people_already_followed_are_not_suggested(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        cy = world.x.joins("cy")
        world.x.follows_by_hand(cy)
        world.x.follows(cy)
        await world.follower_arrives("ada")

        assert world.cards_about("cy") == []


async def test_only_so_many_cards_a_day_best_first_and_the_others_wait_in_the_queue(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", prompts_per_day="2") as world:
        world.x.gains_follower("small", followers=12, following=20, bio="Maps.")
        world.x.gains_follower("big", followers=90_000, following=300, bio="Maps.")
        world.x.gains_follower("middle", followers=900, following=300, bio="Maps.")
        world.advance_a_minute()
        await world.card_about("middle")
        answer = await world.discord.person("Maya").types("/queue")

        assert world.cards_about("small") == []
        assert world.cards_about("big")
        assert "@big" in answer.text


async def test_a_card_deleted_by_hand_comes_back_once(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada")
        world.discord.person("Maya").deletes(card)

        back = await world.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)
        answer = await world.discord.person("Maya").presses(back, "Skip")
        assert answer.text.startswith("Skipped by Maya")
        assert len(world.cards_about("ada")) == 1


async def test_a_card_deleted_while_the_bot_was_off_comes_back(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        card = await world.follower_arrives("ada")
        await world.stop()
        world.discord.person("Maya").deletes(card)
        await world.start()

        await world.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)


async def test_while_paused_nothing_goes_to_x_and_nobody_is_prompted_even_after_a_restart(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        maya = world.discord.person("Maya")
        card = await world.follower_arrives("ada")
        await maya.types("/pause")
        await world.restart()
        before = len(world.x.calls)
        await maya.presses(card, "Approve")
        world.x.gains_follower("bo")
        world.advance(timedelta(minutes=30))
        status = await maya.types("/status")

        assert "paused" in status.text
        assert len(world.x.calls) == before
        assert world.cards_about("bo") == []

        await maya.types("/resume")
        await world.card_says("ada", "Following since")
        await world.card_about("bo")
