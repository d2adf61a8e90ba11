"""What is wrong with the set-up in Discord: what it is about, what is wrong, and what to do."""

from __future__ import annotations

from bot.domain import ChannelPurpose, Note, SetupFault
from bot.views.format.facts import Sentences, enumeration
from bot.views.format.i18n import N_, _, ngettext

SERVER = N_("Discord server")
ROLES = N_("Approver roles")
VIEWERS = N_("Viewer roles")
NOTIFIED = N_("Roles to mention")
CHANNEL = N_("Discord channel")
THREADS = N_("Create Public Threads")
DIGEST_CHANNEL = N_("Digest channel")
ALERT_CHANNEL = N_("Alert channel")
_PERMISSIONS = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "read_message_history": N_("Read Message History"),
    "embed_links": N_("Embed Links"),
    "attach_files": N_("Attach Files"),
    "create_public_threads": THREADS,
}
"""As Discord's own settings call them."""
_LABELS = {
    SetupFault.NOT_IN_SERVER: SERVER,
    SetupFault.NO_APPROVER_ROLES: ROLES,
    SetupFault.NO_APPROVER_AT_ALL: ROLES,
    SetupFault.NO_VIEWER_ROLES: VIEWERS,
    SetupFault.NO_NOTIFIED_ROLES: NOTIFIED,
    SetupFault.CANNOT_MENTION: NOTIFIED,
    SetupFault.NO_THREADS: THREADS,
}
_CHANNELS = {ChannelPurpose.CARDS: CHANNEL, ChannelPurpose.DIGEST: DIGEST_CHANNEL, ChannelPurpose.ALERTS: ALERT_CHANNEL}
_OPTIONS = {
    ChannelPurpose.CARDS: "DISCORD_CHANNEL_ID",
    ChannelPurpose.DIGEST: "DISCORD_DIGEST_CHANNEL_ID",
    ChannelPurpose.ALERTS: "DISCORD_ALERT_CHANNEL_ID",
}
_NO_CHANNEL = N_("Correct {option}, or choose another channel in /settings show.")
_ALLOW = N_("In Discord: the channel's settings → Permissions → add the bot → allow {permission}.")
_NO_APPROVERS = N_("Correct DISCORD_APPROVER_ROLE_IDS, or choose others in /settings show.")
_CURES = {
    SetupFault.NOT_IN_SERVER: N_("Correct DISCORD_GUILD_ID, or invite the bot: {invitation}"),
    SetupFault.NO_APPROVER_ROLES: _NO_APPROVERS,
    SetupFault.NO_APPROVER_AT_ALL: _NO_APPROVERS,
    SetupFault.NO_VIEWER_ROLES: N_("Correct DISCORD_VIEWER_ROLE_IDS, or choose others in /settings show."),
    SetupFault.NO_NOTIFIED_ROLES: N_("Choose others under Notifications in /settings show."),
    SetupFault.CANNOT_MENTION: N_(
        "In Discord: the server's settings → Roles → the role → allow anyone to @mention it; or the channel's settings → "
        "Permissions → add the bot → allow “Mention @everyone, @here, and All Roles”."
    ),
    SetupFault.NO_CHANNEL: _NO_CHANNEL,
    SetupFault.NOT_TEXT_CHANNEL: _NO_CHANNEL,
    SetupFault.NO_PERMISSION: _ALLOW,
    SetupFault.NO_THREADS: _ALLOW,
}


def fault_label(fault: Note) -> str:
    """What it is about: one of the labels above, or the permission."""
    if fault.code == SetupFault.NO_PERMISSION:
        return permission_name(fault.text("permission"))
    label = _LABELS.get(SetupFault(fault.code))
    return _(label) if label else channel_label(_purpose(fault))


def channel_label(purpose: ChannelPurpose) -> str:
    """What a channel with this purpose is called."""
    return _(_CHANNELS[purpose])


def fault_detail(fault: Note) -> str:
    """What is wrong."""
    code, roles = fault.code, fault.texts("role_ids")
    if code == SetupFault.NOT_IN_SERVER:
        return _("The bot is in no server {server_id}.").format(server_id=fault.text("server_id"))
    if code == SetupFault.NO_APPROVER_AT_ALL:
        message = ngettext(
            "The server has no role {roles}; nobody may decide.", "The server has no roles {roles}; nobody may decide.", len(roles)
        )
        return message.format(roles=", ".join(roles))
    if code == SetupFault.CANNOT_MENTION:
        names = fault.texts("roles")
        message = ngettext(
            "The bot may not mention {roles} in {channel}: nobody with that role is notified.",
            "The bot may not mention {roles} in {channel}: nobody with these roles is notified.",
            len(names),
        )
        channel = channel_name(fault.text("channel"), fault.number("channel_id"))
        return message.format(roles=enumeration([f"@{name}" for name in names]), channel=channel)
    if code in (SetupFault.NO_APPROVER_ROLES, SetupFault.NO_VIEWER_ROLES, SetupFault.NO_NOTIFIED_ROLES):
        message = ngettext("The server has no role {roles}.", "The server has no roles {roles}.", len(roles))
        return message.format(roles=", ".join(roles))
    if code == SetupFault.NO_CHANNEL:
        message = _("The server {server} has no channel {channel_id}.")
        return message.format(server=fault.text("server"), channel_id=fault.text("channel_id"))
    if code == SetupFault.NOT_TEXT_CHANNEL:
        return _("{channel} is not a text channel.").format(channel=fault.text("channel"))
    message = _("not allowed in {channel}; only “Discuss” needs it.") if code == SetupFault.NO_THREADS else _("not allowed in {channel}.")
    return message.format(channel=channel_name(fault.text("channel"), fault.number("channel_id")))


def fault_cure(fault: Note) -> str:
    """What to do, in a sentence."""
    cure = _(_CURES[SetupFault(fault.code)])
    return cure.format(invitation=fault.text("invitation"), permission=fault_label(fault), option=_OPTIONS[_purpose(fault)])


def permission_name(permission: str) -> str:
    """A permission by its name in Discord's settings; empty for none."""
    return _(_PERMISSIONS.get(permission, permission))


def channel_name(name: str, channel_id: int) -> str:
    """A channel as it is spoken of. name: "" while the bot may not see it."""
    return f"#{name}" if name else _("the channel {channel_id}").format(channel_id=channel_id)


def _purpose(fault: Note) -> ChannelPurpose:
    """Of a channel; what an older version recorded was about the one for cards."""
    return ChannelPurpose(fault.text("channel_purpose") or ChannelPurpose.CARDS)


def _whole(fault: Note) -> str:
    return _("{label}: {detail} {cure}").format(label=fault_label(fault), detail=fault_detail(fault), cure=fault_cure(fault))


SETUP_FAULTS: Sentences = dict.fromkeys(SetupFault, _whole)
