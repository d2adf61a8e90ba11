"""Rows in every table, made the way the bot makes them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain import (
    Access,
    AnnouncementKind,
    BaselineStatus,
    BurstKind,
    Capability,
    Evidence,
    Intent,
    Keyword,
    OverrideKind,
    Permission,
    Purpose,
    RateLimit,
    RateLimitWindow,
    Route,
    SettingChange,
    SuggestionState,
)
from bot.store import Tx
from tests.support.samples.notes import written
from tests.support.store import (
    DAY,
    LEO,
    MAYA,
    MINUTE,
    NOW,
    add_followers,
    add_people,
    answer,
    cohort,
    draft,
    mention,
    move_to,
    suggest_follow_back,
    suggest_reply,
)

ADA, BOB, CARL, DORA, EVE = range(101, 106)
"""Ada is followed back, Bob is asked about, Carl left, Dora was answered, Eve speaks and does not want to be suggested."""

QUESTION, THANKS, ANSWER, CHATTER = 2**62 + 1, 2**62 + 2, 2**62 + 3, 2**62 + 4
TODAY = date(2026, 3, 1)
LATER = NOW + timedelta(hours=1)


async def fill(tx: Tx) -> None:
    """Store rows in every table. The account has a row."""
    await _followers(tx)
    await _inbox(tx)
    await _messages(tx)
    await _money(tx)
    await _account(tx)


async def _followers(tx: Tx) -> None:
    await add_followers(tx, CARL, DORA, baseline=True)
    followed = await suggest_follow_back(tx, ADA, worth=90)
    await suggest_follow_back(tx, BOB, worth=40)
    await move_to(tx, followed, SuggestionState.APPROVED, at=NOW + MINUTE, by=MAYA)
    await move_to(tx, followed, SuggestionState.DELIVERING, at=NOW + 2 * MINUTE, route=Route.API)
    await move_to(tx, followed, SuggestionState.DONE, at=LATER, sent_at=LATER)
    await tx.following.add([ADA], LATER)
    await tx.followers.mark_unfollowed([CARL], LATER)
    await tx.overrides.set(BOB, OverrideKind.FINE, LEO, NOW)
    burst_id = await tx.bursts.open(BurstKind.PURCHASE, NOW, NOW + MINUTE, NOW + MINUTE, cohort())
    await tx.bursts.add_members(burst_id, [ADA, BOB])
    await tx.audits.ask(MAYA, 500, NOW)
    await tx.sweeps.begin(NOW, 2400, NOW)


async def _inbox(tx: Tx) -> None:
    answered = await suggest_reply(tx, DORA, QUESTION)
    await move_to(tx, answered, SuggestionState.APPROVED, at=NOW + MINUTE, by=LEO)
    await move_to(tx, answered, SuggestionState.DONE, at=LATER, sent_at=LATER)
    await tx.own_posts.add([answer(ANSWER, QUESTION, at=LATER)])
    waiting = await suggest_reply(tx, BOB, THANKS, text="Thank you \N{CHEESE WEDGE}")
    await tx.replies.save_rejected_edit(waiting, MAYA.id, "You are @everyone")
    chatter = mention(CHATTER, EVE, text="Leave me alone")
    await tx.interactions.add([chatter], NOW)
    await tx.replies.leave_out(chatter, draft(), written("A request to be left alone"), NOW)
    await add_people(tx, EVE)
    await tx.opt_outs.add_request(EVE, "Leave me alone", NOW)
    await tx.saved_replies.add(Intent.THANKS, "You are welcome!", "en")
    await tx.keywords.replace(Keyword.TOPIC, ["cheese", "wine"])


async def _messages(tx: Tx) -> None:
    (best,) = await tx.suggestions.best_open(1)
    prompt = await tx.prompts.reserve(best.id, 77, NOW, TODAY)
    await tx.prompts.posted(prompt.id, 7001, "fingerprint", best.version)
    await tx.announcements.add(AnnouncementKind.DIGEST, "2026-03-01", {"gained": 2}, NOW)


async def _money(tx: Tx) -> None:
    await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=50_000, at=NOW, query="followers?max_results=5")
    read = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET followers", micros=50_000, at=NOW)
    await tx.ledger.settle(read, price="user", resource_ids=["101", "102"], unit_micros=10_000, at=NOW, status=200)
    await tx.permissions.save(Permission(Capability.FOLLOW, True, NOW, Evidence.SUCCESS, Access.AUTO))
    day = RateLimit("POST follow", 50, 49, NOW + DAY, RateLimitWindow.USER_DAY)
    await tx.limits.save(RateLimit("POST follow", 15, 14, NOW + 15 * MINUTE, others=(day,)))


async def _account(tx: Tx) -> None:
    await tx.accounts.identify("acme", "Acme", 2400, NOW)
    await tx.accounts.set_baseline(BaselineStatus.PARTIAL, "next", 2, NOW)
    await tx.accounts.mentions_read(CHATTER)
    await tx.digest_counts.save_count(TODAY, 2400, NOW)
    await tx.settings.add(SettingChange("digest_time", "09:00", "08:30", False, MAYA, NOW))
