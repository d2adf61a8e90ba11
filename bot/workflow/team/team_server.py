"""What Mutuals needs of the team's Discord server, and what is missing: one list of rules for `run`, /status and `mutuals check`. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain import ChannelPurpose, Figure, Note, SetupFault

VIEW = "view_channel"
PERMISSIONS = (VIEW, "send_messages", "read_message_history", "embed_links", "attach_files")
"""What Mutuals needs in each channel, as discord.py calls it."""
THREADS = "create_public_threads"
"""What it needs to open a thread below a card. A team can do without."""
_ABOUT_CHANNELS = (SetupFault.NO_CHANNEL, SetupFault.NOT_TEXT_CHANNEL, SetupFault.NO_PERMISSION)


@dataclass(frozen=True, slots=True)
class ServerChannel:
    """What Discord says about a channel that Mutuals uses.

    purpose: the first thing that it is for. exists: whether the server has it. name: "" while the bot may not see it. granted: of
    PERMISSIONS and THREADS, what the bot may do there. mentions: the roles that messages there mention, by name. unmentionable: those of
    them that the bot may not mention there.
    """

    id: int
    purpose: ChannelPurpose = ChannelPurpose.CARDS
    exists: bool = False
    name: str = ""
    is_text_channel: bool = True
    granted: Collection[str] = ()
    mentions: Sequence[str] = ()
    unmentionable: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TeamServer:
    """What Discord says about the server and the channels of the options.

    channels: those that Mutuals uses, the team's first. name: of the server, None where the bot is not in it. invitation: the link that
    invites the bot. role_names: by id. text_channel_ids: of all the text channels that the server has.
    """

    guild_id: int
    channels: Sequence[ServerChannel]
    approver_role_ids: Collection[int]
    invitation: str
    name: str | None = None
    role_names: Mapping[int, str] | None = None
    viewer_role_ids: Collection[int] = ()
    notified_role_ids: Collection[int] = ()
    text_channel_ids: Collection[int] = ()


def faults(server: TeamServer) -> tuple[Note, ...]:
    """Everything that is wrong, in the order in which it is to be mended; what stands on something missing is left out."""
    if server.name is None:
        return (Note(SetupFault.NOT_IN_SERVER, {"server_id": server.guild_id, "invitation": server.invitation}),)
    channels = [fault for channel in server.channels for fault in channel_faults(channel, server.name)]
    return (*_roles(server), *channels, *(fault for channel in server.channels for fault in mention_faults(channel)))


def channel_faults(channel: ServerChannel, server: str) -> list[Note]:
    """What is wrong with one of the channels. server: its name."""
    about = _about(channel)
    if not channel.exists:
        return [Note(SetupFault.NO_CHANNEL, {"server": server, **about})]
    if VIEW not in channel.granted:
        return [Note(SetupFault.NO_PERMISSION, {"permission": VIEW, **about})]
    if not channel.is_text_channel:
        return [Note(SetupFault.NOT_TEXT_CHANNEL, about)]
    return [Note(SetupFault.NO_PERMISSION, {"permission": name, **about}) for name in PERMISSIONS if name not in channel.granted]


def mention_faults(channel: ServerChannel) -> list[Note]:
    """Who is not notified by the messages in this channel."""
    silent = tuple(channel.unmentionable)
    return [Note(SetupFault.CANNOT_MENTION, {"roles": silent, **_about(channel)})] if silent else []


def hints(server: TeamServer) -> tuple[Note, ...]:
    """What a team may want to allow besides, in a channel for cards that the bot sees."""
    cards = [channel for channel in server.channels if channel.purpose is ChannelPurpose.CARDS and VIEW in channel.granted]
    return tuple(Note(SetupFault.NO_THREADS, _about(channel)) for channel in cards if THREADS not in channel.granted)


def breaks_channel(fault: Note, channel_id: int) -> bool:
    """Whether messages cannot come into this channel, or not all of them."""
    return fault.code == SetupFault.NOT_IN_SERVER or (fault.code in _ABOUT_CHANNELS and fault.number("channel_id") == channel_id)


def _about(channel: ServerChannel) -> dict[str, Figure]:
    return {"channel": channel.name, "channel_id": channel.id, "channel_purpose": channel.purpose.value}


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
