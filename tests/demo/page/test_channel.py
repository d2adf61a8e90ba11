"""The channel in a real browser: cards, buttons, private answers, edits in place, hostile text, scrolling."""

from __future__ import annotations

import pytest
from playwright.async_api import Page as Window
from playwright.async_api import expect

from tests.demo.page.channel_bot import HOSTILE
from tests.demo.page.conftest import Opens, PageWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_card_shows_everything_under_its_discord_labels(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens()
    card = window.locator(".message")

    await expect(card.get_by_role("heading", name="Ada Lovelace")).to_be_visible()
    for label in ("Approve", "Skip", "Later", "Note", "Never"):
        await expect(card.get_by_role("button", name=label, exact=True)).to_be_enabled()
    await expect(card.get_by_role("button", name="Withdraw")).to_be_disabled()
    await expect(card.get_by_role("img", name="Avatar of @ada")).to_have_js_property("complete", True)
    await expect(card.get_by_role("listitem").filter(has_text="mentioned you twice")).to_be_visible()
    await expect(card.get_by_text("APP", exact=True)).to_be_visible()
    assert await card.locator("strong").inner_text() == "boats"
    assert await card.locator(".card").evaluate("node => getComputedStyle(node).borderLeftColor") == "rgb(59, 165, 93)"


async def test_times_are_told_by_the_simulated_clock(world: PageWorld, opens: Opens) -> None:
    await world.posts(f"<t:{int(world.clock.now().timestamp())}:R>")
    window = await opens()
    shown = window.locator(".text time")
    await expect(shown).to_have_text(window_text := await shown.inner_text())

    world.clock.run_at(600)
    await expect(shown).not_to_have_text(window_text)


async def test_links_to_x_lead_to_the_simulated_x(world: PageWorld, opens: Opens) -> None:
    ada = world.x.gains_follower("ada")
    await world.posts_card("ada")
    window = await opens()

    link = window.get_by_role("link", name="Open X to follow")
    assert await link.get_attribute("href") == f"{world.x.url}/intent/follow?user_id=ada"
    profile = window.get_by_role("link", name="@ada", exact=True).first
    assert await profile.get_attribute("href") == f"{world.x.url}/ada"

    async with window.context.expect_page() as opened:
        await window.get_by_role("link", name="Follow page of @ada", exact=True).click()
    await (await opened.value).get_by_role("button", name="Follow").click()
    await expect(window.get_by_role("button", name="Following @ada")).to_be_visible()
    assert ada in world.x.following


async def test_a_card_is_approved_with_the_keyboard_and_changes_in_place(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens()
    approve = window.get_by_role("button", name="Approve", exact=True)
    message = await window.locator(".message").element_handle()

    await approve.focus()
    await window.keyboard.press("Enter")

    await expect(window.get_by_text("Approved by Maya: @ada")).to_be_visible()
    await expect(window.locator(".edited")).to_be_visible()
    assert message is not None
    assert await message.evaluate("node => node.isConnected")
    # The button that stands in the pressed one's place, under the same custom_id, still has the focus.
    await expect(window.get_by_role("button", name="Withdraw", exact=True)).to_be_focused()


async def test_every_window_sees_a_decision_at_once(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    maya, sam = await opens("Maya"), await opens("Sam")

    await maya.get_by_role("button", name="Approve", exact=True).click()

    await expect(sam.get_by_text("Approved by Maya: @ada")).to_be_visible()


async def test_a_thread_stands_below_its_message_and_takes_what_is_written(world: PageWorld, opens: Opens) -> None:
    message = await world.posts_card("ada")
    thread = await message.create_thread(name="Ada & friends")
    await world.posts(f"Talk in <#{thread.id}>, not in <#{world.discord.channel_id}>.")
    maya, leo = await opens("Maya"), await opens("Leo")
    below = maya.locator(".message", has=maya.locator(".card")).get_by_role("region", name="Thread Ada & friends")

    await below.get_by_role("textbox", name="Write in Ada & friends").fill("Do **we** know her?")
    await below.get_by_role("button", name="Send").click()

    said = leo.get_by_role("region", name="Thread Ada & friends").get_by_role("listitem")
    await expect(said).to_contain_text("Maya")
    await expect(said.locator("strong")).to_have_text("we")
    await expect(below.get_by_role("textbox")).to_have_value("")
    await expect(leo.get_by_role("link", name="#Ada & friends")).to_have_attribute("href", f"#thread-{thread.id}")
    world.person("Leo").deletes(world.discord.channel.messages[0])
    await expect(maya.get_by_text("The message this thread began at was deleted.")).to_be_visible()
    await expect(maya.get_by_role("region", name="Thread Ada & friends").get_by_role("listitem")).to_have_count(1)


async def test_private_answers_follow_the_member_until_the_page_is_loaded_anew(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens("Maya")
    await window.get_by_role("button", name="Skip", exact=True).click()
    await expect(window.get_by_text("Only for Maya.")).to_be_visible()
    await expect(window.get_by_text("Only you can see this")).to_be_visible()

    await window.get_by_role("button", name="Sam, Viewer").click()
    await expect(window.get_by_role("button", name="Sam, Viewer")).to_have_attribute("aria-pressed", "true")
    await expect(window.get_by_text("Only for Maya.")).to_be_hidden()
    await window.get_by_role("button", name="Skip", exact=True).click()
    await expect(window.get_by_text("Only for Sam.")).to_be_visible()

    await window.get_by_role("button", name="Maya, Approver").click()
    await expect(window.get_by_text("Only for Maya.")).to_be_visible()
    await window.get_by_role("button", name="Dismiss message").click()
    await expect(window.get_by_text("Only for Maya.")).to_be_hidden()
    assert [message.private for message in world.person("Maya").sees] == [False]

    await window.reload()
    await window.get_by_role("button", name="Sam, Viewer").click()
    await expect(window.get_by_role("button", name="Sam, Viewer")).to_have_attribute("aria-pressed", "true")
    await window.get_by_role("button", name="Skip", exact=True).click()
    await expect(window.get_by_text("Only for Sam.")).to_have_count(1)


async def test_a_bot_that_keeps_silent_has_failed(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens()

    await window.get_by_role("button", name="Later", exact=True).click()

    await expect(window.get_by_role("button", name="Later", exact=True)).to_have_attribute("aria-busy", "true")
    await expect(window.get_by_text("This interaction failed")).to_be_visible()


async def test_messages_can_be_deleted_by_hand(world: PageWorld, opens: Opens) -> None:
    await world.posts("Good morning")
    window = await opens()

    await window.get_by_text("Good morning").hover()
    await window.get_by_role("button", name="Delete message").click()

    await expect(window.get_by_text("Good morning")).to_have_count(0)
    assert world.discord.channel.messages == []


async def test_hostile_text_is_only_text(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada", HOSTILE)
    await world.posts(HOSTILE)
    window = await opens()

    await expect(window.get_by_text("<script>window.hit = 1</script>").first).to_be_visible()
    assert await window.evaluate("window.hit") is None
    assert await window.locator(".message script, .message img[onerror]").count() == 0
    links = await window.locator(".message a").evaluate_all("nodes => nodes.map(node => node.protocol)")
    assert set(links) == {"http:"}
    await expect(window.get_by_text("[press me](javascript:window.hit=3)").first).to_be_visible()


async def scrolled_to_end(window: Window) -> bool:
    return bool(await window.locator("#scroller").evaluate("node => node.scrollHeight - node.scrollTop - node.clientHeight < 2"))


async def test_the_channel_stays_at_its_end_or_where_the_reader_is(world: PageWorld, opens: Opens) -> None:
    for number in range(6):
        await world.posts_card("ada", f"Card {number}")
    window = await opens()
    await expect(window.get_by_text("Card 5")).to_be_in_viewport()

    await world.posts("The newest")
    await expect(window.get_by_text("The newest")).to_be_in_viewport()
    assert await scrolled_to_end(window)

    await window.get_by_text("Card 1").scroll_into_view_if_needed()
    await expect(window.get_by_role("button", name="Jump to newest")).to_be_visible()
    await world.posts("While reading")
    jump = window.get_by_role("button", name="1 new · jump to newest")
    await expect(jump).to_be_visible()
    await expect(window.get_by_text("Card 1")).to_be_in_viewport()

    await jump.click()
    await expect(window.get_by_text("While reading")).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_earlier_messages_can_be_asked_for(world: PageWorld, opens: Opens) -> None:
    for number in range(65):
        await world.posts(f"Number {number}.")
    window = await opens()
    await expect(window.get_by_text("Number 64.")).to_be_in_viewport()
    await expect(window.get_by_text("Number 4.", exact=True)).to_have_count(0)

    await window.get_by_role("button", name="Show earlier messages").click()

    await expect(window.get_by_text("Number 0.", exact=True)).to_be_attached()
    await expect(window.get_by_role("heading", name="Welcome to #new-followers")).to_be_attached()
    await expect(window.get_by_text("Number 5.", exact=True)).to_be_in_viewport()


async def test_new_messages_are_read_out_and_old_ones_are_not(world: PageWorld, opens: Opens) -> None:
    await world.posts("The first")
    window = await opens()
    log = window.get_by_role("log", name="Messages")
    await expect(log).to_have_attribute("aria-live", "off")

    await world.posts("Somebody **new** follows you")

    await expect(log.get_by_text("Somebody new follows you")).to_be_visible()
    await expect(log).to_have_attribute("aria-live", "polite")


async def test_the_page_comes_back_when_the_demo_does(world: PageWorld, opens: Opens) -> None:
    await world.posts("Before")
    window = await opens()
    await expect(window.get_by_text("Before")).to_be_visible()
    port = int(world.page.url.rpartition(":")[2])

    await world.page.stop()
    await expect(window.get_by_text("The connection to the demo is lost")).to_be_visible()
    await world.posts("Meanwhile")
    await world.page.start(port)

    await expect(window.get_by_text("Meanwhile")).to_be_visible()
    await expect(window.get_by_text("The connection to the demo is lost")).to_be_hidden()


async def test_a_window_left_open_goes_on_with_the_next_demo(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    address = world.x.url
    await world.x.stop()
    await world.x.start()
    assert world.x.url != address

    world.x.gains_follower("newcomer")

    avatar = window.locator(".followers li").filter(has_text="@newcomer").locator("img")
    await expect(avatar).to_have_js_property("complete", True)
    await expect(avatar).not_to_have_js_property("naturalWidth", 0)


async def test_whoever_a_message_mentions_sees_it_marked_and_counted_until_it_is_read(world: PageWorld, opens: Opens) -> None:
    for number in range(6):
        await world.posts_card("ada", f"Card {number}")
    maya, sam = await opens("Maya"), await opens("Sam")
    for window in (maya, sam):
        await window.get_by_text("Card 1").scroll_into_view_if_needed()
    await world.posts(f"<@&{world.discord.approver_role_id}> look")
    await expect(maya.get_by_role("button", name="1 new · jump to newest")).to_be_visible()

    channel = maya.get_by_role("navigation", name="Channels").get_by_role("button", name="new-followers")
    await expect(channel).to_contain_text("1 unread, mentioning you")
    await expect(maya).to_have_title("(1) Mutuals demo")
    await expect(maya.locator(".mentions-me .mention")).to_have_text("@Approver")
    await expect(sam.locator(".message").last).to_contain_text("@Approver look")
    await expect(sam.locator(".mentions-me")).to_have_count(0)
    await expect(sam).to_have_title("Mutuals demo")

    await maya.get_by_role("button", name="1 new · jump to newest").click()
    await expect(channel).not_to_contain_text("unread")
    await expect(maya).to_have_title("Mutuals demo")
