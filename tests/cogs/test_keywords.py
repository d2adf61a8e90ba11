"""The team's keywords are written in a form that holds those of now, and what was typed is never lost."""

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
