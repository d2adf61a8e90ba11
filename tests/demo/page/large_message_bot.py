"""The largest message of a team's bot and its form of many lines: a chart, ten people with links, two rows of buttons."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import discord
from discord import ui

from tests.demo.page.channel_bot import CallbackButton, text_view

PEOPLE = tuple(f"CarysSilv435{number:02}" for number in range(10))
WAITING, DECIDED = 700, 500
"""Widths in pixels of the chart before and after the decision."""
TOPICS = "coffee\ndesign & type"


def picture(width: int, name: str = "burst.png") -> discord.File:
    """A PNG of one colour, half as high as it is wide."""
    height = width // 2
    rows = b"".join(b"\0" + bytes((88, 101, 242)) * width for _ in range(height))
    parts = {b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), b"IDAT": zlib.compress(rows), b"IEND": b""}
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts.items())
    return discord.File(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)), name, description="Arrivals in the last day")


def alert(decision: str = "") -> ui.LayoutView:
    """A burst of followers, as a card."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(accent_colour=0xE0A030)
    container.add_item(ui.TextDisplay(f"## 312 look-alikes came in 40 minutes\n{decision or 'Usually 7 come in that time.'}"))
    container.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://burst.png", description="Arrivals in the last day")))
    container.add_item(ui.TextDisplay("- 93 % made between 24 July and 8 August\n- 97 % with handles like a name and five digits"))
    container.add_item(ui.Separator())
    lines = (f"{place}. [@{handle}](https://x.com/{handle}) · follows 1,526, followed by 3" for place, handle in enumerate(PEOPLE, start=1))
    container.add_item(ui.TextDisplay("### Ten of them\n" + "\n".join(lines)))
    decisions: ui.ActionRow[Any] = ui.ActionRow()
    decisions.add_item(CallbackButton("These are fine", decide, style=discord.ButtonStyle.success, custom_id="burst:fine"))
    decisions.add_item(CallbackButton("Hold them all", decide, style=discord.ButtonStyle.danger, custom_id="burst:hold"))
    others: ui.ActionRow[Any] = ui.ActionRow()
    others.add_item(CallbackButton("Topics", asks_topics, style=discord.ButtonStyle.primary, custom_id="burst:topics"))
    others.add_item(ui.Button(label="Followers on X", url="https://x.com/harbourlight/followers"))
    container.add_item(decisions)
    container.add_item(others)
    view.add_item(container)
    return view


async def decide(interaction: discord.Interaction[Any]) -> None:
    """The card says who decided, with another chart in place of the first."""
    await interaction.response.edit_message(view=alert(f"Decided by {interaction.user.display_name}."), attachments=[picture(DECIDED)])


async def asks_topics(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_modal(TopicsForm())


class TopicsForm(ui.Modal):
    """Shows in private what was written, line by line."""

    topics: ui.Label[Any] = ui.Label(
        text="What you care about",
        description="One topic a line",
        component=ui.TextInput(style=discord.TextStyle.paragraph, default=TOPICS, required=False, max_length=60),
    )

    def __init__(self) -> None:
        super().__init__(title="Topics")

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        assert isinstance(self.topics.component, ui.TextInput)
        await interaction.response.send_message(view=text_view(f"Topics: {self.topics.component.value.splitlines()}"), ephemeral=True)
