"""The main job from outside: a follower appears, a card, a click, the follow-back, its confirmation and the digest.

A restart may come between any two steps.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Tier
from tests.town import Town, followed_by

A_TURN = timedelta(minutes=7)
"""Longer than any gap between two follow-backs."""

STEPS = ("never", "arrived", "approved", "followed", "confirmed", "reported")


class Interruption:
    """Restarts the bot after one step of the story."""

    def __init__(self, town: Town, after: str) -> None:
        self._town, self._after = town, after

    async def may_come(self, step: str) -> None:
        if step == self._after:
            await self._town.restarts()


@pytest.mark.parametrize("restart_after", STEPS)
async def test_by_hand_off_on_self_serve(tmp_path: Path, restart_after: str) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        interruption = Interruption(town, restart_after)
        maya = town.discord.person("Maya")

        card = await town.arrives("ada", followers=1200, following=300)
        ada = town.x.person("ada")
        await interruption.may_come("arrived")
        answer = await maya.presses(card, "Approve")
        assert answer.text.startswith("Approved by Maya")
        await interruption.may_come("approved")

        card = await town.card_with_link("ada")
        assert f"https://x.com/intent/follow?user_id={ada.id}" in [button.url for button in card.buttons]
        assert town.x.follow_requests == []
        town.x.follows_by_hand(ada)
        await interruption.may_come("followed")
        town.a_minute_passes()
        card = await town.card_says("ada", "Approved by Maya", "Followed on X, confirmed")
        assert [button.label for button in card.buttons] == []
        await interruption.may_come("confirmed")

        await town.next_digest()
        await interruption.may_come("reported")
        town.passes(timedelta(hours=2))
        digests = town.digests()
        assert len(digests) == 1
        assert "Maya" in digests[0].text
        assert len(town.cards_about("ada")) == 1


@pytest.mark.parametrize("restart_after", STEPS)
async def test_by_api_on_enterprise(tmp_path: Path, restart_after: str) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as town:
        interruption = Interruption(town, restart_after)
        card = await town.arrives("ada")
        await interruption.may_come("arrived")
        await town.discord.person("Maya").presses(card, "Approve")
        await interruption.may_come("approved")
        await town.card_says("ada", "Approved by Maya", "Following since")
        await interruption.may_come("confirmed")
        await town.next_digest()
        await interruption.may_come("reported")

        assert town.x.follow_requests == [town.x.person("ada").id]
        assert followed_by(town.x) >= {"ada"}
        assert len(town.digests()) == 1
        assert len(town.cards_about("ada")) == 1


async def test_on_self_serve_mutuals_finds_out_by_itself_and_says_so_on_the_card(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        maya = town.discord.person("Maya")
        for handle in ("ada", "bo"):
            await town.arrives(handle)
            card = await town.card_says(handle, "gives you a link")
            await maya.presses(card, "Approve")
            await town.card_with_link(handle)

        assert town.x.follow_requests == []
        asked = [call for call in town.x.calls if call.method == "POST"]
        assert [call.status for call in asked] == [403], "once, and not about a person"
        assert town.messages_saying("lets this app follow") == []
        assert all(len(town.cards_about(handle)) == 1 for handle in ("ada", "bo"))


async def test_the_second_clicker_is_told_who_was_first(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        leo = town.discord.person("Leo")
        card = await town.arrives("ada")
        desk = await leo.types("/queue")

        await town.discord.person("Maya").presses(card, "Approve")
        answer = await leo.presses(desk, "Skip")

        assert answer.private
        assert "Maya approved" in answer.text
        assert town.cards_about("ada")[0].text.startswith("Approved by Maya")
        assert town.x.follow_page_opened_for == []


async def test_of_two_who_click_at_once_one_decides(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as town:
        maya, leo = town.discord.person("Maya"), town.discord.person("Leo")
        for handle in ("ada", "bo", "cy"):
            town.passes(A_TURN)
            card = await town.arrives(handle)
            answers = await asyncio.gather(maya.presses(card, "Skip"), leo.presses(card, "Approve"), maya.presses(card, "Skip"))

            assert sum(answer.private for answer in answers) == 2
            first = "Skipped by Maya" if not (answers[0].private and answers[2].private) else "Approved by Leo"
            await town.card_says(handle, first)
        await town.until(lambda: not town.messages_saying("on its way"))

        approved = [handle for handle in ("ada", "bo", "cy") if "Approved by Leo" in town.cards_about(handle)[0].text]
        assert {town.x.person(handle).id for handle in approved} == set(town.x.follow_requests)


async def test_who_has_no_approver_role_decides_nothing(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada")
        answer = await town.discord.person("Sam").presses(card, "Approve")

        assert answer.private
        assert [b.label for b in town.cards_about("ada")[0].buttons] == ["Approve", "Skip", "Later", "Never", "Not for us"]


async def test_where_no_role_is_named_who_manages_the_server_decides(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", discord_approver_role_ids="") as town:
        card = await town.arrives("ada")
        assert (await town.discord.person("Maya").presses(card, "Skip")).private
        answer = await town.discord.person("Olga").presses(card, "Skip")

        assert answer.text.startswith("Skipped by Olga")


async def test_an_approval_is_withdrawn_as_long_as_nothing_was_sent(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", follow_backs_per_hour="1") as town:
        maya = town.discord.person("Maya")
        await maya.presses(await town.arrives("ada"), "Approve")
        await town.card_says("ada", "Following since")
        card = await town.arrives("bo")
        await maya.presses(card, "Approve")
        await town.card_says("bo", "Approved by Maya", "Goes out at about")
        answer = await maya.presses(card, "Withdraw")
        town.passes(timedelta(hours=3))

        assert "Withdrawn by Maya" in answer.text
        assert town.x.follow_requests == [town.x.person("ada").id]


async def test_what_waits_for_its_turn_goes_out_by_itself(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", follow_backs_per_hour="1") as town:
        maya = town.discord.person("Maya")
        await maya.presses(await town.arrives("ada"), "Approve")
        await town.card_says("ada", "Following since")
        await maya.presses(await town.arrives("bo"), "Approve")
        await town.card_says("bo", "Goes out at about", "at most 1 an hour")
        assert len(town.x.follow_requests) == 1
        town.passes(timedelta(hours=1, minutes=40))

        await town.card_says("bo", "Following since")


async def test_in_quiet_hours_an_approval_waits_and_goes_out_after_them(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise", quiet_hours="09:00-14:00") as town:
        await town.discord.person("Maya").presses(await town.arrives("ada"), "Approve")
        await town.card_says("ada", "Approved by Maya", "Quiet hours until 14:00")
        town.passes(timedelta(hours=2))
        assert [call for call in town.x.calls if call.method == "POST"] == []
        town.passes(timedelta(hours=2))

        await town.card_says("ada", "Following since")


async def test_later_brings_the_card_back_next_morning_and_only_once(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada")
        answer = await town.discord.person("Maya").presses(card, "Later")
        assert answer.text.startswith("Put off by Maya")
        town.passes(timedelta(hours=23, minutes=1))

        back = await town.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)
        assert "Approve" in [b.label for b in back.buttons]
        assert len(town.cards_about("ada")) == 1


async def test_never_is_remembered_when_somebody_leaves_and_returns(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada")
        ada = town.x.person("ada")
        answer = await town.discord.person("Maya").presses(card, "Never")
        assert answer.text.startswith("Left alone by Maya")
        town.x.unfollows(ada)
        town.a_minute_passes()
        town.x.follows(ada)
        await town.arrives("bo")

        assert len(town.cards_about("ada")) == 1


async def test_a_prompt_expires_and_says_so(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", prompt_expires_hours="2") as town:
        maya = town.discord.person("Maya")
        await town.arrives("ada")
        desk = await maya.types("/queue")
        town.passes(timedelta(hours=2, minutes=1))
        await town.card_says("ada", "xpired")
        answer = await maya.presses(desk, "Approve")

        assert answer.private
        assert "expired" in answer.text


async def test_a_hand_off_nobody_carried_out_lapses_and_can_be_taken_up_again(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", handoff_expires_hours="2") as town:
        maya = town.discord.person("Maya")
        await maya.presses(await town.arrives("ada"), "Approve")
        await town.card_with_link("ada")
        town.passes(timedelta(hours=2, minutes=2))
        card = await town.card_says("ada", "Not seen on X")
        await maya.presses(card, "Take up again")
        await town.card_with_link("ada")
        town.x.follows_by_hand(town.x.person("ada"))
        town.a_minute_passes()

        await town.card_says("ada", "Followed on X, confirmed")


async def test_a_protected_account_is_confirmed_by_its_request(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada", protected=True)
        assert "request" in card.text
        await town.discord.person("Maya").presses(card, "Approve")
        await town.card_with_link("ada")
        town.x.follows_by_hand(town.x.person("ada"))
        town.a_minute_passes()

        await town.card_says("ada", "request sent")


async def test_people_already_followed_are_not_suggested(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        cy = town.x.joins("cy")
        town.x.follows_by_hand(cy)
        town.x.follows(cy)
        await town.arrives("ada")

        assert town.cards_about("cy") == []


async def test_only_so_many_cards_a_day_best_first_and_the_others_wait_in_the_queue(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", prompts_per_day="2") as town:
        town.x.gains_follower("small", followers=12, following=20, bio="Maps.")
        town.x.gains_follower("big", followers=90_000, following=300, bio="Maps.")
        town.x.gains_follower("middle", followers=900, following=300, bio="Maps.")
        town.a_minute_passes()
        await town.card_about("middle")
        answer = await town.discord.person("Maya").types("/queue")

        assert town.cards_about("small") == []
        assert town.cards_about("big")
        assert "@big" in answer.text


async def test_a_card_deleted_by_hand_comes_back_once(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada")
        town.discord.person("Maya").deletes(card)

        back = await town.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)
        answer = await town.discord.person("Maya").presses(back, "Skip")
        assert answer.text.startswith("Skipped by Maya")
        assert len(town.cards_about("ada")) == 1


async def test_a_card_deleted_while_the_bot_was_off_comes_back(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        card = await town.arrives("ada")
        await town.closes()
        town.discord.person("Maya").deletes(card)
        await town.opens()

        await town.discord.channel.shows(lambda m: "@ada" in m.text and m.id != card.id)


async def test_while_paused_nothing_goes_to_x_and_nobody_is_prompted_even_after_a_restart(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as town:
        maya = town.discord.person("Maya")
        card = await town.arrives("ada")
        await maya.types("/pause")
        await town.restarts()
        before = len(town.x.calls)
        await maya.presses(card, "Approve")
        town.x.gains_follower("bo")
        town.passes(timedelta(minutes=30))
        status = await maya.types("/status")

        assert "paused" in status.text
        assert len(town.x.calls) == before
        assert town.cards_about("bo") == []

        await maya.types("/resume")
        await town.card_says("ada", "Following since")
        await town.card_about("bo")
