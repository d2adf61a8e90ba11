"""Forms: what a person may type into them, and what the bot is then told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.demo.discord import Answer, NotPossible, Person, SimulatedDiscord
from tests.demo.discord.teambot import Plain, TeamBot, running
from tests.demo.discord.test_gateway import text_channel

Interaction = discord.Interaction[Any]


class Note(discord.ui.Modal):
    """A form of the three kinds of fields that ours use."""

    heading = discord.ui.TextDisplay[Any]("About Ada")
    note = discord.ui.TextInput[Any](label="Note", max_length=20, default="as it was")
    mood = discord.ui.Label[Any](
        text="Mood", component=discord.ui.Select(options=[discord.SelectOption(label=mood) for mood in ("good", "bad")])
    )
    aside = discord.ui.Label[Any](text="Aside", component=discord.ui.TextInput(required=False))

    async def on_submit(self, interaction: Interaction) -> None:
        mood, aside = self.mood.component, self.aside.component
        assert isinstance(mood, discord.ui.Select)
        assert isinstance(aside, discord.ui.TextInput)
        text = f"{self.note.value}/{mood.values[0]}/{aside.value}"
        if interaction.message is None:
            await interaction.response.send_message(text)
        else:
            await interaction.response.edit_message(view=None, content=text)


async def asks(interaction: Interaction) -> None:
    await interaction.response.send_modal(Note(title="A note"))


@pytest.fixture
async def form(d: SimulatedDiscord, maya: Person) -> AsyncIterator[Answer]:
    """The open form, and the message under it."""
    async with running(TeamBot(d.guild_id), d) as team:
        view = discord.ui.View(timeout=None)
        view.add_item(Plain("Note", asks))
        await text_channel(team, d).send("card", view=view)
        yield await maya.presses(d.channel.messages[-1], "Note")


async def test_a_form_is_filled_in_and_changes_its_message(d: SimulatedDiscord, maya: Person, form: Answer) -> None:
    assert form.modal is not None
    assert (form.modal["title"], form.message, form.private) == ("A note", None, False)
    answer = await maya.submits(form, Note="typed", Mood="bad", Aside="psst")
    assert answer.message is d.channel.messages[-1]
    assert d.channel.messages[-1].text == "typed/bad/psst"
    with pytest.raises(NotPossible, match="No such form"):
        await maya.submits(form, Mood="bad")


async def test_what_is_not_typed_stays_as_the_form_had_it(maya: Person, form: Answer) -> None:
    assert form.modal is not None
    assert (await maya.submits(form.modal, Mood=["good"])).text == "as it was/good/"


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        ({"Colour": "red"}, "no input"),
        ({"Mood": "so-so"}, "does not offer"),
        ({}, "must be chosen"),
        ({"Mood": "good", "Note": "x" * 21}, "between 0 and 20"),
        ({"Mood": "good", "Note": ""}, "must be filled in"),
    ],
)
async def test_a_form_takes_only_what_it_may(maya: Person, form: Answer, inputs: dict[str, str], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        await maya.submits(form, **inputs)


async def test_a_form_from_a_command_has_no_message(d: SimulatedDiscord, maya: Person) -> None:
    @app_commands.command(description="Write a note")
    async def note(interaction: Interaction) -> None:
        await asks(interaction)

    async with running(TeamBot(d.guild_id, note), d):
        answer = await maya.submits(await maya.types("/note"), Mood="good")
    assert answer.text == "as it was/good/"
    assert answer.message is not None
    assert answer.message.payload["interaction_metadata"]["triggering_interaction_metadata"]["type"] == 2
