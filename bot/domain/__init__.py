"""The words of the field. Every other room speaks in these; this one imports nothing of ours."""

from __future__ import annotations

from bot.domain.access import Access, ActivityEvent, Capability, Lesson, Permission, RateLimit, RateWindow
from bot.domain.account import Account, BaselineStatus, Policy
from bot.domain.announcements import Announcement, AnnouncementKind, DayCount, Digest
from bot.domain.audits import Audit, AuditReport, Share
from bot.domain.bursts import Arrival, Burst, BurstKind, BurstState, Cohort, Company
from bot.domain.inbox import Draft, Intent, Interaction, InteractionKind, OwnPost, Post, SavedReply
from bot.domain.keywords import Taste, Tastes
from bot.domain.member import Member
from bot.domain.money import MICROS, Coverage
from bot.domain.people import Dealings, Follower, LeftAlone, Profile
from bot.domain.spending import SLOWS_FROM, DaySpending, Funds, Purpose, Rank
from bot.domain.suggestions import (
    SETTLED,
    Act,
    Answering,
    Card,
    Decision,
    HistoryEntry,
    Outlook,
    Prompt,
    Route,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from bot.domain.verdicts import Assessment, Opinion, Overrule, Reason, Verdict

__all__ = [
    "MICROS",
    "SETTLED",
    "SLOWS_FROM",
    "Access",
    "Account",
    "Act",
    "ActivityEvent",
    "Announcement",
    "AnnouncementKind",
    "Answering",
    "Arrival",
    "Assessment",
    "Audit",
    "AuditReport",
    "BaselineStatus",
    "Burst",
    "BurstKind",
    "BurstState",
    "Capability",
    "Card",
    "Cohort",
    "Company",
    "Coverage",
    "DayCount",
    "DaySpending",
    "Dealings",
    "Decision",
    "Digest",
    "Draft",
    "Follower",
    "Funds",
    "HistoryEntry",
    "Intent",
    "Interaction",
    "InteractionKind",
    "LeftAlone",
    "Lesson",
    "Member",
    "Opinion",
    "Outlook",
    "Overrule",
    "OwnPost",
    "Permission",
    "Policy",
    "Post",
    "Profile",
    "Prompt",
    "Purpose",
    "Rank",
    "RateLimit",
    "RateWindow",
    "Reason",
    "Route",
    "SavedReply",
    "Share",
    "Suggestion",
    "SuggestionKind",
    "SuggestionState",
    "Taste",
    "Tastes",
    "Verdict",
]
