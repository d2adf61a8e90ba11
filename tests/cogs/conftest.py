"""A house for each story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.cogs.house import House


@pytest.fixture
def discord_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts back afterwards where discord.py looks for Discord."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
async def house(tmp_path: Path, discord_elsewhere: None) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house
