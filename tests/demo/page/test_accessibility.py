"""axe-core finds nothing against the page, whatever is open on it."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page as Window
from playwright.async_api import expect

from bot.demo.discord.messages.uploads import Body
from tests.demo.page.channel_bot import HOSTILE
from tests.demo.page.conftest import LAPTOP, PHONE, Opens, PageWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def findings(window: Window) -> list[str]:
    found = await Axe().run(window)
    return [f"{rule['id']}: {node['html']}" for rule in found.response["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
async def test_nothing_on_the_page_keeps_anybody_out(world: PageWorld, opens: Opens, size: tuple[int, int]) -> None:
    alerts = world.discord.adds_channel("alerts")
    alerts.create(Body({"content": "Something else"}))
    ada = world.x.gains_follower("ada")
    world.x.asks(ada)
    await world.posts("Read what [@ada](https://x.com/ada) said to /queue.\n### Then\nDecide.")
    await world.posts_card("ada")
    await (await world.posts_card("grace", HOSTILE)).create_thread(name="Grace")
    window = await opens(size=size)
    await window.get_by_role("button", name="Skip", exact=True).last.click()
    await expect(window.get_by_text("Only for Maya.")).to_be_visible()
    assert await findings(window) == []

    line = window.get_by_role("combobox", name="Command line")
    await line.press_sequentially("/")
    await expect(window.get_by_role("listbox", name="Suggestions")).to_be_visible()
    assert await findings(window) == []
    await line.fill("")

    await window.get_by_role("button", name="Note", exact=True).last.click()
    await expect(window.get_by_role("dialog")).to_be_visible()
    assert await findings(window) == []
    await window.keyboard.press("Escape")

    await window.get_by_role("navigation", name="Channels").get_by_role("button", name="alerts").click()
    await expect(window.get_by_text("Something else")).to_be_visible()
    assert await findings(window) == []

    if size == PHONE:
        await window.get_by_role("button", name="Simulated X", exact=True).click()
    await window.get_by_text("What X charges").click()
    for tab in ("Bot’s calls", "Newest followers", "Posts to you"):
        await window.get_by_role("tab", name=tab).click()
        assert await findings(window) == []
