"""Takes the README's picture of the demo anew: `python -m tests.docs.screenshot`, with the Chromium that the tests use."""

from __future__ import annotations

import asyncio

import click
from playwright.async_api import async_playwright

from bot.cli.demo import Demo
from tests.demo.page.conftest import CHROMIUM, QUIET
from tests.docs.generate import ROOT

PICTURE = ROOT / "bot" / "demo" / "screenshot.png"
WIDTH, HEIGHT = 1366, 1070
"""Pixels; two whole cards fit in."""


async def take() -> None:
    """Show a follower's card and a question's card below it, while time stands still."""
    if CHROMIUM is None:
        raise click.ClickException("There is no Chromium on this machine.")
    demo = Demo(port=0, speed=60, seed=7)
    await demo.start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            await page.goto(demo.url)
            edit = page.get_by_role("button", name="Edit", exact=True).first
            await edit.wait_for()
            await page.get_by_role("button", name="Pause", exact=True).click()
            card = page.locator("#messages > li").filter(has=edit).first
            await card.evaluate("card => card.scrollIntoView({ block: 'end' })")
            await page.mouse.move(0, 0)
            await page.locator("#jump").evaluate("button => { button.style.display = 'none' }")
            await page.screenshot(path=PICTURE)
            await browser.close()
    finally:
        await demo.stop()


if __name__ == "__main__":
    asyncio.run(take())
