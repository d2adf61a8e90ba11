"""Keeps the web out: what listens on this machine is within reach of every page that a browser on it shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web
from yarl import URL

_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_NOT_FROM_HERE: Final = "The demo answers only pages of its own, under 127.0.0.1 or localhost."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse whatever was sent under another name or by another site's page.

    A name of somebody's own can lead to this machine ("DNS rebinding"), and a browser then lets their page read all that it answers. Forms
    and web sockets it lets any page send anywhere, with that page's address in `Origin`. Any port will do: this one may be forwarded.
    """
    if _is_from_here(request.headers.get("Host", ""), request.headers.get("Origin")):
        return await handler(request)
    raise web.HTTPForbidden(text=_NOT_FROM_HERE)


def _is_from_here(host: str, origin: str | None) -> bool:
    try:
        name = URL(f"http://{host}").host
    except ValueError:
        return False
    return name in _NAMES and origin in (None, f"http://{host}")
