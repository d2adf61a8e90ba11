"""The team's Discord server: its roles, its members, the bot among them, and its text channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.demo.discord.json_types import Json
from bot.demo.discord.permissions import BITS, CHANNEL_WIDE, Permissions, bits

GUILD_ID: Final = 1_100_000_000_000_000_001
CHANNEL_ID: Final = 1_100_000_000_000_000_002
APPROVER_ROLE_ID: Final = 1_100_000_000_000_000_003
MANAGER_ROLE_ID: Final = 1_100_000_000_000_000_004
BOT_ROLE_ID: Final = 1_100_000_000_000_000_005
APPLICATION_ID: Final = 1_100_000_000_000_000_006
OWNER_ID: Final = 1_100_000_000_000_000_007
OTHER_GUILD_ID: Final = 1_100_000_000_000_000_008
"""Another server, which the bot may have been added to as well."""
OTHER_CHANNEL_ID: Final = 1_100_000_000_000_000_009
STRANGER_ID: Final = 1_100_000_000_000_000_010
VIEWER_ROLE_ID: Final = 1_100_000_000_000_000_011
ROLELESS_MEMBER_ID: Final = 1_100_000_000_000_000_012
FIRST_MORE_MEMBER_ID: Final = 1_100_000_000_000_001_000
FIRST_MEMBER_ID: Final = 1_100_000_000_000_000_100
BOT_NAME: Final = "Mutuals"
ATTACHMENT_LIMIT: Final = 10 * 1024 * 1024
"""Bytes that one file may have in a server without boosts."""

HIDDEN_NAME: Final = "___hidden___"
HIDDEN_FLAG: Final = 1 << 17
"""Since 16 November 2026, see "Obfuscated Channels" in Discord's documentation of the channel."""

_JOINED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC).isoformat()
_BOT = (
    "VIEW_CHANNEL",
    "SEND_MESSAGES",
    "EMBED_LINKS",
    "ATTACH_FILES",
    "READ_MESSAGE_HISTORY",
    "ADD_REACTIONS",
    "USE_APPLICATION_COMMANDS",
    "CREATE_PUBLIC_THREADS",
    "SEND_MESSAGES_IN_THREADS",
)
_EVERYONE = bits(_BOT)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the server. permissions: Discord's bits. mentionable: by anybody."""

    id: int
    name: str
    permissions: int
    position: int
    colour: int = 0
    managed: bool = False
    mentionable: bool = False

    def to_json(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": self.colour,
            "colors": {"primary_color": self.colour, "secondary_color": None, "tertiary_color": None},
            "hoist": self.id == APPROVER_ROLE_ID,
            "managed": self.managed,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the server. colour: of the avatar, as the page draws it.

    where: the server in which they act, None for their private messages with the bot.
    """

    id: int
    name: str
    colour: str = "#5865f2"
    roles: tuple[Role, ...] = ()
    bot: bool = False
    where: int | None = GUILD_ID

    @property
    def permissions(self) -> int:
        """What this member may do in the channel."""
        if self.id == OWNER_ID:
            return bits(BITS)
        total = _EVERYONE
        for role in self.roles:
            total |= role.permissions
        return total

    def user_json(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name if self.bot else self.name.lower(),
            "discriminator": "0",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "avatar_decoration_data": None,
            "banner": None,
            "accent_color": None,
            "bot": self.bot,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
        }

    def member_json(self) -> Json:
        """As REST answers it, and as the part of an interaction that says who acted."""
        return {"user": self.user_json(), **self.partial_json()}

    def partial_json(self) -> Json:
        """Without the user, as it stands beside a message's author or under "resolved"."""
        return {
            "roles": [str(role.id) for role in self.roles],
            "joined_at": _JOINED,
            "nick": None,
            "avatar": None,
            "banner": None,
            "premium_since": None,
            "pending": False,
            "communication_disabled_until": None,
            "flags": 0,
            "mute": False,
            "deaf": False,
        }


EVERYONE = Role(GUILD_ID, "@everyone", _EVERYONE, 0)
APPROVER = Role(APPROVER_ROLE_ID, "Approver", 0, 2, colour=0x2ECC71, mentionable=True)
MANAGER = Role(MANAGER_ROLE_ID, "Manager", BITS["MANAGE_GUILD"], 3, colour=0xE67E22)
VIEWER = Role(VIEWER_ROLE_ID, "Viewer", 0, 1, colour=0x95A5A6)
BOT_ROLE = Role(BOT_ROLE_ID, BOT_NAME, 0, 1, managed=True)


def _team() -> tuple[Member, ...]:
    return (
        Member(FIRST_MEMBER_ID, "Maya", "#e0559a", (APPROVER,)),
        Member(FIRST_MEMBER_ID + 1, "Leo", "#3b88c3", (APPROVER,)),
        Member(FIRST_MEMBER_ID + 2, "Sam", "#7a6ff0", (VIEWER,)),
        Member(FIRST_MEMBER_ID + 3, "Olga", "#d9822b", (MANAGER,)),
    )


@dataclass(slots=True, eq=False)
class TextChannel:
    """A text channel of the server.

    bot_permissions: what the bot may do in it. viewers: ids of the roles and members that see it, None where everybody does.
    """

    id: int
    name: str
    position: int
    bot_permissions: Permissions
    topic: str = ""
    viewers: tuple[int, ...] | None = None


@dataclass(slots=True)
class Guild:
    """The server as Discord would describe it.

    changed: called when the bot's permissions in a channel change. channels: by id, the first one is there from the beginning.
    in_other_guild: whether the bot is in another server, too.
    """

    changed: Callable[[TextChannel], None]
    members: tuple[Member, ...] = field(default_factory=_team)
    bot: Member = field(default_factory=lambda: Member(APPLICATION_ID, BOT_NAME, "#5865f2", (BOT_ROLE,), bot=True))
    roles: tuple[Role, ...] = (EVERYONE, BOT_ROLE, VIEWER, APPROVER, MANAGER)
    channels: dict[int, TextChannel] = field(default_factory=dict)
    first_channel: TextChannel = field(init=False)
    in_other_guild: bool = False

    def __post_init__(self) -> None:
        self.first_channel = self.add_channel(CHANNEL_ID, "new-followers", "New followers worth a look turn up here.")

    @property
    def bot_permissions(self) -> Permissions:
        """What the bot may do in the first channel."""
        return self.first_channel.bot_permissions

    def add_channel(self, channel_id: int, name: str, topic: str) -> TextChannel:
        """A channel in which the bot has what it is invited with."""
        permissions = Permissions(_BOT, lambda: self.changed(channel))
        channel = TextChannel(channel_id, name, len(self.channels), permissions, topic)
        self.channels[channel_id] = channel
        return channel

    def member(self, member_id: int) -> Member | None:
        return next((member for member in (*self.members, self.bot) if member.id == member_id), None)

    def channel_json(self, channel: TextChannel, last_message_id: int | None = None) -> Json:
        """A channel; the bot's permissions are in an overwrite of their own, so that nothing else can change it."""
        allowed = channel.bot_permissions.bits
        return {
            "id": str(channel.id),
            "guild_id": str(GUILD_ID),
            "type": 0,
            "name": channel.name,
            "topic": channel.topic or None,
            "position": channel.position,
            "parent_id": None,
            "nsfw": False,
            "flags": 0,
            "rate_limit_per_user": 0,
            "last_message_id": str(last_message_id) if last_message_id else None,
            "permission_overwrites": [
                {"id": str(self.bot.id), "type": 1, "allow": str(allowed), "deny": str(bits(CHANNEL_WIDE) & ~allowed)},
                *self._overwrites_of_viewers(channel),
            ],
        }

    def _overwrites_of_viewers(self, channel: TextChannel) -> list[Json]:
        if channel.viewers is None:
            return []
        view = str(BITS["VIEW_CHANNEL"])
        return [
            {"id": str(GUILD_ID), "type": 0, "allow": "0", "deny": view},
            *({"id": str(one), "type": int(self.member(one) is not None), "allow": view, "deny": "0"} for one in channel.viewers),
        ]

    def ids(self) -> list[int]:
        """The servers that the bot is in."""
        return [GUILD_ID, OTHER_GUILD_ID] if self.in_other_guild else [GUILD_ID]

    def other_guild_json(self) -> Json:
        """The other server, with nothing of its own."""
        everyone = {**EVERYONE.to_json(), "id": str(OTHER_GUILD_ID)}
        return {**self.to_json(), "id": str(OTHER_GUILD_ID), "name": "Elsewhere", "owner_id": "1", "roles": [everyone]}

    def channel_event(self, channel: TextChannel) -> Json:
        """A channel as the gateway sends it: without any details where the bot may not view it."""
        if "VIEW_CHANNEL" in channel.bot_permissions:
            return self.channel_json(channel)
        hidden: Json = dict.fromkeys(self.channel_json(channel))
        deny = str(BITS["VIEW_CHANNEL"])
        return hidden | {
            "id": str(channel.id),
            "guild_id": str(GUILD_ID),
            "type": 0,
            "name": HIDDEN_NAME,
            "flags": HIDDEN_FLAG,
            "permission_overwrites": [{"id": str(GUILD_ID), "type": 0, "allow": "0", "deny": deny}],
        }

    def to_json(self) -> Json:
        """The server itself, as GET /guilds/{id} answers it."""
        return {
            "id": str(GUILD_ID),
            "name": "Team Harbour Light",
            "icon": None,
            "description": None,
            "home_header": None,
            "splash": None,
            "discovery_splash": None,
            "features": [],
            "banner": None,
            "owner_id": str(OWNER_ID),
            "application_id": None,
            "region": "us-central",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 1,
            "roles": [role.to_json() for role in self.roles],
            "emojis": [],
            "stickers": [],
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 0,
            "max_presences": None,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": "en-US",
            "rules_channel_id": None,
            "safety_alerts_channel_id": None,
            "public_updates_channel_id": None,
            "premium_progress_bar_enabled": False,
            "nsfw": False,
            "nsfw_level": 0,
            "incidents_data": None,
        }

    def create_events(self, threads: list[Json]) -> list[Json]:
        """The servers as the gateway describes them to a bot that has just come online. threads: of every channel."""
        here = self._create_event(self.to_json(), list(map(self.channel_event, self.channels.values()))) | {"threads": threads}
        return [here, self._create_event(self.other_guild_json(), [])] if self.in_other_guild else [here]

    def _create_event(self, guild: Json, channels: list[Json]) -> Json:
        return {
            **guild,
            "joined_at": _JOINED,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members) + 1,
            "members": [self.bot.member_json()],
            "channels": channels,
            "threads": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
