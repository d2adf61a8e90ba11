"""What Mutuals needs of the team's Discord server, and what is missing: one list of rules for `run`, /status and `mutuals check`. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.domain import Note, SetupFault

VIEW = "view_channel"
PERMISSIONS = (VIEW, "send_messages", "read_message_history", "embed_links", "attach_files")
"""What Mutuals needs in the channel, as discord.py calls it."""
THREADS = "create_public_threads"
"""What it needs there to open a thread below a card. A team can do without."""


_BREAK_CHANNEL = frozenset(
    {SetupFault.NOT_IN_SERVER, SetupFault.NO_CHANNEL, SetupFault.NOT_TEXT_CHANNEL, SetupFault.NO_PERMISSION},
)


@dataclass(frozen=True, slots=True)
class TeamServer:
    """What Discord says about the server and the channel of the options.

    name: of the server, None where the bot is not in it. invitation: the link that invites the bot. role_names: by id.
    has_channel: whether the server has the channel; channel_name: "" while the bot may not see it. granted: of PERMISSIONS and THREADS,
    what the bot may do there. unmentionable_role_ids: of notified_role_ids, those that the bot may not mention there.
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
    notified_role_ids: Collection[int] = ()
    unmentionable_role_ids: Collection[int] = ()


def faults(server: TeamServer) -> tuple[Note, ...]:
    """Everything that is wrong, in the order in which it is to be mended; what stands on something missing is left out."""
    if server.name is None:
        return (Note(SetupFault.NOT_IN_SERVER, {"server_id": server.guild_id, "invitation": server.invitation}),)
    return (*_roles(server), *_channel(server), *_mentions(server))


def hints(server: TeamServer) -> tuple[Note, ...]:
    """What a team may want to allow besides, in a channel that the bot sees."""
    if VIEW not in server.granted or THREADS in server.granted:
        return ()
    return (Note(SetupFault.NO_THREADS, {"channel": server.channel_name, "channel_id": server.channel_id}),)


def breaks_channel(fault: Note) -> bool:
    """Whether the team's messages cannot come, or not all of them."""
    return fault.code in _BREAK_CHANNEL


def _roles(server: TeamServer) -> list[Note]:
    found = []
    if missing := _missing(server, server.approver_role_ids):
        none_left = len(missing) == len(set(server.approver_role_ids))
        found.append(Note(SetupFault.NO_APPROVER_AT_ALL if none_left else SetupFault.NO_APPROVER_ROLES, {"role_ids": missing}))
    if missing := _missing(server, server.viewer_role_ids):
        found.append(Note(SetupFault.NO_VIEWER_ROLES, {"role_ids": missing}))
    if missing := _missing(server, server.notified_role_ids):
        found.append(Note(SetupFault.NO_NOTIFIED_ROLES, {"role_ids": missing}))
    return found


def _missing(server: TeamServer, role_ids: Collection[int]) -> tuple[str, ...]:
    """Those of these roles that the server does not have."""
    return tuple(map(str, sorted(set(role_ids) - set(server.role_names or ()))))


def _channel(server: TeamServer) -> list[Note]:
    if not server.has_channel:
        return [Note(SetupFault.NO_CHANNEL, {"server": server.name, "channel_id": server.channel_id})]
    if VIEW not in server.granted:
        return [_not_allowed(VIEW, server)]
    if not server.is_text_channel:
        return [Note(SetupFault.NOT_TEXT_CHANNEL, {"channel": server.channel_name})]
    return [_not_allowed(name, server) for name in PERMISSIONS if name not in server.granted]


def _mentions(server: TeamServer) -> list[Note]:
    names = server.role_names or {}
    silent = tuple(names[role_id] for role_id in sorted(server.unmentionable_role_ids) if role_id in names)
    if not silent:
        return []
    return [Note(SetupFault.CANNOT_MENTION, {"roles": silent, "channel": server.channel_name, "channel_id": server.channel_id})]


def _not_allowed(name: str, server: TeamServer) -> Note:
    return Note(SetupFault.NO_PERMISSION, {"permission": name, "channel": server.channel_name, "channel_id": server.channel_id})
