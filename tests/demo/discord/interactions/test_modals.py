"""Forms: what a person may type into them, and what the bot is then told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.demo.discord import Json, NotPossible, Response, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import CallbackButton, SampleBot, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.raw_client import Caller, RawGateway

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
async def form(d: SimulatedDiscord, maya: SimulatedMember) -> AsyncIterator[Response]:
    """The open form, and the message under it."""
    async with running(SampleBot(d.guild_id), d) as team:
        view = discord.ui.View(timeout=None)
        view.add_item(CallbackButton("Note", asks))
        await text_channel(team, d).send("card", view=view)
        yield await maya.presses(d.channel.messages[-1], "Note")


async def test_a_form_is_filled_in_and_changes_its_message(d: SimulatedDiscord, maya: SimulatedMember, form: Response) -> None:
    assert form.modal is not None
    assert (form.modal["title"], form.message, form.private) == ("A note", None, False)
    answer = await maya.submits(form, Note="typed", Mood="bad", Aside="psst")
    assert answer.message is d.channel.messages[-1]
    assert d.channel.messages[-1].text == "typed/bad/psst"
    with pytest.raises(NotPossible, match="No such form"):
        await maya.submits(form, Mood="bad")


async def test_what_is_not_typed_stays_as_the_form_had_it(maya: SimulatedMember, form: Response) -> None:
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
async def test_a_form_takes_only_what_it_may(maya: SimulatedMember, form: Response, inputs: dict[str, str], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        await maya.submits(form, **inputs)


class Topics(discord.ui.Modal):
    """A form of many lines that holds what was written before."""

    topics = discord.ui.Label[Any](
        text="Topics",
        description="One a line",
        component=discord.ui.TextInput(style=discord.TextStyle.paragraph, default="coffee\ndesign", required=False, max_length=30),
    )

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.topics.component, discord.ui.TextInput)
        await interaction.response.send_message(repr(self.topics.component.value), ephemeral=True)


@pytest.mark.parametrize(
    ("inputs", "heard"),
    [({}, "coffee\ndesign"), ({"Topics": "coffee\ndesign\nboats"}, "coffee\ndesign\nboats"), ({"Topics": ""}, "")],
)
async def test_many_lines_can_be_kept_changed_and_emptied(
    d: SimulatedDiscord, maya: SimulatedMember, inputs: dict[str, str], heard: str
) -> None:
    @app_commands.command(description="What we care about")
    async def topics(interaction: Interaction) -> None:
        await interaction.response.send_modal(Topics(title="Topics"))

    async with running(SampleBot(d.guild_id, topics), d):
        form = await maya.types("/topics")
        assert form.modal is not None
        field = form.modal["components"][0]["component"]
        assert (field["style"], field["value"], field["max_length"], field["required"]) == (2, "coffee\ndesign", 30, False)
        answer = await maya.submits(form, **inputs)
    assert (answer.text, answer.private) == (repr(heard), True)
    assert d.refusals == []


async def test_a_form_from_a_command_has_no_message(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    @app_commands.command(description="Write a note")
    async def note(interaction: Interaction) -> None:
        await asks(interaction)

    async with running(SampleBot(d.guild_id, note), d):
        answer = await maya.submits(await maya.types("/note"), Mood="good")
    assert answer.text == "as it was/good/"
    assert answer.message is not None
    assert answer.message.payload["interaction_metadata"]["triggering_interaction_metadata"]["type"] == 2


async def test_a_form_that_nobody_answered_stays_open(d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember) -> None:
    await api.post(f"/applications/{d.application_id}/commands", {"name": "note", "description": "Write a note"})
    field = {"type": 4, "style": 1, "custom_id": "note"}
    form = {"custom_id": "form", "title": "Note", "components": [{"type": 18, "label": "Note", "component": field}]}
    opened = asyncio.create_task(maya.types("/note"))
    await says(api, await raw.receive("INTERACTION_CREATE"), 9, form)
    shown = await opened
    await raw.socket.close()
    await d.until(lambda: not d.bot_online)
    assert (await maya.submits(shown, Note="once")).failed
    async with RawGateway(d.gateway_url, d.token) as back:
        await back.identify()
        again = asyncio.create_task(maya.submits(shown, Note="twice"))
        heard = await back.receive("INTERACTION_CREATE")
        await says(api, heard, 4, {"content": "Noted"})
    assert heard["d"]["data"]["components"][0]["component"]["value"] == "twice"
    assert (await again).text == "Noted"


async def says(api: Caller, heard: Json, kind: int, data: Json) -> None:
    """Respond to the received event with a callback of this type."""
    event = heard["d"]
    reply = await api.post(f"/interactions/{event['id']}/{event['token']}/callback", {"type": kind, "data": data})
    assert reply.status == 204
