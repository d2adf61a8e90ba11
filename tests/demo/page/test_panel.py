"""The simulated X beside the channel, and the page on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.demo.x import Persona, Tier
from tests.demo.page.channel_bot import HOSTILE
from tests.demo.page.conftest import PHONE, POPULATION, Opens, PageWorld

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_follower_of_a_kind_comes_and_is_listed(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await window.get_by_role("group", name="New follower").get_by_role("button", name="Suspicious").click()
    await expect(window.get_by_text("follows the account now.")).to_be_visible()

    newest = world.x.followers[0]
    assert newest.persona is Persona.SUSPICIOUS
    await expect(window.locator(".followers li").first).to_contain_text(f"@{newest.username}")
    await expect(window.locator(".account")).to_contain_text(f"{POPULATION + 1} followers")


async def test_leavers_and_returners(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    account = window.locator(".account")
    for button, count in (("Someone leaves", POPULATION - 1), ("Someone comes back", POPULATION)):
        await window.get_by_role("button", name=button).click()
        await expect(account).to_contain_text(f"{count} followers")
        assert len(world.x.followers) == count


async def test_somebody_mentions_the_account(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await window.get_by_role("button", name="Someone mentions you").click()

    await expect(window.get_by_text("posts: “@harbourlight")).to_be_visible()
    (post,) = world.x.timeline.mentioning(world.x.account, 1 << 63)
    assert post.author in world.x.followers


@pytest.mark.parametrize(("button", "size"), [("Someone buys 300 followers", 300), ("A post goes viral", 250)])
async def test_a_burst_is_seen_coming_until_it_is_there(world: PageWorld, opens: Opens, button: str, size: int) -> None:
    window = await opens()
    burst = window.get_by_role("button", name=button)
    about = await burst.inner_text()
    world.clock.run_at(60)
    await burst.click()
    await expect(burst).to_contain_text(f"of {size} have arrived")
    await expect(burst.get_by_role("progressbar")).to_have_js_property("max", size)

    await burst.click()
    await expect(window.get_by_text("One burst at a time")).to_be_visible()

    world.clock.advance(timedelta(hours=1))
    await expect(window.locator(".account")).to_contain_text(f"{POPULATION + size} followers")
    assert await burst.inner_text() == about


async def test_x_goes_down_and_up_and_changes_its_tier(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    down = window.get_by_role("switch", name="X is down")
    await down.click()
    await expect(down).to_be_checked()
    assert world.x.down
    await down.click()
    await expect(down).not_to_be_checked()
    assert not world.x.down

    await window.get_by_role("button", name="Enterprise").click()
    await expect(window.get_by_role("button", name="Enterprise")).to_have_attribute("aria-pressed", "true")
    assert world.x.tier is Tier.ENTERPRISE


async def test_somebody_is_followed_by_hand(world: PageWorld, opens: Opens) -> None:
    ada = world.x.gains_follower("ada")
    window = await opens()

    await window.get_by_role("button", name="Follow @ada by hand").click()
    await expect(window.get_by_role("button", name="Following @ada")).to_be_visible()
    assert ada in world.x.following

    await window.get_by_role("button", name="Following @ada").click()
    await expect(window.get_by_role("button", name="Follow @ada by hand")).to_be_visible()
    assert ada not in world.x.following


async def test_the_bots_calls_are_listed_with_their_costs(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await window.get_by_role("tab", name="Bot’s calls (0)").click()
    await expect(window.get_by_text("The bot has not called X yet.")).to_be_visible()

    await window.request.get(f"{world.x.url}/2/users/me")

    await expect(window.get_by_role("tab", name="Bot’s calls (1)")).to_be_visible()
    await expect(window.locator(".calls li")).to_contain_text("/users/me")
    await expect(window.locator(".calls li")).to_contain_text("401")


async def test_the_tabs_answer_to_the_arrow_keys(opens: Opens) -> None:
    window = await opens()
    await window.get_by_role("tab", name="Newest followers").focus()
    for key, name in (
        *(("ArrowRight", "Posts to you"), ("ArrowRight", "Bot’s calls (0)"), ("ArrowRight", "Newest followers")),
        *(("ArrowLeft", "Bot’s calls (0)"), ("ArrowLeft", "Posts to you")),
    ):
        await window.keyboard.press(key)
        await expect(window.get_by_role("tab", name=name)).to_be_focused()
        await expect(window.get_by_role("tabpanel", name=name)).to_be_visible()


async def test_the_clock_is_shown_paused_hurried_and_skipped(world: PageWorld, opens: Opens) -> None:
    window = await opens()
    await window.get_by_role("button", name="600×").click()
    await expect(window.get_by_role("button", name="600×")).to_have_attribute("aria-pressed", "true")
    assert world.clock.speed == 600

    await window.get_by_role("button", name="Pause").click()
    await expect(window.get_by_text("stopped")).to_be_visible()
    assert world.clock.speed == 0

    before = world.clock.now()
    face = await window.locator(".clock [data-face]").inner_text()
    await window.get_by_role("button", name="Skip 1 day").click()
    await expect(window.locator(".clock [data-face]")).not_to_have_text(face)
    assert world.clock.now() - before == timedelta(days=1)


@pytest.mark.parametrize("view", ["Channel", "Simulated X"])
async def test_a_phone_shows_one_part_at_a_time_and_never_scrolls_sideways(world: PageWorld, opens: Opens, view: str) -> None:
    world.x.gains_follower("ada", name="A" * 50)
    await world.posts_card("ada", "W" * 300)
    await world.posts_card("grace", HOSTILE)
    window = await opens(size=PHONE)

    await window.get_by_role("navigation", name="Views").get_by_role("button", name=view).click()

    await expect(window.get_by_role("region", name="Simulated X", exact=True)).to_be_visible(visible=view == "Simulated X")
    await expect(window.get_by_role("region", name="new-followers")).to_be_visible(visible=view == "Channel")
    wide = """() => [...document.querySelectorAll("html, body, #channel, #scroller, .card, .foot, #panel, #panel-body, [role=tabpanel]")]
        .filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.id || node.className || node.tagName)"""
    assert await window.evaluate(wide) == []


async def test_on_a_phone_the_member_is_switched_from_the_header(world: PageWorld, opens: Opens) -> None:
    await world.posts_card("ada")
    window = await opens(size=PHONE)
    await expect(window.get_by_role("button", name="Leo, Approver")).to_be_hidden()

    await window.get_by_role("button", name="Acting as Maya, Approver").click()
    await window.get_by_role("button", name="Leo, Approver").click()
    await expect(window.get_by_role("button", name="Acting as Leo, Approver")).to_be_visible()
    await window.get_by_role("button", name="Skip", exact=True).click()

    await expect(window.get_by_text("Only for Leo.")).to_be_visible()
