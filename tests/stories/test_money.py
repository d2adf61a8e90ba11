"""X never surprises the team: what it bills is what Mutuals says, and never more than the team's budget."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Response
from bot.demo.x import Tier
from bot.views.format.numbers import dollars
from tests.support.bot import BotWorld


def spent_in_words(answer: Response) -> str:
    """The line of /budget now that says what was spent today and this month."""
    return next(line for line in answer.text.splitlines() if "Today" in line)


async def test_the_team_is_told_what_x_bills(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE) as world:
        for handle in ("ada", "bo"):
            world.x.gains_follower(handle)
        world.x.speaks_to_account(world.x.person("ada"))
        card = await world.follower_arrives("cy")
        await world.discord.person("Maya").presses(card, "Approve")
        await world.card_says("cy", "Following since")
        world.advance(timedelta(minutes=6))
        await world.until_lookup_says("ada", "engaged")

        await world.until_idle()  # what a poll under way has reserved counts as spent until X has answered
        answer = await (await world.discord.person("Leo").types("/budget now")).arrives()
        assert spent_in_words(answer).count(dollars(world.x.spent_micros)) == 2
        assert world.x.bill.today.micros == world.x.spent_micros
        assert answer.private
        assert len(answer.files) == 1


async def test_x_never_bills_more_than_the_budget_and_who_had_no_room_in_it_is_found_later(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, daily_budget_usd="0.10", prompts_per_day="5") as world:
        first = world.clock.now().date()
        world.x.gains_follower("ada")
        world.x.gains_followers(60)
        world.advance_a_minute()
        await world.discord.channel.shows(lambda message: "is used up" in message.text)
        assert "budget" in (await world.discord.person("Maya").types("/status")).text

        world.advance(timedelta(days=1))

        await world.until_known("ada")
        assert max(world.x.bill.on(first).micros, world.x.bill.today.micros) <= 100_000


async def test_what_x_tells_by_itself_is_shown_at_once(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, speed=1, x_stream="follows,unfollows,mentions") as world:
        maya = world.discord.person("Maya")
        await world.until_listening()
        world.x.gains_follower("ada")
        card = await world.card_about("ada")
        world.x.unfollows(world.x.person("ada"))

        await world.card_says("ada", "no longer follow you")
        assert not any(button.label == "Approve" for button in card.buttons)
        assert "unfollowed you" in (await maya.types("/followers lookup", handle="ada")).text
        assert world.x.bill.today.micros == world.x.spent_micros
        assert "events" in (await maya.presses(await maya.types("/status"), "Details")).text.lower()


async def test_other_ways_of_knowing_are_compared_for_this_account(tmp_path: Path) -> None:
    async with BotWorld(tmp_path) as world:
        answer = await world.discord.person("Leo").types("/budget plan")

        assert answer.private
        assert "a month" in answer.text
        assert "sweep" in answer.text.lower() or "all followers" in answer.text.lower()
