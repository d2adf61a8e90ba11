"""Answers stand in the digest, in /status and in the channel beside follow-backs, each kind by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import TypeAdapter

from bot.domain import Access, Act, Digest, ExpectedRoute, Idle, KindCounts, KindStatus, Note, Status, SuggestionKind, SuggestionState
from bot.workflow.digest.digest import read_digest
from bot.workflow.suggestions.channel_state import ChannelState
from bot.workflow.team.job_errors import JobErrors
from bot.workflow.team.setup import SetUp
from bot.workflow.team.status import StatusService
from bot.x.limits.rate_limits import RateLimits
from tests.support.worlds.replies import ANSWERS, MAYA, ReplyWorld, reply_world

STATES = SuggestionState
HOUR = timedelta(hours=1)
CHANNEL = 77


async def status(world: ReplyWorld) -> Status:
    return await StatusService(world.context, world.digest, JobErrors(world.context), RateLimits(), SetUp(world.context)).now()


async def in_channel(world: ReplyWorld, kind: SuggestionKind) -> int:
    async with world.store.read() as tx:
        return await tx.prompts.count_on(world.context.policy.local_date(world.clock.now()), kind)


async def test_the_digest_counts_who_spoke_who_was_answered_and_who_was_not(tmp_path: Path) -> None:
    async with reply_world(tmp_path, reply_window=2 * HOUR) as world:
        late = await world.new_question("late", "do you ship to Norway?")
        world.advance(2 * HOUR)
        await world.run_expiry()
        assert await world.state(late) is STATES.EXPIRED
        await world.approve("ada", "bo")
        await world.deliver()
        followed = await world.suggest_follow_back(world.x.gains_follower("fan"))
        await world.decisions.decide(followed, Act.APPROVE, MAYA)
        world.advance(timedelta(seconds=1))

        digest = await world.digest.now()
        assert digest.spoke == 3
        assert digest.kinds[SuggestionKind.REPLY] == KindCounts(done=1, approved=1, undecided=0, missed=1)
        assert digest.kinds[SuggestionKind.FOLLOW_BACK] == KindCounts(approved=1), "follow-backs count by themselves"
        assert read_digest(TypeAdapter(Digest).dump_python(digest, mode="json")) == digest
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
    async with reply_world(tmp_path) as world:
        await world.new_question("ada")
        await world.suggest_follow_back(world.x.gains_follower("fan"))
        found = await status(world)

        one_open = dict.fromkeys(STATES, 0) | {STATES.OPEN: 1}
        assert found.kinds == {
            SuggestionKind.FOLLOW_BACK: KindStatus(ExpectedRoute.TRY_API, one_open, cards_today=0, cards_per_day=20),
            SuggestionKind.REPLY: KindStatus(ExpectedRoute.API, one_open, cards_today=0, cards_per_day=20),
        }
        assert found.why_idle[-1] == Note(Idle.NOTHING_APPROVED, {"follow_back": 1, "reply": 1})


async def test_status_says_why_each_kind_waits(tmp_path: Path) -> None:
    async with reply_world(tmp_path, replies_per_hour=1, access=Access.SELF_SERVE) as world:
        ada, bo = await world.approve("ada", "bo")
        await world.deliver()
        assert [await world.state(post) for post in (ada, bo)] == [STATES.DONE, STATES.APPROVED]
        assert (await status(world)).why_idle == ((await world.card(bo)).waiting,)

        followed = await world.suggest_follow_back(world.x.gains_follower("fan"))
        await world.decisions.decide(followed, Act.APPROVE, MAYA)
        await world.deliver_follow_backs()
        world.x.refuse(1, status=403, method="POST")
        await world.run_for(2 * HOUR)
        assert await world.state(bo) is STATES.HANDED_OFF
        assert (await status(world)).why_idle == (
            Note(Idle.BY_HAND, {"kind": "follow_back", "count": 1}),
            Note(Idle.BY_HAND, {"kind": "reply", "count": 1}),
        )


async def test_while_paused_it_says_so_once(tmp_path: Path) -> None:
    async with reply_world(tmp_path) as world:
        await world.approve("ada")
        await world.pause.pause(MAYA)

        assert (await status(world)).why_idle == (Note(Idle.PAUSED_BY, {"member": "Maya"}),)


async def test_each_kind_has_a_cap_of_its_own_in_the_channel(tmp_path: Path) -> None:
    async with reply_world(tmp_path, prompts_per_day=1, reply_prompts_per_day=2) as world:
        channel_state = ChannelState(world.context)
        for number, name in enumerate(("ada", "bo", "cy")):
            await world.suggest_follow_back(world.x.gains_follower(f"fan{number}"))
            world.post_question(world.x.joins(name), f"what is on the filter on day {name}?")
        await world.ingest()
        async with world.store.write() as tx:
            await tx.accounts.polled(world.clock.now())
        for _ in range(3):
            await channel_state.reserve(CHANNEL)

        assert [await in_channel(world, kind) for kind in (SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY)] == [1, 2]
        world.advance(timedelta(hours=15))
        await channel_state.reserve(CHANNEL)
        assert await in_channel(world, SuggestionKind.REPLY) == 1, "the next day the rest comes"


async def test_what_is_approved_on_the_desk_comes_into_the_channel_beyond_the_cap(tmp_path: Path) -> None:
    async with reply_world(tmp_path, reply_prompts_per_day=0) as world:
        channel_state = ChannelState(world.context)
        post = await world.new_question("ada")
        await channel_state.reserve(CHANNEL)
        assert await in_channel(world, SuggestionKind.REPLY) == 0
        await world.edit_draft(post, ANSWERS[0])
        await world.decide(post, Act.APPROVE)
        await channel_state.reserve(CHANNEL)

        (placed,) = await channel_state.placed(await channel_state.unposted())
        assert placed.card.suggestion.post_id == post.id
