"""Files: how they come in, where they are given out, and what an edit keeps or replaces."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.discord import Message, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import PNG, CallbackButton, SampleBot, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.interactions.test_interactions import shown
from tests.demo.discord.raw_client import Caller

MESSAGE = "/channels/{channel_id}/messages/{message_id}"
Interaction = discord.Interaction[Any]


@pytest.fixture
def messages(d: SimulatedDiscord) -> str:
    return f"/channels/{d.channel_id}/messages"


async def test_files_are_given_out_where_the_components_say(d: SimulatedDiscord, api: Caller, messages: str) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png", description="30 days")))
    view.add_item(discord.ui.File("attachment://history.csv"))
    files = [in_memory(PNG, "chart.png"), in_memory(b"who,what\n", "history.csv"), in_memory(b"unused", "unused.txt")]
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(view=view, files=files)
    shown = d.channel.messages[0]
    assert [(file.name, file.data) for file in shown.files] == [("chart.png", PNG), ("history.csv", b"who,what\n")]
    assert sent.attachments == []
    gallery, file = (await api.get(f"{messages}/{sent.id}", MESSAGE)).json["components"]
    assert (gallery["items"][0]["media"]["width"], gallery["items"][0]["media"]["height"]) == (3, 2)
    assert (file["name"], file["size"]) == ("history.csv", 9)
    async with aiohttp.ClientSession() as browser, browser.get(gallery["items"][0]["media"]["url"]) as response:
        assert await response.read() == PNG
        assert response.content_type == "image/png"


async def test_an_edit_keeps_the_files_that_it_does_not_mention(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send("two", files=[in_memory(b"a", "a.txt", "the first"), in_memory(b"b", "b.txt")])
        shown = d.channel.messages[0]
        assert [file.description for file in shown.files] == ["the first", None]
        await sent.edit(content="still two")
        assert [file.name for file in shown.files] == ["a.txt", "b.txt"]
        await sent.edit(attachments=[sent.attachments[1], in_memory(b"c", "c.txt")])
        assert [file.name for file in shown.files] == ["b.txt", "c.txt"]
        await sent.edit(attachments=[])
        assert shown.files == []


async def test_an_edit_replaces_the_file_that_the_components_show(d: SimulatedDiscord, api: Caller, messages: str) -> None:
    def chart() -> discord.ui.LayoutView:
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png")))
        return view

    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(view=chart(), file=in_memory(PNG, "chart.png"))
        before = d.channel.messages[0].components[0]["items"][0]["media"]["url"]
        await sent.edit(view=chart(), attachments=[in_memory(PNG + b"newer", "chart.png", "30 days")])
    (shown,) = d.channel.messages[0].files
    assert (shown.data, shown.description) == (PNG + b"newer", "30 days")
    payload = (await api.get(f"{messages}/{sent.id}", MESSAGE)).json
    assert payload["components"][0]["items"][0]["media"]["url"] == shown.url != before
    assert payload["attachments"] == []
    assert d.channel.messages[0].edits == 1


async def test_a_new_file_alone_takes_the_place_of_the_old_ones(d: SimulatedDiscord, api: Caller, messages: str) -> None:
    """As since version 10 of the API: what is to stay has to be named."""
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send("one", file=in_memory(b"a", "a.txt"))
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps({"content": "other"}), content_type="application/json")
    form.add_field("files[0]", b"b", filename="b.txt")
    assert (await api.call("PATCH", f"{messages}/{sent.id}", MESSAGE, data=form)).status == 200
    assert [file.name for file in d.channel.messages[0].files] == ["b.txt"]


async def test_an_edit_that_shows_a_missing_file_changes_nothing(d: SimulatedDiscord) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png")))
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(view=view, file=in_memory(PNG, "chart.png"))
        with pytest.raises(discord.HTTPException):
            await sent.edit(view=view, attachments=[in_memory(PNG, "other.png")])
    assert [file.name for file in d.channel.messages[0].files] == ["chart.png"]


async def test_an_edit_of_something_else_leaves_the_shown_file(d: SimulatedDiscord, api: Caller, messages: str) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.File("attachment://history.csv"))
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(view=view, file=in_memory(b"who,what\n", "history.csv"))
    before = d.channel.messages[0].payload["components"]
    edited = await api.call("PATCH", f"{messages}/{sent.id}", MESSAGE, json={"allowed_mentions": {"parse": []}})
    assert edited.json["components"] == before
    assert [file.name for file in d.channel.messages[0].files] == ["history.csv"]


async def test_file_names_survive_the_address(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(file=in_memory(b"data", "März 1?.txt"))
    async with aiohttp.ClientSession() as browser, browser.get(sent.attachments[0].url) as response:
        assert await response.read() == b"data"


async def test_an_embed_can_show_a_file(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        embed = discord.Embed(title="Digest").set_image(url="attachment://chart.png")
        sent = await text_channel(team, d).send(embed=embed, file=in_memory(PNG, "chart.png"))
    assert sent.embeds[0].image.url == d.channel.messages[0].files[0].url


async def test_unknown_files_are_not_given_out(d: SimulatedDiscord) -> None:
    async with aiohttp.ClientSession() as browser, browser.get(f"{d.url}/attachments/1/2/x.png") as response:
        assert response.status == 404


async def test_a_file_that_was_not_sent_along_cannot_be_shown(d: SimulatedDiscord) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.File("attachment://missing.csv"))
    async with running(SampleBot(d.guild_id), d) as team:
        with pytest.raises(discord.HTTPException) as refused:
            await text_channel(team, d).send(view=view)
    assert refused.value.code == 50035
    assert "missing.csv" in d.refusals[0]


async def test_a_file_above_ten_megabytes_is_refused(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        with pytest.raises(discord.HTTPException) as refused:
            await text_channel(team, d).send(file=in_memory(bytes(10 * 1024 * 1024 + 1), "big.bin"))
    assert (refused.value.status, refused.value.code) == (413, 40005)


async def test_an_answer_can_replace_the_chart_of_its_message(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    def chart(*buttons: discord.ui.Button[Any]) -> discord.ui.LayoutView:
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png")))
        for button in buttons:
            view.add_item(discord.ui.ActionRow(button))
        return view

    async def at_once(interaction: Interaction) -> None:
        await interaction.response.edit_message(view=chart(CallbackButton("Later", later)), attachments=[in_memory(b"second")])

    async def later(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=chart(), attachments=[in_memory(b"third")])

    def in_memory(data: bytes) -> discord.File:
        return discord.File(io.BytesIO(data), "chart.png")

    def edited_more_often(message: Message, than: int) -> bool:
        return message.edits > than

    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=chart(CallbackButton("Now", at_once)), file=in_memory(b"first"))
        message = d.channel.messages[-1]
        seen = [file.data for file in message.files]
        for edits, label in enumerate(("Now", "Later")):
            await maya.presses(message, label)
            await d.until(partial(edited_more_often, message, edits))
            seen += [file.data for file in message.files]
    assert seen == [b"first", b"second", b"third"]
    assert d.refusals == []


async def test_an_answer_with_a_file(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async def exports(interaction: Interaction) -> None:
        file = discord.File(io.BytesIO(b"who,what\n"), "history.csv", description="All decisions")
        await interaction.response.send_message("Here", file=file, ephemeral=True)

    async with running(SampleBot(d.guild_id), d) as team:
        answer = await maya.presses(await shown(team, d, CallbackButton("Export", exports)), "Export")
    assert [(file.name, file.data, file.description) for file in answer.files] == [("history.csv", b"who,what\n", "All decisions")]
    assert d.refusals == []


def in_memory(data: bytes, name: str, description: str | None = None) -> discord.File:
    return discord.File(io.BytesIO(data), name, description=description)
