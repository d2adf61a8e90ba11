"""Long posts are read beside the loop, and what was found in them is there when a transaction needs it."""

from __future__ import annotations

import time
from pathlib import Path

from bot.domain.jobs import Job
from bot.workflow.inbox.ingest import Ingest
from bot.x.parse.posts import parse_posts
from tests.support.world import World


async def test_a_stranger_s_long_posts_are_read_beside_the_loop(tmp_path: Path) -> None:
    """They take a second of work; on the loop nobody's click would be answered meanwhile."""
    async with World(tmp_path) as world:
        now, told = world.clock.now(), []
        for n, filler in enumerate(("stop ", "no more ", "please stop ", "don't stop reply to ", "please ", "lass mich nicht ")):
            author, text = world.x.joins(f"ada{n}"), f"{n} {filler * 5_000}"[:25_000]
            told += parse_posts({"id": str(9_000 + n), "author_id": str(author.id), "text": text, "created_at": now.isoformat()}, now)
        begun, begun_here = time.process_time(), time.thread_time()
        await Ingest(world.context).add(told, complete=True)
        await world.run(Job.TRIAGE)
        here, everywhere = time.thread_time() - begun_here, time.process_time() - begun

        async with world.store.read() as tx:
            assert len(await tx.replies.to([post.id for post in told])) == len(told)
        assert here < 0.6 * everywhere
        assert here < 1.0
