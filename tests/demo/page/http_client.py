"""Speaking to the page's server without a browser."""

from __future__ import annotations

from typing import Any

import aiohttp

from tests.demo.page.conftest import PageWorld


async def sees(http: aiohttp.ClientSession, world: PageWorld, name: str) -> dict[str, Any]:
    async with http.get("/api/state", params={"as": str(world.person(name).id)}) as answer:
        assert answer.status == 200
        state: dict[str, Any] = await answer.json()
        return state


async def does(http: aiohttp.ClientSession, world: PageWorld, act: str, name: str = "Maya", /, **facts: Any) -> tuple[int, dict[str, Any]]:
    async with http.post(f"/api/{act}", json={"as": str(world.person(name).id), **facts}) as answer:
        return answer.status, await answer.json()


class Updates:
    """A window's socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def next(self) -> dict[str, Any]:
        update: dict[str, Any] = await self._socket.receive_json(timeout=30)
        return update

    async def until(self, name: str) -> Any:
        """The next update's part of this name."""
        while True:
            update = await self.next()
            if name in update:
                return update[name]
