"""A large message with a chart that is replaced, and a form of many lines."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect
from playwright.async_api import Page as Window

from tests.demo.page.conftest import PHONE, Opens, PageWorld
from tests.demo.page.large_message_bot import DECIDED, PEOPLE, TOPICS, WAITING, alert, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")


def chart_in(window: Window) -> Locator:
    return window.get_by_role("img", name="Arrivals in the last day")


async def test_a_message_shows_its_chart_ten_links_and_two_rows_of_buttons(world: PageWorld, opens: Opens) -> None:
    await world.posts(view=alert(), file=picture(WAITING))
    window = await opens()

    await expect(chart_in(window)).to_have_js_property("naturalWidth", WAITING)
    links = window.locator(".message .text").get_by_role("link")
    await expect(links).to_have_text([f"@{handle}" for handle in PEOPLE])
    assert await links.first.get_attribute("href") == f"{world.x.url}/{PEOPLE[0]}"
    rows = window.locator(".message .row")
    await expect(rows).to_have_count(2)
    await expect(rows.first.get_by_role("button")).to_have_text(["These are fine", "Hold them all"])
    await expect(rows.last.get_by_role("link", name="Followers on X")).to_be_visible()


async def test_a_decision_puts_another_chart_in_its_place(world: PageWorld, opens: Opens) -> None:
    await world.posts(view=alert(), file=picture(WAITING))
    window = await opens()
    await expect(chart_in(window)).to_have_js_property("naturalWidth", WAITING)

    await window.get_by_role("button", name="Hold them all").click()

    await expect(window.get_by_text("Decided by Maya.")).to_be_visible()
    await expect(chart_in(window)).to_have_js_property("naturalWidth", DECIDED)
    (shown,) = world.discord.channel.messages[-1].files
    assert shown.width == DECIDED


async def test_a_chart_that_the_bot_replaces_by_itself_changes_in_every_window(world: PageWorld, opens: Opens) -> None:
    message = await world.posts(view=alert(), file=picture(WAITING))
    window = await opens()
    await expect(chart_in(window)).to_have_js_property("naturalWidth", WAITING)

    await message.edit(view=alert(), attachments=[picture(600)])

    await expect(chart_in(window)).to_have_js_property("naturalWidth", 600)


async def test_a_large_message_fits_a_phone(world: PageWorld, opens: Opens) -> None:
    await world.posts(view=alert(), file=picture(WAITING))
    window = await opens(size=PHONE)
    await expect(chart_in(window)).to_have_js_property("naturalWidth", WAITING)

    wide = """() => [...document.querySelectorAll("html, main, #scroller, .card, .gallery, .row")]
        .filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.className || node.tagName)"""
    assert await window.evaluate(wide) == []


async def topics_form(world: PageWorld, opens: Opens) -> tuple[Window, Locator]:
    await world.posts(view=alert(), file=picture(WAITING))
    window = await opens()
    await window.get_by_role("button", name="Topics").click()
    return window, window.get_by_role("dialog", name="Topics").get_by_role("textbox", name="What you care about")


async def test_a_form_of_many_lines_begins_with_what_stands_there(world: PageWorld, opens: Opens) -> None:
    window, topics = await topics_form(world, opens)
    await expect(topics).to_have_value(TOPICS)
    await expect(topics).to_have_accessible_description("One topic a line")
    await expect(topics).to_be_focused()

    await topics.press("Control+End")
    await topics.press("Enter")
    await topics.press_sequentially("boats")
    await window.get_by_role("button", name="Submit").click()

    await expect(window.get_by_text("Topics: ['coffee', 'design & type', 'boats']")).to_be_visible()


async def test_a_form_that_asks_for_nothing_may_be_emptied(world: PageWorld, opens: Opens) -> None:
    window, topics = await topics_form(world, opens)

    await topics.fill("")
    await window.get_by_role("button", name="Submit").click()

    await expect(window.get_by_text("Topics: []")).to_be_visible()


async def test_a_form_takes_no_more_than_it_may_and_counts(world: PageWorld, opens: Opens) -> None:
    window, topics = await topics_form(world, opens)
    counter = window.get_by_text("60 of 60")
    await expect(counter).to_be_hidden()

    await topics.press("Control+End")
    await topics.press_sequentially("x" * 80)

    await expect(counter).to_be_visible()
    await expect(topics).to_have_value(f"{TOPICS}{'x' * (60 - len(TOPICS))}")
