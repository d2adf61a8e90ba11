"""The demo as somebody meets it who has just typed the README's first command: in a browser, with the real bot behind the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.cli.demo import Demo
from tests.demo.page.conftest import CHROMIUM, QUIET, TIMEOUT_MS


@asynccontextmanager
async def opened(speed: int) -> AsyncIterator[Page]:
    demo = Demo(port=0, speed=speed, seed=7)
    await demo.start()
    try:
        async with shown(demo) as window:
            yield window
    finally:
        await demo.stop()


@asynccontextmanager
async def shown(demo: Demo) -> AsyncIterator[Page]:
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on this machine.")
    expect.set_options(timeout=TIMEOUT_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which(CHROMIUM), args=QUIET)
        window = await browser.new_page()
        window.set_default_timeout(TIMEOUT_MS)
        await window.goto(demo.url)
        yield window
        await browser.close()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with opened(speed=60) as window:
        yield window


async def test_half_of_the_first_six_cards_have_an_answer_to_approve() -> None:
    """At a speed at which a busy machine keeps up: they come in the order of the first minutes."""
    async with opened(speed=20) as page:
        approve = page.get_by_role("button", name="Approve", exact=True)
        cards = page.locator("#messages > li").filter(has=approve)
        await cards.nth(5).wait_for()
        replies = [card for place in range(6) if await (card := cards.nth(place)).get_by_role("button", name="Edit", exact=True).count()]

        assert [await card.locator(approve).is_enabled() for card in replies] == [True] * 3


async def test_nobody_waits_for_the_first_card_though_the_clock_runs_as_in_real_life() -> None:
    async with opened(speed=1) as page:
        await expect(page.get_by_role("button", name="Approve", exact=True).first).to_be_visible(timeout=5_000)
        await expect(page.get_by_role("button", name="1×", exact=True)).to_have_attribute("aria-pressed", "true")


async def test_a_follower_is_approved_followed_by_hand_and_confirmed(page: Page) -> None:
    await page.get_by_role("button", name="Approve", exact=True).first.click()
    await expect(page.get_by_text("Approved by Maya").first).to_be_visible()

    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Open X's follow page").first.click()
    follow_page = await opened.value
    await follow_page.get_by_role("button", name="Follow").click()
    await expect(follow_page.get_by_text("You now follow")).to_be_visible()

    await expect(page.get_by_text("Followed on X, confirmed").first).to_be_visible()


async def test_a_digest_is_there_from_the_start_and_the_next_one_comes_within_two_minutes(page: Page) -> None:
    channels = page.get_by_role("navigation", name="Channels")
    await channels.get_by_role("button", name="digests-and-alerts").click()
    digests = page.locator("#messages > li").filter(has_text="Digest · ").filter(has=page.get_by_role("button", name="Show week"))
    await expect(digests.first).to_be_visible()
    await page.get_by_role("button", name="600×", exact=True).click()
    await expect(digests.last.get_by_role("img")).to_be_visible()
    await expect(digests.nth(1)).to_be_visible()


async def test_a_complaint_mentions_the_role_that_the_settings_name(page: Page) -> None:
    told = page.locator(".mentions-me").first
    await expect(told).to_contain_text("A complaint by")
    await told.get_by_role("link").click()
    await expect(page.locator(".message:target")).to_contain_text("Your reply")

    await page.get_by_role("combobox", name="Command line").click()
    await page.keyboard.type("/settings show")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.get_by_role("combobox").filter(has=page.locator("option[value=notifications]")).select_option("notifications")
    menu = page.get_by_role("combobox").filter(has=page.locator("option[value=notify_complaints]"))
    await menu.select_option("notify_complaints")
    choice = page.get_by_role("dialog").get_by_role("listbox")
    await expect(choice.get_by_role("option", name="@Approver", selected=True)).to_have_count(1)
    await choice.select_option(label=["@Viewer", "@Leo"])
    await page.get_by_role("button", name="Submit").click()
    await expect(page.locator(".private").last).to_contain_text("from @Approver to @Leo and @Viewer")


async def test_a_command_is_answered_in_private(page: Page) -> None:
    await page.get_by_role("button", name="Approve", exact=True).first.wait_for()
    await page.get_by_role("combobox", name="Command line").click()
    await page.keyboard.type("/status")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("All is well.")).to_be_visible()
    await expect(page.get_by_text("Only you can see this").first).to_be_visible()


async def test_digests_and_alerts_have_a_channel_of_their_own_which_a_manager_may_change(page: Page) -> None:
    channels = page.get_by_role("navigation", name="Channels")
    await expect(channels.get_by_role("button")).to_have_text(["#new-followers", re.compile("#digests-and-alerts")])
    line = page.get_by_role("combobox", name="Command line")
    await line.fill("/pause")
    await line.press("Enter")
    await channels.get_by_role("button", name="digests-and-alerts , unread").click()
    await expect(page.get_by_text("has paused Mutuals")).to_be_visible()

    await line.fill("/settings show")
    await line.press("Enter")
    await page.get_by_role("combobox").filter(has=page.locator("option[value=channels]")).select_option("channels")
    await (
        page.get_by_role("combobox")
        .filter(has=page.locator("option[value=discord_alert_channel_id]"))
        .select_option("discord_alert_channel_id")
    )
    field = page.get_by_role("dialog").get_by_role("combobox")
    await expect(field.locator("option:checked")).to_have_text("#digests-and-alerts")
    await field.select_option(label="Choose")
    await page.get_by_role("button", name="Submit").click()
    await channels.get_by_role("button", name=re.compile("new-followers.*unread")).click()
    await expect(page.get_by_text("“Channel for alerts” from #digests-and-alerts to same as for cards")).to_be_visible()
