"""Makes of an announcement what is posted: its screen, and the files that come with it."""

from __future__ import annotations

import asyncio
import io

import discord

from bot.model import Announcement, AnnouncementKind, Digest
from bot.views.announcements import announcement_view
from bot.views.chart import chart_in_words, chart_png
from bot.views.digest import CHART_FILE, digest_view
from bot.views.marks import announcement_mark
from bot.views.screen import Screen
from bot.workflow.report import read_digest


async def posting(announcement: Announcement) -> tuple[Screen, list[discord.File]]:
    """The screen and its files."""
    if announcement.kind is not AnnouncementKind.DIGEST:
        return announcement_view(announcement), []
    digest = read_digest(announcement.body)
    return digest_view(digest, mark=announcement_mark(announcement.id)), await chart_of(digest)


async def chart_of(digest: Digest) -> list[discord.File]:
    """The digest's chart, drawn in a thread; nothing where there are no days to show."""
    if not digest.days:
        return []
    picture = await asyncio.to_thread(chart_png, digest.days)
    return [discord.File(io.BytesIO(picture), CHART_FILE, description=chart_in_words(digest.days))]
