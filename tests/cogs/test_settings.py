"""Every setting is shown as it is, a group at a time.

The team's keywords are written in a form that holds those of now, and what was typed is never lost.
"""

from __future__ import annotations

import pytest

from bot.demo.discord.errors import NotPossible
from bot.domain import Keyword, SettingGroup
from bot.views.team.settings import GROUP_ID
from tests.cogs.components.test_forms import fills_in
from tests.support.discord import DiscordWorld, chooses_setting, shows_settings


async def words(world: DiscordWorld, kind: Keyword) -> tuple[str, ...]:
    return await world.services.keywords.words(kind)


@pytest.mark.parametrize(("command", "kind"), [("/settings topics", Keyword.TOPIC), ("/settings muted", Keyword.MUTED)])
async def test_the_form_holds_the_words_and_stores_those_that_are_sent(world: DiscordWorld, command: str, kind: Keyword) -> None:
    await world.suggest_follow_back("ada", bio="Roasts coffee")
    first = await world.maya.submits(await world.maya.types(command), value="coffee, slow food")
    form = await world.leo.types(command)

    assert first.private
    assert "coffee" in first.text
    assert "coffee\\nslow food" in str(form.modal)
    assert await words(world, kind) == ("coffee", "slow food")
    await world.leo.submits(form, value="")
    assert await words(world, kind) == ()


async def test_what_could_never_be_found_is_given_back(world: DiscordWorld) -> None:
    answer = await world.maya.submits(await world.maya.types("/settings muted"), value="casino, !!!")

    assert answer.text.startswith("Nothing was changed:")
    assert "You wrote: casino, !!!" in answer.text
    assert await words(world, Keyword.MUTED) == ()


async def test_whoever_may_only_look_is_told_before_writing_and_changes_nothing(world: DiscordWorld) -> None:
    sam = world.discord.person("Sam")
    refused = await sam.types("/settings topics")
    sent = await fills_in(sam, "setting:topics", value="coffee")

    assert not refused.modal
    assert "can decide here. Nothing was changed." in refused.text
    assert "coffee" in sent.text
    assert await words(world, Keyword.TOPIC) == ()


async def test_keywords_are_changed_among_the_settings_and_told_with_before_and_after(world: DiscordWorld) -> None:
    await world.maya.submits(await world.maya.types("/settings topics"), value="coffee")
    answer = await world.leo.submits(await chooses_setting(world.leo, "topics"), value="tea, *slow* food")
    await world.until_shown()

    told = "**Leo** changed “Topics” from coffee to tea and \\*slow\\* food."
    assert "Saved 2 topics: tea, \\*slow\\* food." in answer.text
    assert "Topics: **tea and \\*slow\\* food** · changed by Leo on" in answer.text
    assert [message.text for message in world.discord.channel.messages].count(told) == 1
    assert told in (await world.maya.types("/history")).text


async def test_a_form_about_other_words_is_none(world: DiscordWorld) -> None:
    assert "no longer exists" in (await fills_in(world.maya, "setting:colour", value="blue")).text


@pytest.mark.parametrize(
    ("group", "lines"),
    [
        (SettingGroup.DAY, ["Time zone: **Europe/Berlin**", "Digest time: **09:00**"]),
        (SettingGroup.CARDS, ["Follower cards a day: **20** · 0 to 500", "Hours for follower cards: **those in which you decide**"]),
        (SettingGroup.WORDS, ["Topics: **none**", "Languages of drafts: **all of your saved replies**"]),
        (SettingGroup.X, ["Daily budget: **$10** · $0 to $10", "Look for new followers every: **60 seconds** · 5 to 3,600"]),
    ],
)
async def test_every_setting_is_shown_with_its_value_and_bounds(world: DiscordWorld, group: SettingGroup, lines: list[str]) -> None:
    answer = await shows_settings(world.maya, group)

    assert answer.private
    for line in lines:
        assert line in answer.text
    assert "Go back to your host’s value" not in str(answer.message)


async def test_a_group_that_there_is_not_is_none(world: DiscordWorld) -> None:
    shown = await world.maya.types("/settings show")
    with pytest.raises(NotPossible):
        await world.maya.picks(shown, GROUP_ID, ["everything"])
