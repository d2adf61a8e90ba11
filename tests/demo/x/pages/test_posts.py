"""X's composer and the pages of posts, as the human sees them who is signed in as the account."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from yarl import URL

from bot.demo.x import Persona, Post, SimulatedX
from bot.demo.x.world.sample_posts import HOSTILE
from tests.demo.x.conftest import Caller, Reply, restrict

TYPED = re.compile(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)


class Human:
    """Opens pages and sends forms."""

    def __init__(self, call: Caller) -> None:
        self._call = call

    async def opens(self, path: str, **query: str | int) -> Reply:
        return await self._call.raw("GET", str(URL(self._call.x.url + path).with_query(query)))

    async def replies(self, post_id: object, text: str) -> Reply:
        url = URL(f"{self._call.x.url}/intent/tweet").with_query(in_reply_to=str(post_id), text="a draft")
        async with self._call.session.post(url, data={"text": text.replace("\n", "\r\n")}) as response:
            return Reply(response.status, await response.text(), dict(response.headers), response.content_type)


@pytest.fixture
def human(call: Caller) -> Human:
    return Human(call)


def typed(page: Reply) -> str:
    found = TYPED.search(page.body)
    assert found, page.body
    return unescape(found[1])


async def own_posts(call: Caller) -> list[dict[str, object]]:
    query = {"tweet.fields": "referenced_tweets,in_reply_to_user_id"}
    reply = await call("GET", f"/2/users/{call.x.account.id}/tweets", query=query)
    posts: list[dict[str, object]] = reply.body.get("data", [])
    return posts


async def test_a_human_replies_in_the_composer(x: SimulatedX, call: Caller, human: Human) -> None:
    ada = x.gains_follower("ada")
    asked = x.posts(ada, "Are you open?")

    composer = await human.opens("/intent/tweet", in_reply_to=asked.id, text="Until six. <b>&amp;</b>\nEvery day!")
    assert "@harbourlight Are you open?" in composer.body
    assert typed(composer) == "Until six. <b>&amp;</b>\nEvery day!"
    assert "<button autofocus>Reply</button>" in composer.body
    assert (x.composer_opened_for, await own_posts(call)) == ([asked], [])

    done = await human.replies(asked.id, "Until six.\nEvery day!")

    assert done.status == 200
    assert "Your reply was sent." in done.body
    assert "Until six.\nEvery day!" in done.body
    assert "<textarea" not in done.body
    (own,) = await own_posts(call)
    assert own == {
        "id": own["id"],
        "text": "Until six.\nEvery day!",
        "edit_history_tweet_ids": [own["id"]],
        "referenced_tweets": [{"type": "replied_to", "id": str(asked.id)}],
        "in_reply_to_user_id": str(ada.id),
    }
    assert x.account.posts == 1


async def test_no_rule_for_apps_binds_a_human(x: SimulatedX, call: Caller, human: Human) -> None:
    remark = x.posts(x.gains_follower("ada"), "Nice weather.", mentions_account=False)
    assert (await call.post("It is.", remark)).status == 403
    assert "Your reply was sent." in (await human.replies(remark.id, "It is. $BEAN or $CUP?")).body
    assert x.bill.all_time.micros == 0


@pytest.mark.parametrize(
    ("befalls", "text", "sentence"),
    [
        (lambda x, post: x.blocks(post.author), "Until six.", "You are blocked: @ada does not let you reply."),
        (lambda x, post: restrict(post), "Until six.", "@ada has limited who can reply to this post."),
        (lambda x, post: x.posts(x.account, "Until six."), "Until six.", "Whoops! You already said that."),
        (lambda x, post: None, "a" * 281, "This is too long."),
        (lambda x, post: None, " \n", "Write something first."),
    ],
)
async def test_what_x_does_not_take_is_said_and_what_was_typed_is_kept(
    x: SimulatedX, call: Caller, human: Human, befalls: Callable[[SimulatedX, Post], object], text: str, sentence: str
) -> None:
    asked = x.asks(x.gains_follower("ada"))
    befalls(x, asked)
    before = await own_posts(call)

    answer = await human.replies(asked.id, text)

    assert (answer.status, typed(answer)) == (403, text)
    assert sentence in answer.body
    assert await own_posts(call) == before


@pytest.mark.parametrize(
    "befalls",
    [
        lambda x, post: x.deletes(post),
        lambda x, post: x.suspends(post.author),
        lambda x, post: setattr(post.author, "protected", True),
    ],
)
async def test_a_post_that_is_gone_takes_no_reply_and_loses_no_word(
    x: SimulatedX, call: Caller, human: Human, befalls: Callable[[SimulatedX, Post], object]
) -> None:
    asked = x.asks(x.gains_follower("ada"))
    befalls(x, asked)

    for page in (
        await human.opens("/intent/tweet", in_reply_to=asked.id, text="Until six."),
        await human.opens(f"/ada/status/{asked.id}"),
        await human.opens(f"/i/status/{asked.id}"),
    ):
        assert (page.status, "This post is gone" in page.body, "<form" in page.body) == (404, True, False)
    answer = await human.replies(asked.id, "Until <six>.\nSee you!")

    assert (answer.status, typed(answer)) == (404, "Until <six>.\nSee you!")
    assert await own_posts(call) == []
    assert x.composer_opened_for == []


@pytest.mark.parametrize("post_id", ["", "12", "one", "9" * 30])
async def test_there_is_no_such_post(x: SimulatedX, human: Human, post_id: str) -> None:
    for page in (await human.opens("/intent/tweet", in_reply_to=post_id), await human.replies(post_id, "Hello?")):
        assert (page.status, "This post is gone" in page.body) == (404, True)
    assert (await human.opens("/intent/tweet", text="Hello?")).status == 404


async def test_replying_by_hand_without_a_page(x: SimulatedX) -> None:
    ada, shy = x.gains_follower("ada"), x.gains_follower("shy", Persona.PROTECTED)
    asked = x.asks(ada)
    reply = x.replies_by_hand(asked, "Until six.")
    assert (reply.text, reply.in_reply_to, reply.author) == ("Until six.", asked, x.account)
    x.deletes(asked)
    for post in (asked, x.asks(shy)):
        with pytest.raises(ValueError, match="was deleted, or you cannot see it"):
            x.replies_by_hand(post, "Every day.")


async def test_a_post_has_a_page_with_what_belongs_to_it(x: SimulatedX, human: Human) -> None:
    ada, bo = x.gains_follower("ada"), x.gains_follower("bo")
    house = x.posts(x.account, "Roasting day.")
    asked = x.posts(ada, "Which one?", in_reply_to=house, quotes=house)
    answers = [x.posts(bo, f"The blue one {number}.", in_reply_to=asked) for number in range(2)]
    x.deletes(answers[0])

    for path in (f"/ada/status/{asked.id}", f"/i/status/{asked.id}", f"/i/web/status/{asked.id}"):
        page = (await human.opens(path)).body
        assert f'Replying to <a href="/harbourlight/status/{house.id}">@harbourlight</a>' in page
        assert "Roasting day." in page.split("<blockquote>")[1]
        assert f'<a href="/intent/tweet?in_reply_to={asked.id}">Reply</a>' in page
        assert "The blue one 1." in page.split("<h2>Replies</h2>")[1]
        assert "The blue one 0." not in page

    x.deletes(house)
    page = (await human.opens(f"/ada/status/{asked.id}")).body
    assert "Replying to a post that is gone" in page
    assert "<blockquote>This post is gone</blockquote>" in page
    assert "Roasting day." not in page


async def test_a_profile_lists_its_newest_posts(x: SimulatedX, human: Human) -> None:
    ada, shy = x.gains_follower("ada"), x.gains_follower("shy", Persona.PROTECTED)
    posts = [x.posts(ada, f"Question {number}") for number in range(7)]
    x.posts(shy, "Psst")
    x.deletes(posts[6])

    page = (await human.opens("/ada")).body

    assert re.findall(r"/ada/status/(\d+)", page) == [str(post.id) for post in reversed(posts[1:6])]
    assert "Psst" not in (await human.opens("/shy")).body


async def test_nobody_can_follow_whoever_blocks_them(x: SimulatedX, human: Human, call: Caller) -> None:
    ada = x.gains_follower("ada")
    x.blocks(ada)
    for page in (await human.opens("/ada"), await human.opens("/intent/follow", user_id=ada.id)):
        assert "You’re blocked." in unescape(page.body)
        assert "<form" not in page.body
    await call.raw("POST", f"{x.url}/intent/follow?user_id={ada.id}")
    assert x.following == ()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "</textarea><script>alert(1)</script>", '"><img src=x>', "$text", *(sample.text for sample in HOSTILE)],
)
async def test_hostile_words_stay_text(x: SimulatedX, human: Human, text: str) -> None:
    ada = x.gains_follower("ada", name=text[:40])
    asked = x.posts(ada, text, quotes=x.posts(x.account, "Roasting day."))
    x.posts(ada, text, in_reply_to=asked)
    x.posts(x.account, text[:200], in_reply_to=asked)

    for page in (
        await human.opens("/intent/tweet", in_reply_to=asked.id, text=text),
        await human.opens(f"/ada/status/{asked.id}"),
        await human.opens("/ada"),
        await human.opens("/harbourlight"),
        await human.replies(asked.id, text),
    ):
        assert page.status in {200, 403}
        assert "<script>alert" not in page.body
        assert "<img src=x" not in page.body
        assert page.body.count('<p class="text"><bdi>') == page.body.count('<p class="text">') > 0
    assert typed(await human.opens("/intent/tweet", in_reply_to=asked.id, text=text)) == text


async def test_while_x_is_down_there_are_no_pages(x: SimulatedX, human: Human) -> None:
    asked = x.asks(x.gains_follower("ada"))
    x.down = True
    for page in (await human.opens("/intent/tweet", in_reply_to=asked.id), await human.opens(f"/i/status/{asked.id}")):
        assert page.status == 503
    assert (await human.replies(asked.id, "Until six.")).status == 503
    assert list(x.timeline.by(x.account)) == []
