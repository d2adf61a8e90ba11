"""A bot world for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.support.discord import DiscordWorld


@pytest.fixture
def discord_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts back afterwards where discord.py looks for Discord."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def world(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[DiscordWorld]:
    async with DiscordWorld(tmp_path) as world:
        yield world
