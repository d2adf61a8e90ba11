"""What a visitor can have people say to the account, and the list of it in the panel."""

from __future__ import annotations

import aiohttp
import pytest
from playwright.async_api import expect

from bot.demo.page.post_triggers import shortened
from bot.demo.x import Persona, Post, ReplySettings
from bot.demo.x.world import sample_posts
from bot.demo.x.world.sample_posts import HOSTILE, SamplePost
from tests.demo.page.conftest import PHONE, POPULATION, Opens, PageWorld
from tests.demo.page.http_client import Updates, does, sees

pytestmark = pytest.mark.asyncio(loop_scope="session")

TAG = "@harbourlight "


def newest(world: PageWorld) -> Post:
    return next(world.x.timeline.addressing(world.x.account))


@pytest.mark.parametrize(
    ("what", "options"),
    [
        ("asks", sample_posts.QUESTIONS),
        ("praises", sample_posts.PRAISES),
        ("complains", sample_posts.COMPLAINTS),
        ("thanks", sample_posts.THANKS),
        ("stop", sample_posts.OPT_OUT_REQUESTS),
    ],
)
async def test_somebody_says_what_is_wanted(
    world: PageWorld, http: aiohttp.ClientSession, what: str, options: tuple[SamplePost, ...]
) -> None:
    _, answer = await does(http, world, "trigger", what=what)

    post = newest(world)
    assert answer["notice"] == f"@{post.author.username} posts: “{post.text}”"
    assert SamplePost(post.text.removeprefix(TAG), post.lang) in options
    assert post.author in world.x.followers
    assert post.author.posts_publicly


async def test_quotes_restricted_long_and_hostile_posts(world: PageWorld, http: aiohttp.ClientSession) -> None:
    posts = {}
    for what in ("quotes", "restricts", "long", "hostile"):
        status, answer = await does(http, world, "trigger", what=what)
        assert status == 200
        assert len(answer["notice"]) < 220
        posts[what] = newest(world)

    assert posts["quotes"].quotes is not None
    assert posts["quotes"].quotes.author is world.x.account
    assert posts["quotes"].mentions == ()
    assert posts["restricts"].reply_settings is ReplySettings.SUBSCRIBERS
    assert len(posts["long"].text) == 4_000
    assert posts["hostile"].text.removeprefix(TAG) in {sample.text for sample in HOSTILE}


async def test_an_account_that_posted_nothing_cannot_be_quoted(world: PageWorld, http: aiohttp.ClientSession) -> None:
    for post in list(world.x.timeline.by(world.x.account)):
        world.x.deletes(post)
    assert await does(http, world, "trigger", what="quotes") == (409, {"error": "The account has not posted anything."})


@pytest.mark.parametrize("what", ["repeats", "deletes", "blocks"])
async def test_somebody_must_have_posted_first(world: PageWorld, http: aiohttp.ClientSession, what: str) -> None:
    refused = (409, {"error": "Nobody has posted to the account yet. Let somebody ask first."})
    assert await does(http, world, "trigger", what=what) == refused
    world.x.deletes(world.x.asks(world.x.followers[0]))
    assert await does(http, world, "trigger", what=what) == refused


async def test_the_newest_unanswered_post_is_repeated_or_deleted_and_its_author_blocks(
    world: PageWorld, http: aiohttp.ClientSession
) -> None:
    ada, bo = world.x.gains_follower("ada"), world.x.gains_follower("bo")
    open_one, answered = world.x.asks(ada), world.x.complains(bo)
    world.x.replies_by_hand(answered, "Sorry!")

    await does(http, world, "trigger", what="repeats")
    again = newest(world)
    assert (again.author, again.text, again.lang) == (ada, open_one.text, open_one.lang)

    _, answer = await does(http, world, "trigger", what="deletes")
    assert (again.deleted, open_one.deleted, answer["notice"]) == (True, False, f"@ada has deleted: “{open_one.text}”")

    for person in (ada, bo):
        _, answer = await does(http, world, "trigger", what="blocks")
        assert answer["notice"] == f"@{person.username} has blocked the account."
    assert world.x.blocked_by == {ada, bo}
    assert (await does(http, world, "trigger", what="blocks"))[0] == 409


async def test_the_state_lists_the_newest_posts_to_the_account(world: PageWorld, http: aiohttp.ClientSession) -> None:
    ada, shy, ghost = world.x.gains_follower("ada"), world.x.gains_follower("shy", Persona.PROTECTED), world.x.gains_follower("ghost")
    posts = [world.x.asks(ada) for _ in range(41)]
    quote = world.x.quotes_account(ada)
    world.x.asks(shy)
    boo = world.x.asks(ghost)
    world.x.posts(ada, "Nice weather.", mentions_account=False)
    world.x.posts(world.x.account, "Our own @harbourlight.")
    world.x.replies_by_hand(quote, "Thank you!")
    world.x.deletes(posts[-1])
    world.x.suspends(ghost)

    listed = (await sees(http, world, "Maya"))["x"]["posts"]

    assert [post["id"] for post in listed] == [str(post.id) for post in (boo, quote, *posts[:2:-1])]
    assert [post["state"] for post in listed[:4]] == ["suspended", "answered", "deleted", ""]
    assert (listed[1]["who"]["username"], listed[1]["text"]) == ("ada", quote.text)
    assert listed[1]["at"] == quote.created_at.timestamp() * 1000


async def test_an_open_window_hears_of_posts_answers_and_deletions(world: PageWorld, http: aiohttp.ClientSession) -> None:
    ada = world.x.gains_follower("ada")
    async with http.ws_connect("/api/events") as socket:
        updates = Updates(socket)
        await updates.next()

        asked = world.x.asks(ada)
        assert (await updates.until("x"))["posts"][0]["id"] == str(asked.id)
        world.x.replies_by_hand(asked, "Until six.")
        told = await updates.until("x")
        assert (told["posts"][0]["state"], told["account"]["posts"]) == ("answered", 1_287)
        await does(http, world, "delete_post", post=str(asked.id))
        assert (await updates.until("x"))["posts"][0]["state"] == "deleted"


async def test_only_posts_of_others_that_are_there_can_be_deleted(world: PageWorld, http: aiohttp.ClientSession) -> None:
    house, asked = next(world.x.timeline.by(world.x.account)), world.x.asks(world.x.followers[0])
    assert (await does(http, world, "delete_post", post=str(asked.id)))[0] == 200
    for post in (str(asked.id), str(house.id), "12", "one", "²", None):
        assert await does(http, world, "delete_post", post=post) == (409, {"error": "This post is gone already."})
    assert not house.deleted


@pytest.mark.parametrize(
    "label",
    [
        *("asks", "praises", "complains", "thanks you", "mentions you", "quotes you", "says “stop”", "quotes, no replies"),
        *("writes 4,000 characters", "writes something hostile"),
    ],
)
async def test_each_saying_has_a_button(world: PageWorld, opens: Opens, label: str) -> None:
    window = await opens()
    await window.get_by_role("tab", name="Posts to you").click()
    await expect(window.get_by_text("Nobody has posted to the account yet.")).to_be_visible()

    await window.get_by_role("group", name="Someone says").get_by_role("button", name=f"Someone {label}", exact=True).click()

    await expect(window.locator(".toast")).to_contain_text("posts: “")
    row = window.locator(".posts li")
    await expect(row).to_contain_text(f"@{newest(world).author.username}")
    await expect(row.locator(".post-text")).to_have_text(shortened(newest(world).text))


async def test_a_post_is_repeated_answered_by_hand_and_deleted(world: PageWorld, opens: Opens) -> None:
    ada = world.x.gains_follower("ada")
    asked = world.x.posts(ada, "Are you open?")
    window = await opens()
    await window.get_by_role("tab", name="Posts to you").click()
    await window.get_by_role("button", name="Someone repeats a post").click()
    await expect(window.locator(".posts li")).to_have_count(2)

    async with window.context.expect_page() as opened:
        await window.get_by_role("link", name="Reply to @ada by hand").last.click()
    composer = await opened.value
    await expect(composer.get_by_role("button", name="Reply")).to_be_focused()
    await composer.get_by_role("textbox", name="Your reply to @ada").fill("Until six.")
    await composer.get_by_role("button", name="Reply").click()
    await expect(composer.get_by_role("status")).to_have_text("Your reply was sent.")
    assert world.x.has_answered(asked)
    row = window.locator(".posts li").last
    await expect(row).to_contain_text("answered")

    await window.get_by_role("button", name="Delete the post of @ada").last.click()
    await expect(row).to_contain_text("deleted")
    await expect(row.get_by_role("link", name="Reply to @ada by hand")).to_have_count(0)
    await window.get_by_role("button", name="Someone deletes their post").click()
    await expect(window.locator(".posts li.gone")).to_have_count(2)
    await expect(window.get_by_role("link", name="Reply to @ada by hand")).to_have_count(0)


async def test_somebody_blocks_the_account(world: PageWorld, opens: Opens) -> None:
    ada = world.x.gains_follower("ada")
    world.x.asks(ada)
    window = await opens()
    await window.get_by_role("group", name="Someone", exact=True).get_by_role("button", name="Someone blocks you").click()
    await expect(window.get_by_text("@ada has blocked the account.")).to_be_visible()
    await expect(window.locator(".account")).to_contain_text(f"{POPULATION} followers")
    assert ada in world.x.blocked_by


async def test_links_to_x_s_composer_and_to_posts_lead_to_the_simulated_x(world: PageWorld, opens: Opens) -> None:
    asked = world.x.posts(world.x.gains_follower("ada"), "Are you open?")
    await world.posts(
        f"<https://x.com/intent/tweet?in_reply_to={asked.id}&text=Until%20six.%20%26%20on> <https://x.com/i/status/{asked.id}>"
    )
    window = await opens()
    links = window.locator("#messages a")
    async with window.context.expect_page() as opened:
        await links.first.click()
    composer = await opened.value
    await expect(composer.get_by_role("textbox", name="Your reply to @ada")).to_have_value("Until six. & on")
    async with window.context.expect_page() as opened:
        await links.last.click()
    await expect((await opened.value).get_by_text("Are you open?")).to_be_visible()


@pytest.mark.parametrize("text", [sample.text for sample in HOSTILE])
async def test_hostile_posts_break_nothing_on_a_phone(world: PageWorld, opens: Opens, text: str) -> None:
    world.x.posts(world.x.gains_follower("ada", name=text[:50]), text)
    window = await opens(size=PHONE)
    await window.get_by_role("navigation", name="Views").get_by_role("button", name="Simulated X").click()
    await window.get_by_role("tab", name="Posts to you").click()
    await expect(window.locator(".posts li")).to_be_visible()
    wide = """() => [...document.querySelectorAll("html, body, #panel, #panel-body, [role=tablist], [role=tabpanel]")]
        .filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.id || node.className || node.tagName)"""
    assert await window.evaluate(wide) == []
