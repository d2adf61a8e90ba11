"""Refuses requests from other sites: any page in a browser on this machine can reach what listens on loopback."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web
from yarl import URL

_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSAL: Final = "The demo answers only pages of its own, under 127.0.0.1 or localhost."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse whatever was sent under another name or by another site's page.

    With DNS rebinding, a foreign host name resolves to this machine, and the browser lets that site's page read the responses. Forms and
    web sockets may be sent across origins, with the page's address in `Origin`. Any port is accepted: this one may be forwarded.
    """
    if _is_loopback(request.headers.get("Host", ""), request.headers.get("Origin")):
        return await handler(request)
    raise web.HTTPForbidden(text=_REFUSAL)


def _is_loopback(host: str, origin: str | None) -> bool:
    try:
        name = URL(f"http://{host}").host
    except ValueError:
        return False
    return name in _NAMES and origin in (None, f"http://{host}")
