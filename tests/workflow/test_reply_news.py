"""Answers stand in the digest, in /status and in the channel beside follow-backs, each kind by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain import Access, Act, Outlook, SuggestionKind, SuggestionState
from bot.workflow.digest.digest import read_digest
from bot.workflow.suggestions.channel_state import Board
from bot.workflow.team.job_errors import Troubles
from bot.workflow.team.setup import SetUp
from bot.workflow.team.status import Status, StatusDesk
from bot.x.limits.rate_limits import RateLimits
from tests.workflow.mailroom import ANSWERS, MAYA, Mailroom, mailroom

STATES = SuggestionState
HOUR = timedelta(hours=1)
CHANNEL = 77


async def status(room: Mailroom) -> Status:
    return await StatusDesk(room.context, room.report, Troubles(room.context), RateLimits(), SetUp(room.context)).now()


async def in_channel(room: Mailroom, kind: SuggestionKind) -> int:
    async with room.store.read() as tx:
        return await tx.prompts.count_on(room.context.policy.local_date(room.clock.now()), kind)


async def test_the_digest_counts_who_spoke_who_was_answered_and_who_was_not(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=2 * HOUR) as room:
        late = await room.asked("late", "do you ship to Norway?")
        room.passes(2 * HOUR)
        await room.keeps_up()
        assert await room.state(late) is STATES.EXPIRED
        await room.approved("ada", "bo")
        await room.delivers()
        followed = await room.follow_back(room.x.gains_follower("fan"))
        await room.desk.decide(followed, Act.APPROVE, MAYA)
        room.passes(timedelta(seconds=1))

        digest = await room.report.now()
        assert (digest.spoke, digest.answered, digest.answers_waiting, digest.unanswered) == (3, 1, 1, 1)
        assert (digest.done, digest.waiting, digest.lapsed) == (0, 1, 0), "follow-backs count by themselves"
        assert digest.decisions["Maya"] == {"edit": 2, "approve": 3}
        assert read_digest({"day": "2026-03-02", "since": "2026-03-02T10:00:00Z", "until": "2026-03-02T11:00:00Z"} | OLD).spoke == 0


OLD: dict[str, object] = {
    "gained": 0,
    "lost": None,
    "followers": None,
    "counted_at": None,
    "left": [],
    "by_verdict": {},
    "decisions": {},
    "done": 0,
    "waiting": 0,
    "lapsed": 0,
    "spent": 0,
    "days": [],
}
"""A digest from before there were answers."""


async def test_status_counts_both_kinds_and_says_what_would_happen(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.asked("ada")
        await room.follow_back(room.x.gains_follower("fan"))
        found = await status(room)

        assert (found.counts[STATES.OPEN], found.replies[STATES.OPEN]) == (1, 1)
        assert (found.outlook, found.reply_outlook) == (Outlook.TRY_API, Outlook.API)
        assert (found.reply_prompted_today, found.reply_prompts_per_day) == (0, 20)
        assert found.why_idle[-1] == "Nothing is approved. 1 waits for a decision: /queue. 1 waits for a decision: /replies queue."


async def test_status_says_why_each_kind_waits(tmp_path: Path) -> None:
    async with mailroom(tmp_path, replies_per_hour=1, access=Access.SELF_SERVE) as room:
        ada, bo = await room.approved("ada", "bo")
        await room.delivers()
        assert [await room.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.APPROVED]
        assert (await status(room)).why_idle == ((await room.card(bo)).waiting,)

        followed = await room.follow_back(room.x.gains_follower("fan"))
        await room.desk.decide(followed, Act.APPROVE, MAYA)
        await room.follows_back()
        room.x.refuse(1, status=403, method="POST")
        await room.goes_on(2 * HOUR)
        assert await room.state(bo) is STATES.HANDED_OFF
        assert (await status(room)).why_idle == (
            "1 approved person has yet to be followed on X by hand; the cards have the link.",
            "1 approved reply has yet to be sent on X by hand; the cards have the link.",
        )


async def test_while_paused_it_says_so_once(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.approved("ada")
        await room.switch.pause(MAYA)

        assert (await status(room)).why_idle == ("Mutuals is paused by Maya. /resume lets it go on.",)


async def test_each_kind_has_a_cap_of_its_own_in_the_channel(tmp_path: Path) -> None:
    async with mailroom(tmp_path, prompts_per_day=1, reply_prompts_per_day=2) as room:
        board = Board(room.context)
        for number, name in enumerate(("ada", "bo", "cy")):
            await room.follow_back(room.x.gains_follower(f"fan{number}"))
            room.asks(room.x.joins(name), f"what is on the filter on day {name}?")
        await room.hears()
        async with room.store.write() as tx:
            await tx.accounts.polled(room.clock.now())
        for _ in range(3):
            await board.reserve_best(CHANNEL)

        assert [await in_channel(room, kind) for kind in (SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY)] == [1, 2]
        room.passes(timedelta(hours=15))
        await board.reserve_best(CHANNEL)
        assert await in_channel(room, SuggestionKind.REPLY) == 1, "the next day the rest comes"


async def test_what_is_approved_on_the_desk_comes_into_the_channel_beyond_the_cap(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_prompts_per_day=0) as room:
        board = Board(room.context)
        post = await room.asked("ada")
        await board.reserve_best(CHANNEL)
        assert await in_channel(room, SuggestionKind.REPLY) == 0
        await room.writes(post, ANSWERS[0])
        await room.decides(post, Act.APPROVE)
        await board.reserve_under_way(CHANNEL)

        (placed,) = await board.unposted()
        assert placed.card.suggestion.post_id == post.id
