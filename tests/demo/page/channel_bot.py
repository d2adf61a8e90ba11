"""What a team bot shows and answers in these tests: cards, commands, a form, a private desk and a file."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord import app_commands, ui

HANDLES = ("ada", "adele", "grace", "linus")
HOSTILE = (
    "<script>window.hit = 1</script> <img src=x onerror='window.hit = 2'> [press me](javascript:window.hit=3) "
    "[also](data:text/html,hit) <t:99999999999999999:R> **bold _and ~~everything"
)
FACTS = "1,204 followers · follows 310 · 2,811 posts\n- mentioned you twice\n- posts every day\n-# Approve opens X: $0"


class CallbackButton(ui.Button[Any]):
    """A button that callback what it was given."""

    def __init__(self, label: str, callback: Any, **options: Any) -> None:
        super().__init__(label=label, **options)
        self._callback = callback

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self._callback(interaction)


class VerdictSelect(ui.Select[Any]):
    """Shows what was chosen in place of itself."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=label, value=label.lower(), description=f"{label} people") for label in ("Engaged", "Quiet")]
        super().__init__(placeholder="Which verdict", options=options)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(view=text_view(f"Chosen: {self.values[0]}"))


class NoteForm(ui.Modal):
    """Shows what was written in the channel."""

    note: ui.Label[Any] = ui.Label(
        text="Your note",
        description="The team reads it",
        component=ui.TextInput(style=discord.TextStyle.paragraph, min_length=3, max_length=100),
    )
    title_line: ui.Label[Any] = ui.Label(text="Heading", component=ui.TextInput(required=False, default="For the team"))

    def __init__(self) -> None:
        super().__init__(title="Leave a note")

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        assert isinstance(self.note.component, ui.TextInput)
        assert isinstance(self.title_line.component, ui.TextInput)
        text = f"{self.title_line.component.value}: {self.note.component.value}"
        await interaction.response.send_message(view=text_view(text))


def text_view(text: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    return view


def card(handle: str, avatar: str, bio: str = "Writes about **boats** and *harbours*.") -> ui.LayoutView:
    """A card as a follow-back would be suggested with."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(accent_colour=0x3BA55D)
    who: ui.TextDisplay[Any] = ui.TextDisplay(f"## Ada Lovelace\n[@{handle}](https://x.com/{handle}) · followed <t:1772445600:R>")
    facts: ui.TextDisplay[Any] = ui.TextDisplay(FACTS)
    container.add_item(ui.Section(who, ui.TextDisplay(f"> {bio}"), accessory=ui.Thumbnail(avatar, description=f"Avatar of @{handle}")))
    container.add_item(ui.Separator())
    container.add_item(facts)
    row: ui.ActionRow[Any] = ui.ActionRow()
    for label, style, callback in (
        ("Approve", discord.ButtonStyle.success, approve),
        ("Skip", discord.ButtonStyle.secondary, told_privately),
        ("Later", discord.ButtonStyle.secondary, nothing),
        ("Note", discord.ButtonStyle.primary, lambda interaction: interaction.response.send_modal(NoteForm())),
        ("Never", discord.ButtonStyle.danger, told_privately),
    ):
        row.add_item(CallbackButton(label, callback, style=style, custom_id=f"{handle}:{label}"))
    container.add_item(row)
    links: ui.ActionRow[Any] = ui.ActionRow()
    links.add_item(ui.Button(label="Open X to follow", url=f"https://x.com/intent/follow?user_id={handle}"))
    links.add_item(CallbackButton("Withdraw", nothing, custom_id=f"{handle}:withdraw", disabled=True))
    container.add_item(links)
    view.add_item(container)
    return view


async def approve(interaction: discord.Interaction[Any]) -> None:
    """The card says who approved, and keeps a button under the same custom_id as before."""
    assert interaction.message is not None
    handle = next(item for item in HANDLES if f"@{item}" in str(interaction.message.components[0].to_dict()))
    view = text_view(f"Approved by {interaction.user.display_name}: @{handle}")
    row: ui.ActionRow[Any] = ui.ActionRow()
    row.add_item(CallbackButton("Withdraw", told_privately, custom_id=f"{handle}:Approve"))
    view.add_item(row)
    await interaction.response.edit_message(view=view)


async def told_privately(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message(f"Only for {interaction.user.display_name}.", ephemeral=True)


async def nothing(interaction: discord.Interaction[Any]) -> None:
    """Never answers: Discord gives up after 3 s."""


@app_commands.command(description="Work through the people who wait")
async def queue(interaction: discord.Interaction[Any]) -> None:
    view = text_view("Your desk: 2 wait")
    row: ui.ActionRow[Any] = ui.ActionRow()
    row.add_item(VerdictSelect())
    view.add_item(row)
    await interaction.response.send_message(view=view, ephemeral=True)


@app_commands.command(description="Who decided what")
@app_commands.describe(member="Only this member's decisions", days="How far back")
@app_commands.choices(shape=[app_commands.Choice(name="Table", value="table"), app_commands.Choice(name="File", value="file")])
async def history(
    interaction: discord.Interaction[Any],
    shape: app_commands.Choice[str],
    member: discord.Member | None = None,
    days: app_commands.Range[int, 1, 30] = 7,
) -> None:
    file = discord.File(io.BytesIO(b"day,member\n2026-03-02,Maya\n"), "history.csv")
    whose = member.display_name if member else "everybody"
    await interaction.response.send_message(f"{shape.name} of {whose} for {days} days", file=file, ephemeral=True)


@app_commands.command(description="Takes its time")
async def digest(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.defer(ephemeral=False)


followers = app_commands.Group(name="followers", description="Followers")


@followers.command(description="What is known about a follower")
@app_commands.describe(handle="Their handle on X")
async def lookup(interaction: discord.Interaction[Any], handle: str) -> None:
    await interaction.response.send_message(f"@{handle} is **engaged**.", ephemeral=True)


@lookup.autocomplete("handle")
async def known_handles(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"@{handle} · follower", value=handle) for handle in HANDLES if typed in handle]


@followers.command(name="new", description="The newest followers")
async def newest(interaction: discord.Interaction[Any]) -> None:
    await interaction.response.send_message("Nobody new.", ephemeral=True)


COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group, ...] = (queue, history, digest, followers)
