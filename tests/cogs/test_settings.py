"""Every setting is shown as it is.

The team's keywords are written in a form that holds those of now, and what was typed is never lost.
"""

from __future__ import annotations

import pytest

from bot.domain import Keyword
from tests.cogs.components.test_forms import fills_in
from tests.support.discord import DiscordWorld


async def words(world: DiscordWorld, kind: Keyword) -> tuple[str, ...]:
    return await world.services.keywords.words(kind)


@pytest.mark.parametrize(("command", "kind"), [("/settings topics", Keyword.TOPIC), ("/settings muted", Keyword.MUTED)])
async def test_the_form_holds_the_words_and_stores_those_that_are_sent(world: DiscordWorld, command: str, kind: Keyword) -> None:
    await world.suggest_follow_back("ada", bio="Roasts coffee")
    first = await world.maya.submits(await world.maya.types(command), words="coffee, slow food")
    form = await world.leo.types(command)

    assert first.private
    assert "coffee" in first.text
    assert "coffee\\nslow food" in str(form.modal)
    assert await words(world, kind) == ("coffee", "slow food")
    await world.leo.submits(form, words="")
    assert await words(world, kind) == ()


async def test_what_could_never_be_found_is_given_back(world: DiscordWorld) -> None:
    answer = await world.maya.submits(await world.maya.types("/settings muted"), words="casino, !!!")

    assert answer.text.startswith("Nothing was changed:")
    assert "You wrote: casino, !!!" in answer.text
    assert await words(world, Keyword.MUTED) == ()


async def test_whoever_may_not_decide_changes_nothing(world: DiscordWorld) -> None:
    olga = world.discord.person("Olga")
    answer = await olga.submits(await olga.types("/settings topics"), words="coffee")

    assert "coffee" in answer.text
    assert await words(world, Keyword.TOPIC) == ()


async def test_a_form_about_other_words_is_none(world: DiscordWorld) -> None:
    assert "no longer exists" in (await fills_in(world.maya, "words:colour", words="blue")).text


async def test_every_setting_is_shown_with_its_value_and_bounds(world: DiscordWorld) -> None:
    answer = await world.maya.types("/settings show")

    assert answer.private
    for line in ("Time zone: **Europe/Berlin**", "Digest time: **09:00**", "Follower cards a day: **20** · 0 to 500"):
        assert line in answer.text
    for line in (
        "Daily budget: **$10** · $0 to $10",
        "Look for new followers every: **60 seconds** · 5 to 3,600",
        "Read mentions: **on**",
    ):
        assert line in answer.text
    assert f"Roles that decide: **<@&{world.discord.approver_role_id}>**" in answer.text
    assert "Go back to your host’s value" not in str(answer.message)
