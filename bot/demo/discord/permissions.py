"""Discord's permission bits by name, and the bot's own in the team channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableSet

BITS = {
    "CREATE_INSTANT_INVITE": 1 << 0,
    "KICK_MEMBERS": 1 << 1,
    "BAN_MEMBERS": 1 << 2,
    "ADMINISTRATOR": 1 << 3,
    "MANAGE_CHANNELS": 1 << 4,
    "MANAGE_GUILD": 1 << 5,
    "ADD_REACTIONS": 1 << 6,
    "VIEW_CHANNEL": 1 << 10,
    "SEND_MESSAGES": 1 << 11,
    "MANAGE_MESSAGES": 1 << 13,
    "EMBED_LINKS": 1 << 14,
    "ATTACH_FILES": 1 << 15,
    "READ_MESSAGE_HISTORY": 1 << 16,
    "MENTION_EVERYONE": 1 << 17,
    "USE_EXTERNAL_EMOJIS": 1 << 18,
    "MANAGE_ROLES": 1 << 28,
    "MANAGE_WEBHOOKS": 1 << 29,
    "USE_APPLICATION_COMMANDS": 1 << 31,
    "CREATE_PUBLIC_THREADS": 1 << 35,
    "SEND_MESSAGES_IN_THREADS": 1 << 38,
}
"""From Discord's documentation, "Permissions", those that a team channel knows."""

CHANNEL_WIDE = frozenset(BITS) - {"KICK_MEMBERS", "BAN_MEMBERS", "ADMINISTRATOR", "MANAGE_GUILD"}
"""Those that a channel can grant or take away by itself."""


def bits(names: Iterable[str]) -> int:
    total = 0
    for name in names:
        total |= BITS[name]
    return total


class Permissions(MutableSet[str]):
    """A set of permission names with a callback on changes, so that the bot is notified; one made by `-` or `|` belongs to nobody yet."""

    def __init__(self, names: Iterable[str], changed: Callable[[], None] = lambda: None) -> None:
        self._names = set(names)
        self._changed = changed

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def __len__(self) -> int:
        return len(self._names)

    def __repr__(self) -> str:
        return f"{{{', '.join(self)}}}"

    def add(self, value: str) -> None:
        if value not in CHANNEL_WIDE:
            raise ValueError(f"A channel has no permission called {value!r}.")
        if value not in self._names:
            self._names.add(value)
            self._changed()

    def discard(self, value: str) -> None:
        if value in self._names:
            self._names.remove(value)
            self._changed()

    def become(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for name in set(self._names) - wanted:
            self.discard(name)
        for name in wanted - self._names:
            self.add(name)

    @property
    def bits(self) -> int:
        return bits(self._names)
