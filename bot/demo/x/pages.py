"""The simulated X as a human sees it: the follow page, profiles and avatars."""

from __future__ import annotations

from html import escape
from string import Template

from aiohttp import web

from bot.demo.x.api import over_capacity
from bot.demo.x.conditions import Conditions
from bot.demo.x.people import Person
from bot.demo.x.query import NUMERIC_ID
from bot.demo.x.style import STYLE
from bot.demo.x.world import World

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title><style>$style</style>
</head>
<body><main>$body</main></body>
</html>
"""
)

_PERSON = Template(
    """<img src="/avatars/$id.svg" alt="">
<h1><bdi>$name</bdi></h1>
<p class="soft">@$username</p>
<p><bdi>$bio</bdi></p>
<p class="soft">$followers followers · follows $following</p>"""
)

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
        router.add_get("/intent/follow", self._ask, allow_head=False)
        router.add_post("/intent/follow", self._follow)
        router.add_get("/{username:[A-Za-z0-9_]{1,15}}", self._profile)

    async def _ask(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        person = self._wanted(request)
        if person is None:
            return _nobody()
        self._world.opens_follow_page(person)
        return self._follow_page(person)

    async def _follow(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        person = self._wanted(request)
        if person is None:
            return _nobody()
        if person is not self._world.account:
            self._world.follows_by_hand(person)
        return self._follow_page(person)

    async def _profile(self, request: web.Request) -> web.Response:
        if self._conditions.down:
            return over_capacity()
        person = self._world.find(request.match_info["username"])
        if person is None or person.vanished:
            return _nobody()
        return _page(f"@{person.username}", _shown(person) + _said(self._relation(person)))

    async def _avatar(self, request: web.Request) -> web.Response:
        person = self._world.find_id(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        initials = "".join(word[0] for word in person.name.split()[:2] if word[0].isalnum()) or "?"
        picture = _AVATAR.substitute(label=escape(f"Avatar of @{person.username}"), hue=person.id * 47 % 360, initials=escape(initials))
        return web.Response(text=picture, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})

    def _wanted(self, request: web.Request) -> Person | None:
        raw = request.query.get("user_id", "")
        person = self._world.find_id(int(raw)) if NUMERIC_ID.fullmatch(raw) else None
        return person if person and not person.vanished else None

    def _follow_page(self, person: Person) -> web.Response:
        relation = self._relation(person)
        return _page(relation or f"Follow @{person.username}", _shown(person) + (_said(relation) or _FOLLOW_BUTTON))

    def _relation(self, person: Person) -> str:
        if person is self._world.account:
            return "This is you."
        if person in self._world.requested:
            return f"Request sent. @{person.username} decides who may follow."
        return f"You now follow @{person.username}" if person in self._world.following_list else ""


def _shown(person: Person) -> str:
    return _PERSON.substitute(
        id=person.id,
        name=escape(person.name),
        username=escape(person.username),
        bio=escape(person.bio),
        followers=f"{person.followers:,}",
        following=f"{person.following:,}",
    )


def _said(sentence: str) -> str:
    return f'<p class="said" role="status">{escape(sentence)}</p>' if sentence else ""


def _nobody() -> web.Response:
    return _page("Nobody here", "<h1>This account doesn’t exist</h1><p>It may have been removed or suspended.</p>", status=404)


def _page(title: str, body: str, status: int = 200) -> web.Response:
    return web.Response(text=_PAGE.substitute(title=escape(title), style=STYLE, body=body), status=status, content_type="text/html")
