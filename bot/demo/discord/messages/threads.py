"""Threads: each begins at a message of a channel and has that message's id."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.demo.discord.errors import Fault, invalid_form
from bot.demo.discord.guild import GUILD_ID
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.message import Message

LONGEST_NAME: Final = 100
_PUBLIC: Final = 11
_ARCHIVED_AFTER: Final = (60, 1_440, 4_320, 10_080)


@dataclass(slots=True)
class Thread:
    """A public thread below a message. parent_id: of the channel. archived_after: minutes without a message. messages: oldest first."""

    id: int
    parent_id: int
    name: str
    owner_id: int
    opened_at: datetime
    archived_after: int
    messages: list[Message] = field(default_factory=list)

    def to_json(self) -> Json:
        """As Discord describes it: a channel of its own."""
        members = {self.owner_id, *(message.author_id for message in self.messages)}
        return {
            "id": str(self.id),
            "guild_id": str(GUILD_ID),
            "parent_id": str(self.parent_id),
            "owner_id": str(self.owner_id),
            "type": _PUBLIC,
            "name": self.name,
            "last_message_id": str(self.messages[-1].id) if self.messages else None,
            "rate_limit_per_user": 0,
            "bitrate": 64_000,
            "user_limit": 0,
            "rtc_region": None,
            "flags": 0,
            "message_count": len(self.messages),
            "member_count": len(members),
            "total_message_sent": len(self.messages),
            "thread_metadata": {
                "archived": False,
                "archive_timestamp": self.opened_at.isoformat(),
                "auto_archive_duration": self.archived_after,
                "locked": False,
                "create_timestamp": self.opened_at.isoformat(),
            },
        }

    def member_json(self) -> Json:
        """Whoever opened it, as a member of it."""
        return {"id": str(self.id), "user_id": str(self.owner_id), "join_timestamp": self.opened_at.isoformat(), "flags": 1}


def opened(message_id: int, form: Json, *, parent_id: int, owner_id: int, at: datetime) -> Thread:
    """The thread that this form asks for. Raises ApiError when Discord would refuse it."""
    name, archived_after = str(form.get("name") or "").strip(), form.get("auto_archive_duration") or _ARCHIVED_AFTER[1]
    if not 1 <= len(name) <= LONGEST_NAME:
        raise invalid_form([Fault(("name",), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {LONGEST_NAME} in length.")])
    if archived_after not in _ARCHIVED_AFTER:
        raise invalid_form([Fault(("auto_archive_duration",), "BASE_TYPE_CHOICES", f"Value must be one of {_ARCHIVED_AFTER}.")])
    return Thread(message_id, parent_id, name, owner_id, at, archived_after)
