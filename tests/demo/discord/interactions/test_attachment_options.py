"""A group of commands inside a group, and files that go both ways through it: given with a command, and read in a private answer."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.demo.discord import Json, NotPossible, SimulatedDiscord, SimulatedMember, Upload
from tests.demo.discord.example_bot import PNG, SampleBot, running
from tests.demo.discord.raw_client import Caller, RawGateway

Interaction = discord.Interaction[Any]
CSV = "intent,text\r\nthanks,Thank you {name} 💙\r\n".encode()
MAX_FILE_BYTES = 10 * 1024 * 1024


class Replies(app_commands.Group):
    """Two commands, and a group of further ones."""

    saved = app_commands.Group(name="saved", description="What can be sent again")

    def __init__(self) -> None:
        super().__init__(name="replies", description="Answers")
        self.kept = b""

    @app_commands.command(description="What waits")
    async def queue(self, interaction: Interaction) -> None:
        await interaction.response.send_message("Nothing waits", ephemeral=True)

    @app_commands.command(description="How it goes")
    async def stats(self, interaction: Interaction, days: app_commands.Range[int, 1, 30] = 7) -> None:
        await interaction.response.send_message(f"{days} days", ephemeral=True)

    @saved.command(description="One more")
    async def add(self, interaction: Interaction, text: str) -> None:
        await interaction.response.send_message(f"Added: {text}", ephemeral=True)

    @saved.command(description="Change one")
    async def edit(self, interaction: Interaction, reply: str) -> None:
        await interaction.response.send_message(f"Changed: {reply}", ephemeral=True)

    @edit.autocomplete("reply")
    async def _known(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name.title(), value=name) for name in ("thanks", "thumbs") if name.startswith(typed)]

    @saved.command(name="import", description="Take in a file")
    async def take_in(self, interaction: Interaction, file: discord.Attachment, more: discord.Attachment | None = None) -> None:
        await interaction.response.defer(ephemeral=True)
        self.kept = await file.read()
        second = "-" if more is None else (await more.read()).decode()
        facts = f"{file.filename} {file.size} {file.content_type} {file.width} {file.ephemeral} {second}"
        await interaction.followup.send(facts, ephemeral=True)

    @saved.command(name="export", description="Give out a file")
    async def give_out(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("Here", file=discord.File(io.BytesIO(self.kept), "saved.csv"), ephemeral=True)


@pytest.fixture
async def replies(d: SimulatedDiscord) -> AsyncIterator[Replies]:
    replies = Replies()
    async with running(SampleBot(d.guild_id, replies), d):
        yield replies
    assert d.refusals == []


@pytest.mark.usefixtures("replies")
async def test_every_command_of_both_levels_is_reached(maya: SimulatedMember) -> None:
    assert (await maya.types("/replies queue")).text == "Nothing waits"
    assert (await maya.types("/replies stats", days=3)).text == "3 days"
    assert (await maya.types("/replies saved add", text="Thanks!")).text == "Added: Thanks!"
    assert await maya.completes("/replies saved edit", "reply", "th") == [("Thanks", "thanks"), ("Thumbs", "thumbs")]
    answer = await maya.types("/replies saved edit", reply="thanks")
    assert (answer.text, answer.private) == ("Changed: thanks", True)
    assert answer.message is not None
    assert answer.message.payload["interaction"]["name"] == "replies saved edit"


@pytest.mark.usefixtures("replies")
@pytest.mark.parametrize(
    ("command", "options", "why"),
    [
        ("/replies", {}, "needs one more word"),
        ("/replies saved", {}, "needs one more word"),
        ("/replies add", {}, "no 'add'.*/replies saved add"),
        ("/replies saved queue", {}, "no 'queue'"),
        ("/replies saved add more", {}, "no 'more'"),
        ("/replies saved import", {}, r"cannot be sent without \['file'\]"),
        ("/replies saved import", {"file": "saved.csv"}, "'saved.csv' is no file"),
        ("/replies saved import", {"file": b"text"}, "is no file"),
        ("/replies saved add", {"text": Upload("saved.csv", b"text")}, "cannot be typed"),
    ],
)
async def test_what_the_app_would_not_send(maya: SimulatedMember, command: str, options: dict[str, Any], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        await maya.types(command, **options)


async def test_a_file_is_given_read_and_given_back(replies: Replies, maya: SimulatedMember, leo: SimulatedMember) -> None:
    answer = await maya.types("/replies saved import", file=Upload("saved.csv", CSV))
    await answer.arrives()
    assert (answer.text, answer.private) == (f"saved.csv {len(CSV)} text/csv None True -", True)
    assert replies.kept == CSV

    answer = await leo.types("/replies saved export")
    await answer.arrives()
    assert answer.private
    assert answer.message is not None
    assert [(file.name, file.data) for file in answer.files] == [(file.name, file.data) for file in answer.message.files]
    assert [(file.name, file.data) for file in answer.files] == [("saved.csv", CSV)]


async def test_two_files_with_names_that_need_care(replies: Replies, maya: SimulatedMember) -> None:
    answer = await maya.types("/replies saved import", file=Upload("März #1?/2.png", PNG), more=Upload("empty.txt", b""))
    await answer.arrives()
    assert answer.text == f"März #1?/2.png {len(PNG)} image/png 3 True "
    assert replies.kept == PNG


async def test_a_file_may_be_as_large_as_in_a_message(replies: Replies, maya: SimulatedMember) -> None:
    await (await maya.types("/replies saved import", file=Upload("large.bin", bytes(MAX_FILE_BYTES)))).arrives()
    assert len(replies.kept) == MAX_FILE_BYTES
    with pytest.raises(NotPossible, match=r"'larger\.bin' is larger than the 10,485,760 bytes"):
        await maya.types("/replies saved import", file=Upload("larger.bin", bytes(MAX_FILE_BYTES + 1)))


async def test_the_event_describes_the_file_and_says_where_it_is(
    d: SimulatedDiscord, api: Caller, raw: RawGateway, maya: SimulatedMember
) -> None:
    option: Json = {"type": 11, "name": "file", "description": "A file", "required": True}
    registered = await api.post(
        f"/applications/{d.application_id}/commands",
        {"name": "import", "description": "Take in", "options": [option]},
        "/applications/{application_id}/commands",
    )
    assert registered.json["options"] == [option]
    async with aiohttp.ClientSession() as browser:
        data = await given(raw, api, maya, Upload("saved.csv", CSV))
        ((file_id, described),) = data["resolved"]["attachments"].items()
        assert data["options"] == [{"name": "file", "type": 11, "value": file_id}]
        assert {key: described[key] for key in ("id", "filename", "size")} == {"id": file_id, "filename": "saved.csv", "size": len(CSV)}
        assert described["url"] == described["proxy_url"]
        assert described["url"].startswith(f"{d.url}/ephemeral-attachments/")
        async with browser.get(described["url"]) as response:
            assert await response.read() == CSV
            assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''saved.csv"
        async with browser.get(described["url"].replace("saved.csv", "other.csv")) as response:
            assert response.status == 404


async def given(raw: RawGateway, api: Caller, who: SimulatedMember, upload: Upload) -> Json:
    """The data that the bot receives when somebody gives it this file; it answers at once."""
    async with asyncio.TaskGroup() as group:
        group.create_task(who.types("/import", file=upload))
        event = (await raw.receive("INTERACTION_CREATE"))["d"]
        await api.post(f"/interactions/{event['id']}/{event['token']}/callback", {"type": 4, "data": {"content": "Taken"}})
    data: Json = event["data"]
    return data
