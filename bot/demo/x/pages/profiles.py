"""The simulated X as a human sees it: the follow page, profiles and avatars."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from string import Template

from aiohttp import web

from bot.demo.x.api.dispatcher import over_capacity
from bot.demo.x.conditions import Conditions
from bot.demo.x.pages.layout import notice, page, post_html, profile_html, user_not_found_page
from bot.demo.x.schema.parameters import NUMERIC_ID
from bot.demo.x.world.models import Person, Post
from bot.demo.x.world.world import World

_POSTS_SHOWN = 5
"""On a profile's page."""

_FOLLOW_BUTTON = '<form method="post"><button autofocus>Follow</button></form>'

_AVATAR = Template(
    """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img" aria-label="$label">
<rect width="96" height="96" fill="hsl($hue 45% 38%)"/>
<text x="48" y="48" dy=".35em" fill="#fff" font-family="system-ui, sans-serif" font-size="38" text-anchor="middle">$initials</text>
</svg>
"""
)


class Pages:
    """Everything here is seen by the one human who is signed in to X as the team's account."""

    def __init__(self, world: World, conditions: Conditions) -> None:
        self._world, self._conditions = world, conditions

    def add_to(self, router: web.UrlDispatcher) -> None:
        router.add_get("/avatars/{id:[0-9]{1,19}}.svg", self._avatar)
        router.add_get("/intent/follow", self._show_follow_page, allow_head=False)
        router.add_post("/intent/follow", self._follow)
        router.add_get("/i/user/{id:[0-9]{1,19}}", self._profile_by_id)
        router.add_get("/{username:[A-Za-z0-9_]{1,15}}", self._profile)

    async def _show_follow_page(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        person = self._requested_user(request)
        if person is None:
            return user_not_found_page()
        self._world.opens_follow_page(person)
        return self._follow_page(person)

    async def _follow(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        person = self._requested_user(request)
        if person is None:
            return user_not_found_page()
        if person is not self._world.account and person not in self._world.blocked_by:
            self._world.follows_by_hand(person)
        return self._follow_page(person)

    async def _profile(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        return self._profile_of(self._world.find(request.match_info["username"]))

    async def _profile_by_id(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        return self._profile_of(self._world.find_id(int(request.match_info["id"])))

    def _profile_of(self, person: Person | None) -> web.Response:
        if person is None or person.suspended:
            return user_not_found_page()
        posts = "".join(post_html(post) for post in self._newest_by(person))
        return page(f"@{person.username}", profile_html(person) + notice(self._relation(person)) + posts)

    async def _avatar(self, request: web.Request) -> web.Response:
        person = self._world.find_id(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        initials = "".join(word[0] for word in person.name.split()[:2] if word[0].isalnum()) or "?"
        picture = _AVATAR.substitute(label=escape(f"Avatar of @{person.username}"), hue=person.id * 47 % 360, initials=escape(initials))
        return web.Response(text=picture, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})

    def _requested_user(self, request: web.Request) -> Person | None:
        raw = request.query.get("user_id", "")
        person = self._world.find_id(int(raw)) if NUMERIC_ID.fullmatch(raw) else None
        return person if person and not person.suspended else None

    def _follow_page(self, person: Person) -> web.Response:
        relation = self._relation(person)
        return page(relation or f"Follow @{person.username}", profile_html(person) + (notice(relation) or _FOLLOW_BUTTON))

    def _newest_by(self, person: Person) -> Iterator[Post]:
        return islice(self._world.timeline.by(person), _POSTS_SHOWN) if self._world.account_may_read(person) else iter(())

    def _relation(self, person: Person) -> str:
        if person is self._world.account:
            return "This is you."
        if person in self._world.blocked_by:
            return f"You’re blocked. You can’t follow @{person.username} or reply to their posts."
        if person in self._world.pending_follows:
            return f"Request sent. @{person.username} decides who may follow."
        return f"You now follow @{person.username}" if person in self._world.following_list else ""
