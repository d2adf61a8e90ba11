"""Forms with selects that are filled in already: where they can be opened from, and what their answer may change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.demo.discord import Message, NotPossible, Response, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import CallbackButton, SampleBot, running
from tests.demo.discord.gateway.test_gateway import text_channel

Interaction = discord.Interaction[Any]
Answers = Callable[[Interaction, str], Awaitable[object]]


class Saved(discord.ui.Modal):
    """A text and two selects, all of them filled in before somebody opens it. answers: what to do with what is sent."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(title="Saved reply")
        self._answers = answers
        self.text = discord.ui.TextInput[Any](style=discord.TextStyle.paragraph, default="Thank you!", max_length=4_000)
        self.intent = discord.ui.Select[Any](options=options("question", "thanks", "praise", default="thanks"))
        languages = options("en", "de", "fr", default="en")
        self.languages = discord.ui.Select[Any](options=languages, min_values=1, max_values=2, required=False)
        for label, field in (("Text", self.text), ("Intent", self.intent), ("Languages", self.languages)):
            self.add_item(discord.ui.Label(text=label, component=field))

    async def on_submit(self, interaction: Interaction) -> None:
        under = interaction.message.id if interaction.message else "nothing"
        await self._answers(interaction, f"{self.text.value}/{self.intent.values}/{self.languages.values} under {under}")


def options(*values: str, default: str) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=value.title(), value=value, default=value == default) for value in values]


async def changes_the_message(interaction: Interaction, text: str) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(text))
    await interaction.response.edit_message(view=view)


async def answers_privately(interaction: Interaction, text: str) -> None:
    await interaction.response.send_message(text, ephemeral=True)


def desk(answers: Answers) -> discord.ui.LayoutView:
    """A text and a button that opens the form."""

    async def opens(interaction: Interaction) -> None:
        await interaction.response.send_modal(Saved(answers))

    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay("as it was"))
    view.add_item(discord.ui.ActionRow(CallbackButton("Edit", opens)))
    return view


@app_commands.command(description="Opens the form, or first a private message with a button for it")
async def saved(interaction: Interaction, at_once: bool, change: bool) -> None:
    answers = changes_the_message if change else answers_privately
    if at_once:
        await interaction.response.send_modal(Saved(answers))
    else:
        await interaction.response.send_message(view=desk(answers), ephemeral=True)


@pytest.fixture
async def team(d: SimulatedDiscord) -> AsyncIterator[SampleBot]:
    async with running(SampleBot(d.guild_id, saved), d) as team:
        yield team
    assert d.refusals == []


async def on_the_card(team: SampleBot, d: SimulatedDiscord, maya: SimulatedMember, answers: Answers) -> tuple[Message, Response]:
    """A message of the channel, and the form that its button opened."""
    await text_channel(team, d).send(view=desk(answers))
    card = d.channel.messages[-1]
    return card, await maya.presses(card, "Edit")


async def test_a_form_changes_the_channels_message_that_it_was_opened_from(
    team: SampleBot, d: SimulatedDiscord, maya: SimulatedMember
) -> None:
    card, form = await on_the_card(team, d, maya, changes_the_message)
    answer = await maya.submits(form, Text="Thanks a lot", Intent="praise", Languages=["de", "fr"])
    assert answer.message is card
    assert (card.text, card.edits, answer.private) == (f"Thanks a lot/['praise']/['de', 'fr'] under {card.id}", 1, False)
    assert d.channel.messages == [card]


async def test_a_form_from_the_channels_message_can_be_answered_privately(
    team: SampleBot, d: SimulatedDiscord, maya: SimulatedMember
) -> None:
    card, form = await on_the_card(team, d, maya, answers_privately)
    answer = await maya.submits(form)
    assert (answer.text, answer.private) == (f"Thank you!/['thanks']/['en'] under {card.id}", True)
    assert (card.text, card.edits) == ("as it was", 0)


@pytest.mark.usefixtures("team")
async def test_a_form_changes_the_private_message_that_it_was_opened_from(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    private = await maya.types("/saved", at_once=False, change=True)
    assert private.message is not None
    answer = await maya.submits(await maya.presses(private, "Edit"), Languages=[])
    assert answer.message is private.message
    assert (answer.text, answer.private) == (f"Thank you!/['thanks']/[] under {private.message.id}", True)
    assert d.channel.messages == []


@pytest.mark.usefixtures("team")
async def test_a_form_from_a_private_message_can_be_answered_beside_it(maya: SimulatedMember) -> None:
    private = await maya.types("/saved", at_once=False, change=False)
    assert private.message is not None
    answer = await maya.submits(await maya.presses(private, "Edit"), Intent="question")
    assert (answer.text, answer.private) == (f"Thank you!/['question']/['en'] under {private.message.id}", True)
    assert private.text == "as it was"


@pytest.mark.usefixtures("team")
async def test_a_form_with_selects_from_a_command(maya: SimulatedMember) -> None:
    answer = await maya.submits(await maya.types("/saved", at_once=True, change=False), Text="line one\nline two")
    assert (answer.text, answer.private) == ("line one\nline two/['thanks']/['en'] under nothing", True)


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        ({"Intent": ["question", "praise"]}, "Between 1 and 1 must be chosen in 'Intent', not 2"),
        ({"Languages": ["en", "de", "fr"]}, "Between 1 and 2 must be chosen in 'Languages', not 3"),
        ({"Intent": []}, "Something must be chosen in 'Intent'"),
        ({"Languages": "it"}, "does not offer"),
        ({"Text": ""}, "must be filled in"),
        ({"Text": "x" * 4_001}, "between 0 and 4000"),
        ({"Text": ["a list"]}, "takes text"),
    ],
)
@pytest.mark.usefixtures("team")
async def test_selects_in_a_form_hold_to_their_numbers(maya: SimulatedMember, inputs: dict[str, Any], why: str) -> None:
    form = await maya.types("/saved", at_once=True, change=False)
    with pytest.raises(NotPossible, match=why):
        await maya.submits(form, **inputs)
    assert (await maya.submits(form)).text.startswith("Thank you!")
