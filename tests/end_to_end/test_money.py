"""X never surprises the team: what it bills is what Mutuals says, and never more than the team's budget."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Answer
from bot.demo.x import Tier
from bot.views.format.numbers import dollars
from tests.town import Town


def spent_in_words(answer: Answer) -> str:
    """The line of /budget now that says what was spent today and this month."""
    return next(line for line in answer.text.splitlines() if "Today" in line)


async def test_the_team_is_told_what_x_bills(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE) as town:
        for handle in ("ada", "bo"):
            town.x.gains_follower(handle)
        town.x.speaks_to_account(town.x.person("ada"))
        card = await town.arrives("cy")
        await town.discord.person("Maya").presses(card, "Approve")
        await town.card_says("cy", "Following since")
        town.passes(timedelta(minutes=6))
        await town.until_told("ada", "engaged")

        answer = await town.discord.person("Leo").types("/budget now")
        said = spent_in_words(await answer.arrives())

        assert town.x.bill.today.micros == town.x.spent_micros
        assert answer.private
        assert len(answer.files) == 1
        assert said.count(dollars(town.x.spent_micros)) == 2


async def test_x_never_bills_more_than_the_budget_and_who_had_no_room_in_it_is_found_later(tmp_path: Path) -> None:
    async with Town(tmp_path, daily_budget_usd="0.10", prompts_per_day="5") as town:
        first = town.clock.now().date()
        town.x.gains_follower("ada")
        town.x.gains_followers(60)
        town.a_minute_passes()
        await town.discord.channel.shows(lambda message: "is used up" in message.text)
        assert "budget" in (await town.discord.person("Maya").types("/status")).text

        town.passes(timedelta(days=1))

        await town.until_known("ada")
        assert max(town.x.bill.on(first).micros, town.x.bill.today.micros) <= 100_000


async def test_what_x_tells_by_itself_is_shown_at_once(tmp_path: Path) -> None:
    async with Town(tmp_path, speed=1, x_stream="follows,unfollows,mentions") as town:
        maya = town.discord.person("Maya")
        await town.until_listening()
        town.x.gains_follower("ada")
        card = await town.card_about("ada")
        town.x.unfollows(town.x.person("ada"))

        await town.card_says("ada", "no longer follow you")
        assert not any(button.label == "Approve" for button in card.buttons)
        assert "unfollowed you" in (await maya.types("/followers lookup", handle="ada")).text
        assert town.x.bill.today.micros == town.x.spent_micros
        assert "events" in (await maya.types("/status")).text.lower()


async def test_other_ways_of_knowing_are_compared_for_this_account(tmp_path: Path) -> None:
    async with Town(tmp_path) as town:
        answer = await town.discord.person("Leo").types("/budget plan")

        assert answer.private
        assert "a month" in answer.text
        assert "sweep" in answer.text.lower() or "all followers" in answer.text.lower()
