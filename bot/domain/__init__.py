"""The domain model. Every other package uses it; it imports nothing of ours."""

from __future__ import annotations

from bot.domain.access import Access, ActivityEvent, Capability, Evidence, Permission, RateLimit, RateLimitWindow
from bot.domain.account import Account, BaselineStatus, Policy, Snapshot
from bot.domain.acts import SETTLED, UNDECIDED, Act, SuggestionState
from bot.domain.announcements import Announcement, AnnouncementKind, DayCount, Digest
from bot.domain.audits import Audit, AuditReport, Share
from bot.domain.bursts import Arrival, Burst, BurstKind, BurstState, Cohort, CohortMembership
from bot.domain.inbox import Draft, Intent, Interaction, InteractionKind, OwnPost, Post, SavedReply
from bot.domain.kinds import SuggestionKind
from bot.domain.money import MICROS, SLOWDOWN_SHARE, Coverage, DaySpending, Funds, Priority, Purpose, Shortage
from bot.domain.notes import (
    AuditStop,
    Blocker,
    DiscordFault,
    Exclusion,
    Figure,
    Idle,
    KeywordFault,
    Note,
    NoteCode,
    ReasonCode,
    SetupFault,
    notes_of,
)
from bot.domain.people import Follower, InteractionHistory, OptOut, Profile
from bot.domain.status import Status, StreamState
from bot.domain.suggestions import (
    Card,
    Decision,
    ExpectedRoute,
    HistoryEntry,
    Prompt,
    ReplyDetails,
    Route,
    ShownCard,
    Suggestion,
)
from bot.domain.team import Keyword, Keywords, Member
from bot.domain.verdicts import Assessment, Override, OverrideKind, Reason, Verdict

__all__ = [
    "MICROS",
    "SETTLED",
    "SLOWDOWN_SHARE",
    "UNDECIDED",
    "Access",
    "Account",
    "Act",
    "ActivityEvent",
    "Announcement",
    "AnnouncementKind",
    "Arrival",
    "Assessment",
    "Audit",
    "AuditReport",
    "AuditStop",
    "BaselineStatus",
    "Blocker",
    "Burst",
    "BurstKind",
    "BurstState",
    "Capability",
    "Card",
    "Cohort",
    "CohortMembership",
    "Coverage",
    "DayCount",
    "DaySpending",
    "Decision",
    "Digest",
    "DiscordFault",
    "Draft",
    "Evidence",
    "Exclusion",
    "ExpectedRoute",
    "Figure",
    "Follower",
    "Funds",
    "HistoryEntry",
    "Idle",
    "Intent",
    "Interaction",
    "InteractionHistory",
    "InteractionKind",
    "Keyword",
    "KeywordFault",
    "Keywords",
    "Member",
    "Note",
    "NoteCode",
    "OptOut",
    "Override",
    "OverrideKind",
    "OwnPost",
    "Permission",
    "Policy",
    "Post",
    "Priority",
    "Profile",
    "Prompt",
    "Purpose",
    "RateLimit",
    "RateLimitWindow",
    "Reason",
    "ReasonCode",
    "ReplyDetails",
    "Route",
    "SavedReply",
    "SetupFault",
    "Share",
    "Shortage",
    "ShownCard",
    "Snapshot",
    "Status",
    "StreamState",
    "Suggestion",
    "SuggestionKind",
    "SuggestionState",
    "Verdict",
    "notes_of",
]
