"""The command line and the forms, with the keyboard."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect
from playwright.async_api import Page as Window

from tests.demo.page.conftest import Opens, PageWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")


def line_of(window: Window) -> Locator:
    return window.get_by_role("combobox", name="Command line")


def suggestions(window: Window) -> Locator:
    return window.get_by_role("listbox", name="Suggestions").get_by_role("option")


async def test_a_slash_lists_the_commands(opens: Opens) -> None:
    window = await opens()
    await line_of(window).press_sequentially("/")
    await expect(suggestions(window)).to_have_count(5)
    await expect(suggestions(window).filter(has_text="/queue")).to_contain_text("Work through the people who wait")

    await window.keyboard.type("followers")
    await expect(suggestions(window)).to_have_text(
        ["/followers lookupWhat is known about a follower", "/followers newThe newest followers"]
    )

    await window.keyboard.press("Escape")
    await expect(suggestions(window)).to_have_count(0)
    await expect(line_of(window)).to_be_focused()


async def test_a_command_runs_with_two_keys(opens: Opens) -> None:
    window = await opens("Sam")
    await line_of(window).press_sequentially("/que")
    await window.keyboard.press("Enter")
    await window.keyboard.press("Enter")

    answer = window.locator(".message").filter(has_text="Your desk: 2 wait")
    await expect(answer).to_contain_text("Sam used /queue")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(line_of(window)).to_have_value("")
    await expect(line_of(window)).to_be_focused()


async def test_options_are_completed_by_the_bot(opens: Opens) -> None:
    window = await opens()
    await line_of(window).press_sequentially("/lookup")
    await window.keyboard.press("Tab")
    await expect(line_of(window)).to_have_value("/followers lookup handle:")
    await window.keyboard.type("ad")
    await expect(suggestions(window)).to_have_text(["@ada · follower", "@adele · follower"])

    await window.keyboard.press("ArrowDown")
    await window.keyboard.press("ArrowDown")
    await window.keyboard.press("Enter")
    await expect(line_of(window)).to_have_value("/followers lookup handle:@adele · follower")
    await window.keyboard.press("Enter")

    await expect(window.get_by_text("@adele is engaged.")).to_be_visible()


async def test_a_value_can_be_typed_without_the_options_name(opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/followers lookup someone else")
    await window.keyboard.press("Enter")

    await expect(window.get_by_text("@someone else is engaged.")).to_be_visible()


async def test_choices_members_and_numbers_become_what_the_command_wants(opens: Opens) -> None:
    window = await opens()
    await line_of(window).press_sequentially("/history")
    await window.keyboard.press("Tab")
    await expect(suggestions(window)).to_have_text(["Table", "File"])
    await suggestions(window).filter(has_text="File").click()
    await window.keyboard.type(" ")
    await expect(suggestions(window)).to_contain_text(["member", "days"])
    await window.keyboard.type("member:Le")
    await expect(suggestions(window)).to_have_text(["Leo"])
    await window.keyboard.press("Tab")
    await window.keyboard.type(" days:3")
    await window.keyboard.press("Enter")

    answer = window.locator(".message").filter(has_text="File of Leo for 3 days")
    await expect(answer).to_be_visible()
    async with window.expect_download() as download:
        await answer.get_by_role("link", name="history.csv").click()
    assert (await (await download.value).path()).read_text() == "day,member\n2026-03-02,Maya\n"


async def test_what_is_wrong_is_said_and_stays_on_the_line(opens: Opens) -> None:
    window = await opens()
    for typed, says in {
        "/followers lookup": "/followers lookup needs “handle”: Their handle on X",
        "/history shape:Cake": "“shape” can be Table, File.",
        "/history shape:Table member:Nobody": "“member” is a member of the channel: Maya, Leo, Sam, Olga.",
        "/history shape:Table days:many": "“days” is a whole number.",
        "/history shape:Table days:31": "“days” is at most 30.",
        "/nothing": "No command is called that. Type / to see what there is.",
        "hello": "Only commands do something in this demo: type / to see them.",
    }.items():
        await line_of(window).fill(typed)
        await window.get_by_role("button", name="Run").click()

        await expect(window.get_by_role("alert").filter(has_text=says)).to_be_visible()
        await expect(line_of(window)).to_have_value(typed)


async def test_a_bot_that_takes_its_time_is_thinking(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/digest")
    await window.keyboard.press("Enter")

    await expect(window.get_by_text("is thinking…")).to_be_visible()


async def test_a_select_is_a_select(opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/queue")
    await window.keyboard.press("Enter")

    await window.get_by_role("combobox", name="Which verdict").select_option("quiet")

    await expect(window.get_by_text("Chosen: quiet")).to_be_visible()


async def test_going_through_a_select_with_the_arrow_keys_chooses_nothing_until_enter(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await line_of(window).fill("/queue")
    await window.keyboard.press("Enter")
    select = window.get_by_role("combobox", name="Which verdict")
    await select.focus()
    for value in ("engaged", "quiet"):
        await window.keyboard.press("ArrowDown")
        await expect(select).to_have_value(value)

    await window.keyboard.press("Enter")

    await expect(window.get_by_text("Chosen: quiet")).to_be_visible()
    assert [message.edits for message in world.person("Maya").sees] == [1]


async def test_a_form_keeps_the_focus_and_sends_what_was_written(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens()
    await window.get_by_role("button", name="Note", exact=True).click()
    form = window.get_by_role("dialog", name="Leave a note")
    note = form.get_by_role("textbox", name="Your note")
    await expect(note).to_be_focused()
    await expect(note).to_have_accessible_description("The team reads it")
    await expect(form.get_by_role("textbox", name="Heading")).to_have_value("For the team")

    for _ in range(12):
        await window.keyboard.press("Tab")
        assert await window.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")

    await form.get_by_role("button", name="Submit").click()
    assert await note.evaluate("input => input.validity.valueMissing")
    await note.fill("Well done")
    await form.get_by_role("button", name="Submit").click()

    await expect(form).to_be_hidden()
    await expect(window.get_by_text("For the team: Well done")).to_be_visible()


async def test_escape_and_cancel_close_a_form_without_sending_it(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens()
    form = window.get_by_role("dialog")
    for close in (window.keyboard.press("Escape"), form.get_by_role("button", name="Cancel").click()):
        await window.get_by_role("button", name="Note", exact=True).click()
        await expect(form).to_be_visible()
        await close
        await expect(form).to_be_hidden()
        await expect(window.get_by_role("button", name="Note", exact=True)).to_be_focused()

    assert len(world.discord.channel.messages) == 1
