"""Discord's `resolved` data: the members, roles, channels and files that an interaction refers to."""

from __future__ import annotations

from collections.abc import Callable

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.guild import ATTACHMENT_LIMIT, Guild, Member
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.message import File
from bot.demo.discord.messages.uploads import Upload
from bot.demo.discord.permissions import BITS

Keep = Callable[[Upload], File]
"""Stores a file where the bot can fetch it."""


class Resolved:
    """Collects them while the data is put together."""

    def __init__(self, guild: Guild, keep: Keep) -> None:
        self._guild = guild
        self._keep = keep
        self._found: Json = {}

    def user(self, value: object) -> str:
        """The id of a member. value: a person of the simulator, a member or an id. Raises NotPossible for anybody else."""
        member_id = getattr(value, "id", value)
        member: Member | None = self._guild.member(int(member_id)) if isinstance(member_id, (int, str)) else None
        if member is None:
            raise NotPossible(f"{value!r} is nobody in this server.")
        self._describe("users", member.id, member.user_json())
        self._describe("members", member.id, {**member.partial_json(), "permissions": str(member.permissions)})
        return str(member.id)

    def role(self, value: object) -> str:
        """The id of a role of the server. Raises NotPossible for any other."""
        role = next((role for role in self._guild.roles if str(role.id) == str(value)), None)
        if role is None:
            raise NotPossible(f"{value!r} is no role of this server.")
        self._describe("roles", role.id, role.to_json())
        return str(role.id)

    def mentionable(self, value: object) -> str:
        """The id of a role or a member. Raises NotPossible for anything else."""
        is_role = str(value) in {str(role.id) for role in self._guild.roles}
        return self.role(value) if is_role else self.user(value)

    def channel(self, value: object) -> str:
        """The id of a text channel of the server. Raises NotPossible for any other."""
        channel = next((channel for channel in self._guild.channels.values() if str(channel.id) == str(value)), None)
        if channel is None:
            raise NotPossible(f"{value!r} is no channel of this server.")
        shown = (
            "id",
            "type",
            "name",
            "parent_id",
            "flags",
            "last_message_id",
            "topic",
            "nsfw",
            "rate_limit_per_user",
            "position",
            "guild_id",
        )
        facts = self._guild.channel_json(channel)
        self._describe("channels", channel.id, {key: facts[key] for key in shown} | {"permissions": str(BITS["VIEW_CHANNEL"])})
        return str(channel.id)

    def file(self, value: object) -> str:
        """The id of an uploaded file. Raises NotPossible for anything else, and for one larger than Discord takes."""
        if not isinstance(value, Upload):
            raise NotPossible(f"{value!r} is no file.")
        if len(value.data) > ATTACHMENT_LIMIT:
            raise NotPossible(f"{value.filename!r} is larger than the {ATTACHMENT_LIMIT:,} bytes that Discord takes.")
        file = self._keep(value)
        self._describe("attachments", file.id, {**file.to_json(), "ephemeral": True})
        return str(file.id)

    def add_to(self, data: Json) -> Json:
        """The data, with whatever was named in it described."""
        return data | ({"resolved": self._found} if self._found else {})

    def _describe(self, kind: str, of: int, facts: Json) -> None:
        self._found.setdefault(kind, {})[str(of)] = facts
