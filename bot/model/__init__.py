"""The words of the field. Every other room speaks in these; this one imports nothing of ours."""

from __future__ import annotations

from bot.model.access import Access, ActivityEvent, Capability, Lesson, Permission, RateLimit, RateWindow
from bot.model.account import Account, BaselineStatus, Policy
from bot.model.audits import Audit, AuditReport, Share
from bot.model.bursts import Arrival, Burst, BurstKind, BurstState, Cohort, Company
from bot.model.members import Member
from bot.model.money import MICROS, Coverage
from bot.model.news import Announcement, AnnouncementKind, DayCount, Digest
from bot.model.people import Dealings, Follower, LeftAlone, Profile
from bot.model.replies import Draft, Intent, Interaction, InteractionKind, OwnPost, Post, SavedReply
from bot.model.spending import SLOWS_FROM, DaySpending, Funds, Purpose, Rank
from bot.model.suggestions import (
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
from bot.model.tastes import Taste, Tastes
from bot.model.verdicts import Assessment, Opinion, Overrule, Reason, Verdict

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
