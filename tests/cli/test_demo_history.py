"""The demo's past adds up, as what the product itself records does; and it ends with nobody waiting, shortly before a digest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.cli.demo_history import BEFORE_DIGEST, DAYS, DemoHistory, begins_at
from bot.demo.clock import SimulatedClock
from bot.demo.x import SimulatedX
from bot.domain import InsightRange, InsightTopic, SuggestionKind, SuggestionState
from bot.workflow.digest.digest import DigestService
from bot.workflow.digest.insights import InsightService
from tests.support.store import LEO, MAYA, StoreWorld

NOW = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
BEGINS = begins_at(NOW)
ENDED = {SuggestionState.DONE, SuggestionState.SKIPPED, SuggestionState.EXPIRED}


class Past(StoreWorld):
    """A demo that has lived through its past, without the bot."""

    def __init__(self, folder: Path, seed: int) -> None:
        clock = SimulatedClock(BEGINS - DAYS * timedelta(days=1), speed=0)
        self.x = SimulatedX(clock, seed=seed, population=400)
        super().__init__(folder, account_id=self.x.account.id)
        self.clock, self.seed = clock, seed

    async def live(self) -> None:
        await DemoHistory(self.clock, self.x, [MAYA, LEO], self.context, BEGINS, Random(self.seed)).write()


@pytest.mark.parametrize("seed", [7, 8])
async def test_the_past_adds_up(tmp_path: Path, seed: int) -> None:
    async with Past(tmp_path, seed) as world:
        await world.live()
        now, x = world.clock.now(), world.x
        growth = await InsightService(world.context).show(InsightTopic.GROWTH, InsightRange.ALL)
        async with world.store.read() as tx:
            account = await tx.accounts.get()
            states = await tx.suggestions.counts()
            decisions = await tx.insights.decisions_by_member(now - 100 * timedelta(days=1), now)
            spent = await tx.ledger.spent()
            latest = [entry.at for entry in await tx.suggestions.history(limit=50)]

        assert now == BEGINS
        assert account.followers == len(x.followers) == 400 + growth.figures["gained"] - growth.figures["lost"]
        assert account.following == len(x.following)
        assert growth.figures["gained"] > 300
        assert growth.figures["lost"] > 30
        assert {state for state, count in states.items() if count} == ENDED
        assert {member.name for member in decisions[0]} == {MAYA.name, LEO.name}
        assert decisions[0][0].median_seconds < decisions[0][1].median_seconds
        assert spent == x.bill.all_time.micros
        assert max(latest) < now


async def test_one_digest_waits_to_be_posted_and_the_next_one_tells_of_a_day(tmp_path: Path) -> None:
    async with Past(tmp_path, 7) as world:
        await world.live()
        async with world.store.read() as tx:
            waiting = [announcement.key for announcement in await tx.announcements.unposted()]
        digest = await DigestService(world.context).now()

        assert waiting == ["2026-11-30"] * len(waiting)
        assert 1 <= len(waiting) <= 2
        assert digest.until - digest.since < timedelta(days=1)
        assert digest.unexplained == 0
        assert sum(kind.done for kind in digest.kinds.values()) > 0
        assert len(digest.days) == 30
        assert digest.ratio_before is not None


async def test_whoever_was_followed_back_is_followed_in_the_world_too(tmp_path: Path) -> None:
    async with Past(tmp_path, 7) as world:
        await world.live()
        reach = await InsightService(world.context).show(InsightTopic.REACH, InsightRange.ALL)
        async with world.store.read() as tx:
            outcomes = await tx.digest_counts.outcomes(BEGINS - 100 * timedelta(days=1), BEGINS, SuggestionKind.FOLLOW_BACK)

        followed = [person for person in world.x.followers if person in world.x.following_list or person in world.x.pending_follows]
        assert 0 < reach.figures["followed_back_people"] <= outcomes[SuggestionState.DONE]
        assert reach.figures["followed_back_people"] <= len(followed)


def test_it_begins_shortly_before_the_digest_whatever_time_it_is() -> None:
    for hour in (0, 9, 23):
        begins = begins_at(datetime(2026, 12, 1, hour, tzinfo=UTC))
        assert begins + BEFORE_DIGEST == datetime(2026, 12, 1, 9, tzinfo=UTC)
