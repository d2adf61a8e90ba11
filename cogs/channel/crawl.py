"""Reads the channel's newest messages and finds our own by their component ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.views.suggestions.marks import announcement_of_component, suggestion_of_component

NEWEST = 300
"""Messages that are read: whatever a crash left behind is among the newest, and three requests take half a second."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Our own messages, newest first: all by message id, prompts by suggestion id, announcements by their id."""

    messages: dict[int, discord.Message] = field(default_factory=dict)
    prompts: dict[int, list[discord.Message]] = field(default_factory=lambda: defaultdict(list))
    announcements: dict[int, list[discord.Message]] = field(default_factory=lambda: defaultdict(list))


async def scan_channel(channel: discord.abc.Messageable, author_id: int) -> ScanResult:
    """Raises what a request to Discord can raise."""
    scan = ScanResult()
    async for message in channel.history(limit=NEWEST):
        if message.author.id != author_id:
            continue
        scan.messages[message.id] = message
        for component_id in {component.id for component in message.components if isinstance(component, discord.Container)}:
            suggestion, announcement = suggestion_of_component(component_id or 0), announcement_of_component(component_id or 0)
            if suggestion is not None:
                scan.prompts[suggestion].append(message)
            elif announcement is not None:
                scan.announcements[announcement].append(message)
    return scan


def message_texts(message: discord.Message) -> list[str]:
    """Everything that can be read on it, in order."""
    return [component.content for component in _walk(message.components) if isinstance(component, discord.TextDisplay)]


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
