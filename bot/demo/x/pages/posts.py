"""Posts on the simulated X as a human sees them: their pages, and the composer that replies are written in."""

from __future__ import annotations

from html import escape
from string import Template

from aiohttp import web

from bot.demo.x.api.dispatcher import over_capacity
from bot.demo.x.conditions import Conditions
from bot.demo.x.pages.layout import address_of, notice, page, post_html
from bot.demo.x.schema.parameters import NUMERIC_ID
from bot.demo.x.world.models import Post
from bot.demo.x.world.world import GONE, World

_COMPOSER = Template(
    """<form method="post">
<label for="text">Your reply to @$username</label>
<textarea id="text" name="text" rows="5">
$text</textarea>
<button autofocus>Reply</button>
</form>"""
)
_KEPT = Template(
    """<label for="text">What you wrote</label>
<textarea id="text" rows="5" readonly>
$text</textarea>"""
)


class PostPages:
    """Everything here is seen by the one human who is signed in to X as the team's account."""

    def __init__(self, world: World, conditions: Conditions) -> None:
        self._world, self._conditions = world, conditions

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/intent/tweet", self._compose, allow_head=False)
        router.add_post("/intent/tweet", self._reply)
        router.add_get("/i/status/{id}", self._show)
        router.add_get("/i/web/status/{id}", self._show)
        router.add_get("/{username:[A-Za-z0-9_]{1,15}}/status/{id}", self._show)

    async def _compose(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        post = self._seen(request.query.get("in_reply_to", ""))
        if post is None:
            return _gone()
        self._world.opens_composer(post)
        return self._composer(post, request.query.get("text", ""))

    async def _reply(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        typed = (await request.post()).get("text", "")
        # Forms send every line break as two characters, whatever was typed.
        text = typed.replace("\r\n", "\n") if isinstance(typed, str) else ""
        post = self._seen(request.query.get("in_reply_to", ""))
        if post is None:
            return _gone(text)
        try:
            reply = self._world.replies_by_hand(post, text)
        except ValueError as refusal:
            return self._composer(post, text, str(refusal))
        body = self._thread(reply) + notice("Your reply was sent.")
        return page(f"You replied to @{post.author.username}", body)

    async def _show(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        post = self._seen(request.match_info["id"])
        if post is None:
            return _gone()
        replies = [post_html(reply) for reply in self._world.timeline.replies_to(post) if self._shows(reply)]
        answer = f'<p class="act"><a href="/intent/tweet?in_reply_to={post.id}">Reply</a></p>'
        listed = f"<h2>Replies</h2>{''.join(replies)}" if replies else ""
        return page(f"A post by @{post.author.username}", self._thread(post) + answer + listed)

    def _composer(self, post: Post, text: str, refusal: str = "") -> web.Response:
        form = _COMPOSER.substitute(username=escape(post.author.username), text=escape(text))
        return page(f"Reply to @{post.author.username}", post_html(post) + notice(refusal) + form, status=403 if refusal else 200)

    def _thread(self, post: Post) -> str:
        """The post, with whom it answers and what it quotes."""
        above = f'<p class="soft">Replying to {self._named(post.in_reply_to)}</p>' if post.in_reply_to else ""
        below = self._quoted(post.quotes) if post.quotes else ""
        return post_html(post, above, below)

    def _named(self, post: Post) -> str:
        return f'<a href="{address_of(post)}">@{escape(post.author.username)}</a>' if self._shows(post) else "a post that is gone"

    def _quoted(self, post: Post) -> str:
        return f"<blockquote>{post_html(post)}</blockquote>" if self._shows(post) else "<blockquote>This post is gone</blockquote>"

    def _seen(self, raw: str) -> Post | None:
        """The post that has this id, where the account may see it."""
        post = self._world.timeline.get(int(raw)) if NUMERIC_ID.fullmatch(raw) else None
        return post if post and self._shows(post) else None

    def _shows(self, post: Post) -> bool:
        return post.shown and self._world.account_may_read(post.author)


def _gone(text: str = "") -> web.Response:
    """text: what was typed, so that it is not lost."""
    kept = _KEPT.substitute(text=escape(text)) if text else ""
    return page("This post is gone", f"<h1>This post is gone</h1><p>{escape(GONE)}</p>{kept}", status=404)
