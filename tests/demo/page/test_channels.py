"""The server's channels: which there are, where something new is, and that each is read and used by itself."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect
from playwright.async_api import Page as Window

from bot.demo.discord import Channel
from bot.demo.discord.messages.uploads import Body
from tests.demo.page.conftest import LAPTOP, PHONE, Opens, PageWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")


def row(window: Window, name: str) -> Locator:
    """A channel in the list that is to be seen."""
    return window.get_by_role("navigation", name="Channels").get_by_role("button", name=name)


def post(world: PageWorld, channel: Channel, text: str) -> None:
    """The bot says something there."""
    channel.create(Body({"content": text}))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
async def test_another_channel_says_that_something_is_new_there_until_it_is_opened(
    world: PageWorld, opens: Opens, size: tuple[int, int]
) -> None:
    alerts = world.discord.adds_channel("alerts", "What is out of the ordinary.")
    await world.posts("Good morning")
    window = await opens(size=size)
    await expect(row(window, "new-followers")).to_have_attribute("aria-current", "page")
    await expect(row(window, "alerts")).to_have_accessible_name("alerts")
    post(world, alerts, "X is out of reach.")
    await expect(row(window, "alerts")).to_have_accessible_name("alerts , unread")
    await expect(window.get_by_text("X is out of reach.")).to_have_count(0)

    await row(window, "alerts").click()
    await expect(window.get_by_text("X is out of reach.")).to_be_in_viewport()
    await expect(window.get_by_role("heading", name="Welcome to #alerts")).to_be_visible()
    await expect(window.get_by_text("What is out of the ordinary.")).to_be_visible()
    await expect(window.get_by_text("Good morning")).to_have_count(0)
    await expect(row(window, "alerts")).to_have_accessible_name("alerts")
    await world.posts("And a good day")
    await expect(row(window, "new-followers")).to_have_accessible_name("new-followers , unread")
    await window.reload()
    await expect(window.get_by_text("X is out of reach.")).to_be_visible()
    assert await window.evaluate("document.documentElement.scrollWidth") <= size[0]


async def test_what_is_typed_in_a_channel_is_answered_there(world: PageWorld, opens: Opens) -> None:
    alerts = world.discord.adds_channel("alerts")
    window = await opens()
    await row(window, "alerts").click()
    await expect(window.get_by_role("heading", name="Welcome to #alerts")).to_be_visible()
    line = window.get_by_role("combobox", name="Command line")
    await line.fill("/queue")
    await line.press("Enter")

    await expect(window.get_by_text("Your desk: 2 wait")).to_be_visible()
    assert [message.text for message in alerts.seen_by(world.person("Maya").id)] == ["Your desk: 2 wait"]
    assert world.discord.channel.seen_by(world.person("Maya").id) == []
    await window.get_by_role("combobox", name="Which verdict").select_option("quiet")
    await expect(window.get_by_text("Chosen: quiet")).to_be_visible()


async def test_another_channel_says_how_often_the_member_is_mentioned_there(world: PageWorld, opens: Opens) -> None:
    alerts = world.discord.adds_channel("alerts")
    maya, sam = await opens("Maya"), await opens("Sam")
    await expect(row(maya, "alerts")).to_be_visible()
    for text in (f"<@&{world.discord.approver_role_id}> X is out of reach.", "It is back."):
        post(world, alerts, text)

    await expect(row(maya, "alerts")).to_contain_text("1 unread, mentioning you")
    await expect(maya).to_have_title("(1) Mutuals demo")
    await expect(row(sam, "alerts")).to_have_accessible_name("alerts , unread")
    await row(maya, "alerts").click()
    await expect(row(maya, "alerts")).not_to_contain_text("unread")
    await expect(maya).to_have_title("Mutuals demo")


async def test_a_link_opens_what_is_in_another_channel(world: PageWorld, opens: Opens) -> None:
    cards, alerts = world.discord.channel, world.discord.adds_channel("alerts")
    for number in range(30):
        await world.posts_card("ada", f"Card {number}")
    message = cards.messages[3]
    thread = await (await world.posts_card("grace", "Grace")).create_thread(name="Grace Hopper")
    address = f"https://discord.com/channels/{world.discord.guild_id}/{cards.id}/{message.id}"
    post(world, alerts, f"See {address} and <#{thread.id}>.")
    window = await opens()
    await row(window, "alerts").click()
    await expect(window.locator(".thread")).to_have_count(0)

    await window.get_by_role("link", name=address).click()
    await expect(window.locator(f"#message-{message.id}:target")).to_be_in_viewport()
    await expect(row(window, "new-followers")).to_have_attribute("aria-current", "page")
    await row(window, "alerts").click()
    await window.get_by_role("link", name="#Grace Hopper").click()
    await expect(window.locator(f"#thread-{thread.id}")).to_be_in_viewport()


async def test_a_channel_that_is_deleted_goes_from_the_list(world: PageWorld, opens: Opens) -> None:
    alerts = world.discord.adds_channel("alerts")
    window = await opens()
    await expect(row(window, "alerts")).to_be_visible()
    world.discord.deletes_channel(alerts)

    await expect(row(window, "alerts")).to_have_count(0)
