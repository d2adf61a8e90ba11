"""Files on the page: given with a command from the command line, and saved from a private answer; and the forms between them."""

from __future__ import annotations

import base64
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui
from playwright.async_api import FilePayload, Locator, expect
from playwright.async_api import Page as Window

from bot.demo.discord import SimulatedDiscord
from tests.demo.page.channel_bot import text_view
from tests.demo.page.conftest import Opens, PageWorld
from tests.demo.page.http_client import does, sees
from tests.demo.page.test_command_line import line_of, suggestions

pytestmark = pytest.mark.asyncio(loop_scope="session")

CSV = b"intent,text\nthanks,Thank you\n"
MAX_FILE_BYTES = 180 * 1024

Interaction = discord.Interaction[Any]


class SavedForm(ui.Modal):
    """A text, two selects, and one of the server's roles."""

    def __init__(self) -> None:
        super().__init__(title="Saved reply")
        self.text = ui.TextInput[Any](style=discord.TextStyle.paragraph, default="Thank you!")
        intents = [
            discord.SelectOption(label="Question", value="question", description="they ask something"),
            discord.SelectOption(label="Thanks", value="thanks", default=True),
        ]
        self.intent = ui.Select[Any](options=intents)
        languages = [discord.SelectOption(label=name, value=name[:2].lower()) for name in ("English", "Deutsch", "Français")]
        self.languages = ui.Select[Any](options=languages, placeholder="Any language", required=False, max_values=2)
        approver = discord.Object(SimulatedDiscord.approver_role_id, type=discord.Role)
        self.roles = ui.RoleSelect[Any](required=False, max_values=5, default_values=[approver])
        for label, field in (("Text", self.text), ("Intent", self.intent), ("Languages", self.languages), ("Roles", self.roles)):
            self.add_item(ui.Label(text=label, component=field))

    async def on_submit(self, interaction: Interaction) -> None:
        roles = sorted(role.name for role in self.roles.values)
        text = f"{self.text.value} for {self.intent.values} in {self.languages.values} by {roles}"
        if interaction.message is None:
            await interaction.response.send_message(text, ephemeral=True)
        else:
            await interaction.response.edit_message(view=text_view(text))


class Replies(app_commands.Group):
    """Answers that can be sent again, as commands of a group inside a group."""

    saved = app_commands.Group(name="saved", description="What can be sent again")

    def __init__(self) -> None:
        super().__init__(name="replies", description="Answers")

    @saved.command(name="import", description="Take in a file of saved replies")
    @app_commands.describe(file="As /replies saved export gives it", note="What is new in it")
    async def take_in(self, interaction: Interaction, file: discord.Attachment, note: str = "-") -> None:
        given = discord.File(io.BytesIO(await file.read()), file.filename)
        await interaction.response.send_message(f"{file.filename} with {file.size} bytes: {note}", file=given, ephemeral=True)

    @saved.command(description="Write one more")
    async def add(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(SavedForm())


class Edits(ui.Button[Any]):
    """Opens the form."""

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(SavedForm())


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def replies(world: PageWorld) -> AsyncIterator[None]:
    home = discord.Object(world.discord.guild_id)
    world.bot.tree.add_command(Replies(), guild=home)
    await world.bot.tree.sync(guild=home)
    yield
    assert world.discord.refusals == []


async def typed(window: Window) -> Locator:
    """The row that opens the browser's own window for files."""
    await line_of(window).press_sequentially("/import")
    await window.keyboard.press("Tab")
    await expect(line_of(window)).to_have_value("/replies saved import file:")
    return suggestions(window).filter(has_text="Choose a file")


async def chosen(window: Window, row: Locator, name: str, data: bytes) -> None:
    async with window.expect_file_chooser() as chooser:
        await row.click()
    await (await chooser.value).set_files(FilePayload(name=name, mimeType="text/csv", buffer=data))


async def test_a_file_is_chosen_with_the_keyboard_sent_and_saved_again(opens: Opens) -> None:
    window = await opens()
    async with window.expect_file_chooser() as chooser:
        await expect(await typed(window)).to_contain_text("up to 180 KB")
        await window.keyboard.press("Enter")
    await (await chooser.value).set_files(FilePayload(name="my saved replies.csv", mimeType="text/csv", buffer=CSV))
    await expect(line_of(window)).to_have_value("/replies saved import file:my_saved_replies.csv")
    await expect(line_of(window)).to_be_focused()

    await window.keyboard.type(" note:two more")
    await window.keyboard.press("Enter")

    answer = window.locator(".message").filter(has_text=f"my_saved_replies.csv with {len(CSV)} bytes: two more")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(answer).to_contain_text("Maya used /replies saved import")
    await expect(line_of(window)).to_have_value("")
    assert await saved(window, answer, "my_saved_replies.csv") == CSV


async def saved(window: Window, answer: Locator, name: str) -> bytes:
    """What a click on a file of an answer saves."""
    async with window.expect_download() as download:
        await answer.get_by_role("link", name=name).click()
    return (await (await download.value).path()).read_bytes()


async def test_a_text_file_is_saved_too_and_the_page_stays(opens: Opens) -> None:
    window = await opens()
    await chosen(window, await typed(window), "notes.txt", b"plain")
    await window.keyboard.press("Enter")

    assert await saved(window, window.locator(".message").filter(has_text="notes.txt with 5 bytes"), "notes.txt") == b"plain"
    await expect(line_of(window)).to_be_visible()


async def test_another_file_takes_the_place_of_the_first(opens: Opens) -> None:
    window = await opens()
    row = await typed(window)
    await chosen(window, row, "old.csv", b"old")
    await window.keyboard.type(" ")
    await expect(suggestions(window)).to_have_text(["noteWhat is new in it (optional)"])
    await window.keyboard.press("Backspace")
    await chosen(window, row, "new.csv", b"newer")
    await expect(line_of(window)).to_have_value("/replies saved import file:new.csv")
    await window.keyboard.press("Enter")

    await expect(window.get_by_text("new.csv with 5 bytes")).to_be_visible()


HELD_UP = """() => {
  const read = FileReader.prototype.readAsDataURL;
  FileReader.prototype.readAsDataURL = function (file) { window.letRead = () => read.call(this, file); };
}"""
"""From now on a file is only read when the test says so."""


async def test_the_next_key_may_come_before_the_file_is_read(opens: Opens) -> None:
    window = await opens()
    row = await typed(window)
    await window.evaluate(HELD_UP)
    await chosen(window, row, "saved.csv", CSV)
    await window.keyboard.type(" note:at once")
    await window.keyboard.press("Enter")
    await expect(line_of(window)).to_have_value("")
    await window.evaluate("window.letRead()")

    await expect(window.get_by_text(f"saved.csv with {len(CSV)} bytes: at once")).to_be_visible()


async def test_a_file_that_can_no_longer_be_read_leaves_everything_on_the_line(opens: Opens, tmp_path: Path) -> None:
    window = await opens()
    file = tmp_path / "saved.csv"
    file.write_bytes(CSV)
    async with window.expect_file_chooser() as chooser:
        await (await typed(window)).click()
    await (await chooser.value).set_files(file)
    file.unlink()
    await window.keyboard.press("Enter")

    await expect(window.get_by_role("alert").filter(has_text="saved.csv could not be read. Choose it again.")).to_be_visible()
    await expect(line_of(window)).to_have_value("/replies saved import file:saved.csv")


async def test_the_largest_file_goes_through_and_one_byte_more_is_refused_in_plain_words(opens: Opens) -> None:
    window = await opens()
    row = await typed(window)
    await chosen(window, row, "large.csv", bytes(MAX_FILE_BYTES + 1))
    refusal = "large.csv is too large: this demo takes files of up to 180 KB."
    await expect(window.get_by_role("alert").filter(has_text=refusal)).to_be_visible()
    await expect(line_of(window)).to_have_value("/replies saved import file:")

    await chosen(window, row, "large.csv", bytes(MAX_FILE_BYTES))
    await expect(window.locator(".composer-problem")).to_be_empty()
    await window.keyboard.press("Enter")
    await expect(window.get_by_text(f"large.csv with {MAX_FILE_BYTES} bytes")).to_be_visible()


async def test_a_name_that_is_only_written_is_no_file(opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/replies saved import file:saved.csv ")
    await expect(suggestions(window)).to_contain_text(["Choose a file"])
    await window.get_by_role("button", name="Run").click()

    await expect(window.get_by_role("alert").filter(has_text="“file” is a file: press “Choose a file” and pick it again.")).to_be_visible()
    await expect(line_of(window)).to_have_value("/replies saved import file:saved.csv ")


async def test_a_file_stays_chosen_when_the_command_did_not_get_through(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await chosen(window, await typed(window), "saved.csv", CSV)
    port = int(world.page.url.rpartition(":")[2])
    await world.page.stop()
    await window.keyboard.press("Enter")
    await expect(window.get_by_role("alert").filter(has_text="The demo does not answer.")).to_be_visible()
    await world.page.start(port)
    await window.keyboard.press("Enter")

    await expect(window.get_by_text(f"saved.csv with {len(CSV)} bytes")).to_be_visible()


async def test_a_file_arrives_whole_or_not_at_all(world: PageWorld, http: aiohttp.ClientSession) -> None:
    file = {"filename": "saved.csv", "base64": base64.b64encode(CSV).decode()}
    assert (await does(http, world, "command", command="/replies saved import", options={"file": file}))[0] == 200
    newest = (await sees(http, world, "Maya"))["messages"][-1]["payload"]
    assert newest["content"] == f"saved.csv with {len(CSV)} bytes: -"

    for broken in (
        {"filename": "saved.csv", "base64": "?"},
        {"filename": "saved.csv", "base64": "ä"},
        {"filename": "saved.csv"},
        {"base64": ""},
        "saved.csv",
    ):
        status, answer = await does(http, world, "command", command="/replies saved import", options={"file": broken})
        assert status == 409
        assert answer["error"].endswith(".")
    assert len(world.person("Maya").sees) == 1


async def test_a_form_with_selects_changes_the_message_it_was_opened_from(world: PageWorld, opens: Opens) -> None:
    view = text_view("As it was")
    view.add_item(ui.ActionRow(Edits(label="Edit")))
    await world.posts(view=view)
    window = await opens()
    await window.get_by_role("button", name="Edit", exact=True).click()
    form = window.get_by_role("dialog", name="Saved reply")
    intent, languages = form.get_by_label("Intent"), form.get_by_label("Languages")
    await expect(intent).to_have_value("thanks")
    await expect(intent.locator("option")).to_have_text(["Choose", "Question · they ask something", "Thanks"])

    await languages.select_option(["en", "de", "fr"])
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert")).to_have_text("Between 1 and 2 must be chosen in 'Languages', not 3.")

    await form.get_by_label("Text").fill("Thanks a lot")
    await intent.select_option("question")
    await languages.select_option(["de", "fr"])
    await form.get_by_label("Roles").select_option(label=["@Approver", "@Viewer"])
    await form.get_by_role("button", name="Submit").click()

    await expect(form).to_be_hidden()
    await expect(window.get_by_text("Thanks a lot for ['question'] in ['de', 'fr'] by ['Approver', 'Viewer']")).to_be_visible()
    assert [message.edits for message in world.discord.channel.messages] == [1]


async def test_a_form_with_selects_from_a_command_keeps_what_was_chosen_before(opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/replies saved add")
    await window.keyboard.press("Enter")
    form = window.get_by_role("dialog", name="Saved reply")
    await form.get_by_role("button", name="Submit").click()

    await expect(window.get_by_text("Thank you! for ['thanks'] in [] by ['Approver']")).to_be_visible()


async def test_a_long_link_in_a_text_is_a_link(world: PageWorld, opens: Opens) -> None:
    url = "https://x.com/intent/post?in_reply_to=1&text=".ljust(3_900, "x")
    await world.posts(view=text_view(f"[Open X with your text]({url})"))
    window = await opens()

    link = window.get_by_role("link", name="Open X with your text")
    assert await link.get_attribute("href") == url.replace("https://x.com", world.x.url)
