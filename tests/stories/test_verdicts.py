"""What is said of people, from outside: why, who first, who is suppressed, and a member's override, which wins."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Unpack

import pytest

from bot.demo.discord import Message
from bot.demo.x import Persona
from bot.demo.x.world.world import ProfileFields
from bot.domain import Act
from tests.support.bot import BotWorld
from tests.support.discord import chooses
from tests.support.team import START

PLAIN = ProfileFields(followers=120, following=90, posts=400, likes=300, bio="Maps.")
DOUBTFUL = ProfileFields(followers=20, following=320, posts=900, likes=40, bio="Maps.", created_at=START.replace(year=2019))
SUSPECT = ProfileFields(followers=9, following=4_871, posts=12, likes=0, bio="Maps.", created_at=START.replace(year=2019))


def plain(**facts: Unpack[ProfileFields]) -> ProfileFields:
    """An ordinary person, but for these facts."""
    return {**PLAIN, **facts}


def buttons(message: Message | None) -> list[str]:
    return [button.label for button in message.buttons] if message else []


async def test_a_doubtful_follower_is_called_fine_and_that_wins_and_is_remembered(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        maya = world.discord.person("Maya")
        card = await world.follower_arrives("ada", **DOUBTFUL)
        assert "**unsure** · follows 320, followed by 20" in card.text

        answer = await chooses(maya, card, Act.FINE)
        assert "is fine" in answer.text
        await world.card_says("ada", "**quiet** · Maya said")

        await world.restart()
        looked_up = await world.discord.person("Leo").types("/followers lookup", handle="ada")
        assert "Maya" in looked_up.text
        assert "Verdict: **quiet**" in looked_up.text
        history = await maya.types("/history")
        assert "**Maya** marked @ada as fine" in history.text


async def test_who_is_not_for_us_is_suppressed_until_somebody_clears_it(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        maya = world.discord.person("Maya")
        card = await world.follower_arrives("ada", **PLAIN)
        answer = await chooses(maya, card, Act.NOT_FOR_US)
        assert "is not for us" in answer.text
        await world.card_says("ada", "Not for us, says Maya")

        looked_up = await maya.types("/followers lookup", handle="ada")
        assert "Suppressed" in looked_up.text
        assert "Clear override" in buttons(looked_up.message)
        back = await maya.presses(looked_up, "Clear override")
        assert "Suppressed" not in back.text
        assert "Clear override" not in buttons(looked_up.message)


async def test_a_suspicious_follower_gets_no_card_and_one_once_a_member_calls_them_fine(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        world.x.gains_follower("ada", **SUSPECT)
        await world.follower_arrives("bo", **PLAIN)
        assert world.cards_about("ada") == []

        looked_up = await world.discord.person("Maya").types("/followers lookup", handle="ada")
        assert "Verdict: **suspicious**" in looked_up.text
        assert "follows 4,871, followed by 9" in looked_up.text
        sam = world.discord.person("Sam")
        refused = await sam.presses(await sam.types("/followers lookup", handle="ada"), "This one is fine")
        assert "Only members with the role" in refused.text
        assert world.cards_about("ada") == []
        await world.discord.person("Maya").presses(looked_up, "This one is fine")
        card = await world.card_about("ada")
        assert "**quiet**" in card.text


async def test_who_mentions_the_account_is_engaged_and_comes_first(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.gains_follower("ada", **PLAIN)
        await world.follower_arrives("bo", **plain(followers=90_000))
        world.x.posts(ada, "what a lovely idea")
        world.advance(timedelta(minutes=6))
        card = await world.card_says("ada", "**engaged** · spoke to you once")
        assert card.text.count("poke to you once") == 1, "no fact twice"
        queue = await world.discord.person("Maya").types("/queue")
        assert "@ada" in queue.text


async def test_topics_bring_people_forward_and_never_words_keep_them_off(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", prompts_per_day="0") as world:
        maya = world.discord.person("Maya")
        form = await maya.types("/settings topics")
        saved = await maya.submits(form, value="coffee\ndesign")
        assert saved.private
        assert "coffee, design" in saved.text
        again = await maya.types("/settings topics")
        assert "coffee\\ndesign" in str(again.modal)
        form = await maya.types("/settings muted")
        assert "casino" in (await maya.submits(form, value="casino")).text

        world.x.gains_follower("roaster", **plain(bio="I write about coffees."))
        world.x.gains_follower("gambler", **plain(bio="Best CASINO tips, and coffee", followers=50_000))
        world.x.gains_follower("walker", **plain(bio="Long walks. Coffeehouse owner.", followers=130))
        world.advance_a_minute()
        await world.until_known("walker")
        queue = await maya.types("/queue")
        assert "@roaster" in queue.text
        assert "Writes about coffee" in queue.text
        assert "of 2 waiting" in queue.text
        looked_up = await maya.types("/followers lookup", handle="gambler")
        assert "Suppressed" in looked_up.text
        assert "casino" in looked_up.text

        await maya.submits(await maya.types("/settings muted"), value="")
        await world.until_queue_says(maya, "of 3 waiting")


@pytest.mark.parametrize("words", ["x" * 41, "\n".join(f"word{n}" for n in range(60))])
async def test_words_that_cannot_be_kept_change_nothing_and_are_given_back(tmp_path: Path, words: str) -> None:
    async with BotWorld(tmp_path) as world:
        maya = world.discord.person("Maya")
        await maya.submits(await maya.types("/settings topics"), value="coffee")
        answer = await maya.submits(await maya.types("/settings topics"), value=words)
        assert answer.text.startswith("Nothing was changed")
        assert words[:5] in answer.text
        assert "coffee" in str((await maya.types("/settings topics")).modal)


async def test_a_form_opened_before_a_restart_is_still_taken(tmp_path: Path) -> None:
    async with BotWorld(tmp_path) as world:
        maya = world.discord.person("Maya")
        form = await maya.types("/settings topics")
        await world.restart()
        assert "coffee" in (await maya.submits(form, value="coffee")).text


async def test_who_left_and_came_back_is_known_to_have_done_so(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", prompts_per_day="0") as world:
        ada = world.x.gains_follower("ada", **PLAIN)
        world.advance_a_minute()
        await world.until_known("ada")
        world.x.unfollows(ada)
        world.x.gains_followers(12, Persona.ORDINARY)
        last = world.x.gains_follower("bo", **PLAIN)
        world.advance_a_minute()
        await world.until_known(last.username)
        world.x.follows(ada)
        world.x.gains_follower("cy", **PLAIN)
        world.advance_a_minute()
        await world.until_known("cy")
        await world.until_lookup_says("ada", "came back")
