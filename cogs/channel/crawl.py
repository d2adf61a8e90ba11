"""Reads the channel's newest messages and finds our own by their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.views.suggestions.marks import announcement_marked, suggestion_marked

NEWEST = 300
"""Messages that are read: whatever a crash left behind is among the newest, and three requests take half a second."""


@dataclass(frozen=True, slots=True)
class Found:
    """Our own messages, newest first: all by message id, prompts by suggestion id, announcements by their id."""

    messages: dict[int, discord.Message] = field(default_factory=dict)
    prompts: dict[int, list[discord.Message]] = field(default_factory=lambda: defaultdict(list))
    announcements: dict[int, list[discord.Message]] = field(default_factory=lambda: defaultdict(list))


async def crawl(channel: discord.abc.Messageable, author_id: int) -> Found:
    """Raises what a request to Discord can raise."""
    found = Found()
    async for message in channel.history(limit=NEWEST):
        if message.author.id != author_id:
            continue
        found.messages[message.id] = message
        for mark in {component.id for component in message.components if isinstance(component, discord.Container)}:
            suggestion, announcement = suggestion_marked(mark or 0), announcement_marked(mark or 0)
            if suggestion is not None:
                found.prompts[suggestion].append(message)
            elif announcement is not None:
                found.announcements[announcement].append(message)
    return found


def texts(message: discord.Message) -> list[str]:
    """Everything that can be read on it, in order."""
    return [component.content for component in _walk(message.components) if isinstance(component, discord.TextDisplay)]


def _walk(components: Iterable[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))
