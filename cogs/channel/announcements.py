"""Turns an announcement into a message: its screen, and the files that come with it."""

from __future__ import annotations

from collections.abc import Collection

import discord

from bot.domain import Announcement, AnnouncementKind, Mentionable, MentionableKind
from bot.domain.announcements import MENTIONED
from bot.views.followers.audit import first_look
from bot.views.format.screen import Screen
from bot.views.suggestions.marks import announcement_component_id
from bot.views.team.announcements import announcement_view
from bot.views.team.help import first_steps
from bot.views.team.notifications import notification_view
from bot.workflow.digest.digest import read_digest
from bot.workflow.services import Services
from cogs.components.audit import audit_message
from cogs.components.burst_button import alert_screen
from cogs.components.digest_button import digest_message

NOTIFICATIONS = frozenset({AnnouncementKind.COMPLAINTS, AnnouncementKind.EXPIRING, AnnouncementKind.WAITING})
"""They link to cards."""


def mentioned_by(announcement: Announcement, services: Services) -> frozenset[Mentionable]:
    """Whom its message mentions, as the settings are now."""
    return MENTIONED[announcement.kind](services.context.policy) if announcement.kind in MENTIONED else frozenset()


def allowed_mentions(mentioned: Collection[Mentionable]) -> discord.AllowedMentions:
    """These and nobody else, whatever stands in the message."""
    users, roles = (
        [discord.Object(one.id) for one in sorted(mentioned) if one.kind is kind] for kind in (MentionableKind.MEMBER, MentionableKind.ROLE)
    )
    return discord.AllowedMentions(everyone=False, users=users, roles=roles, replied_user=False)


async def announcement_message(announcement: Announcement, services: Services) -> tuple[Screen, list[discord.File]] | None:
    """The screen and its files; None where there is nothing to tell any more."""
    mentioned = mentioned_by(announcement, services)
    if announcement.kind in NOTIFICATIONS:
        cards = await services.notifications.cards(announcement)
        policy = services.context.policy
        return (notification_view(announcement, cards, policy, mentioned), []) if cards else None
    match announcement.kind:
        case AnnouncementKind.DIGEST | AnnouncementKind.WEEKLY_DIGEST:
            return await digest_message(read_digest(announcement.body), services, announcement_component_id(announcement.id))
        case AnnouncementKind.AUDIT:
            return await audit_message(announcement)
        case AnnouncementKind.PURCHASE | AnnouncementKind.VIRAL:
            alert = await services.bursts.alert(int(announcement.key))
            if alert is None:
                raise LookupError(f"Announcement {announcement.id} tells of a burst that the store does not know.")
            return await alert_screen(alert, services.context.policy.timezone)
        case AnnouncementKind.BASELINE:
            found = await services.audit.first_look()
            return announcement_view(announcement, [*first_look(found.by_verdict, found.neglected), first_steps()]), []
    return announcement_view(announcement, mentioned=mentioned), []
