"""The digest counts each kind of suggestion by itself."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pydantic import TypeAdapter

from bot.domain import Act, Digest, KindCounts, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.workflow.digest.digest import WAIT_FOR_POLL, read_digest
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
HOUR = timedelta(hours=1)


async def test_the_digest_counts_who_spoke_who_was_answered_and_who_was_not(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=2 * HOUR) as world:
        late = await world.new_question("late", "do you ship to Norway?")
        world.advance(2 * HOUR)
        await world.run(Job.EXPIRY)
        assert await world.state(late) is STATES.EXPIRED
        await world.approve_replies("ada", "bo")
        await world.run(Job.DELIVER_REPLIES)
        followed = await world.suggest_follow_back(world.x.gains_follower("fan"))
        await world.services.decisions.decide(followed, Act.APPROVE, MAYA)
        world.advance(timedelta(seconds=1))

        digest = await world.services.digest.now()
        assert digest.spoke == 3
        assert digest.kinds[SuggestionKind.REPLY] == KindCounts(done=1, approved=1, undecided=0, missed=1)
        assert digest.kinds[SuggestionKind.FOLLOW_BACK] == KindCounts(approved=1), "follow-backs count by themselves"
        assert read_digest(TypeAdapter(Digest).dump_python(digest, mode="json")) == digest
        assert digest.decisions["Maya"] == {"edit": 2, "approve": 3}
        assert read_digest({"day": "2026-03-02", "since": "2026-03-02T10:00:00Z", "until": "2026-03-02T11:00:00Z"} | OLD).spoke == 0


async def test_a_digest_that_waited_is_not_waited_for_once_it_comes_at_another_time(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.advance(24 * HOUR)
        digest, now = world.services.digest, world.clock.now()
        assert not await digest.make_if_due()
        assert digest.next_due() == now + WAIT_FOR_POLL

        await world.services.settings.change("digest_time", f"{now + 3 * HOUR:%H:%M}", MAYA)
        assert digest.next_due() == now + 3 * HOUR
        world.advance(2 * HOUR)
        assert not await digest.make_if_due()
        assert digest.next_due() == now + 3 * HOUR


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
