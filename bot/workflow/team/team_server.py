"""What Mutuals needs of the team's Discord server, and what is missing: one list of rules for `run`, /status and `mutuals check`. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

SERVER = "Discord server"
ROLES = "Approver roles"
VIEWERS = "Viewer roles"
CHANNEL = "Discord channel"
VIEW = "View Channel"
PERMISSIONS = {
    VIEW: "view_channel",
    "Send Messages": "send_messages",
    "Read Message History": "read_message_history",
    "Embed Links": "embed_links",
    "Attach Files": "attach_files",
}
"""What Mutuals needs in the channel: the name in Discord's own settings, and discord.py's."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a human has to mend. label: what it is about; detail: what is wrong; cure: what to do, a sentence."""

    label: str
    detail: str
    cure: str

    def __str__(self) -> str:
        return f"{self.label}: {self.detail} {self.cure}"

    @property
    def breaks_channel(self) -> bool:
        """Whether the team's messages cannot come, or not all of them."""
        return self.label not in (ROLES, VIEWERS)


@dataclass(frozen=True, slots=True)
class TeamServer:
    """What Discord says about the server and the channel of the options.

    name: of the server, None where the bot is not in it. invitation: the link that invites the bot. role_names: by id.
    has_channel: whether the server has the channel; channel_name: "" while the bot may not see it. granted: of PERMISSIONS, what the bot
    may do there.
    """

    guild_id: int
    channel_id: int
    approver_role_ids: Collection[int]
    invitation: str
    name: str | None = None
    role_names: Mapping[int, str] | None = None
    has_channel: bool = False
    channel_name: str = ""
    is_text_channel: bool = True
    granted: Collection[str] = ()
    viewer_role_ids: Collection[int] = ()

    @property
    def channel(self) -> str:
        """The channel as it is spoken of."""
        return f"#{self.channel_name}" if self.channel_name else f"the channel {self.channel_id}"


def faults(server: TeamServer) -> tuple[Fault, ...]:
    """Everything that is wrong, in the order in which it is to be mended; what stands on something missing is left out."""
    if server.name is None:
        cure = f"Correct DISCORD_GUILD_ID, or invite the bot: {server.invitation}"
        return (Fault(SERVER, f"The bot is in no server {server.guild_id}.", cure),)
    return (*_roles(server), *_channel(server))


def _roles(server: TeamServer) -> list[Fault]:
    found = []
    for label, role_ids, option, without in (
        (ROLES, set(server.approver_role_ids), "DISCORD_APPROVER_ROLE_IDS", "; nobody may decide"),
        (VIEWERS, set(server.viewer_role_ids), "DISCORD_VIEWER_ROLE_IDS", ""),
    ):
        if missing := sorted(role_ids - set(server.role_names or ())):
            roles = "role" if len(missing) == 1 else "roles"
            nobody = without if len(missing) == len(role_ids) else ""
            found.append(Fault(label, f"The server has no {roles} {', '.join(map(str, missing))}{nobody}.", f"Correct {option}."))
    return found


def _channel(server: TeamServer) -> list[Fault]:
    cure = "Correct DISCORD_CHANNEL_ID."
    if not server.has_channel:
        return [Fault(CHANNEL, f"The server {server.name} has no channel {server.channel_id}.", cure)]
    if VIEW not in server.granted:
        return [_not_allowed(VIEW, server)]
    if not server.is_text_channel:
        return [Fault(CHANNEL, f"{server.channel_name} is not a text channel.", cure)]
    return [_not_allowed(name, server) for name in PERMISSIONS if name not in server.granted]


def _not_allowed(name: str, server: TeamServer) -> Fault:
    return Fault(
        name, f"not allowed in {server.channel}.", f"In Discord: the channel's settings → Permissions → add the bot → allow {name}."
    )
