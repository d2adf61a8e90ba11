"""When digests are made, and that older ones are still read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from bot.domain import Act, AnnouncementKind, Digest, KindCounts, PostCounts, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.domain.local_days import Weekday
from bot.workflow.digest.digest import WAIT_FOR_POLL, read_digest
from tests.support.store import StoreWorld
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
HOUR = timedelta(hours=1)
KINDS = {AnnouncementKind.DIGEST, AnnouncementKind.WEEKLY_DIGEST}


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
        assert digest.posts == PostCounts(came=3, answered=1, approved=1, late=1)
        assert digest.kinds[SuggestionKind.REPLY] == KindCounts(done=1, approved=1, undecided=0, missed=1)
        assert digest.kinds[SuggestionKind.FOLLOW_BACK] == KindCounts(approved=1), "follow-backs count by themselves"
        assert read_digest(TypeAdapter(Digest).dump_python(digest, mode="json")) == digest
        assert [(member.name, member.count) for member in digest.members] == [("Maya", 3)]
        assert read_digest({"day": "2026-03-02", "since": "2026-03-02T10:00:00Z", "until": "2026-03-02T11:00:00Z"} | OLD).posts is None


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


async def counted(world: StoreWorld, span: timedelta) -> list[tuple[str, str]]:
    """After this time X counts, and what is due is made; the kinds and keys of all that was made by then."""
    world.advance(span)
    async with world.store.write() as tx:
        await tx.accounts.count(2_400, world.clock.now())
    await world.services.digest.make_if_due()
    async with world.store.read() as tx:
        return [(told.kind.value, told.key) for told in await tx.announcements.unposted() if told.kind in KINDS]


async def test_the_weekly_one_comes_once_on_its_day_and_is_made_up_for_once(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, digest_days=None, digest_weekday=Weekday.TUE) as world:
        await world.identify()
        first, late = ("weekly_digest", "2026-03-10"), ("weekly_digest", "2026-03-31")

        assert await counted(world, 24 * HOUR) == [], "a day after the start, a week has nothing to tell"
        assert await counted(world, 7 * 24 * HOUR - 2 * HOUR) == []
        assert await counted(world, HOUR) == [first]
        assert await counted(world, 3 * HOUR) == [first]
        assert await counted(world, 23 * 24 * HOUR) == [first, late], "after three weeks off"
        assert await counted(world, 2 * 24 * HOUR) == [first, late]
        async with world.store.read() as tx:
            last = await tx.announcements.latest(AnnouncementKind.WEEKLY_DIGEST)
        assert last is not None
        digest = read_digest(last.body)
        assert digest.until - digest.since == 7 * 24 * HOUR, "a week again"


async def test_both_come_on_one_day_and_either_can_be_switched_off(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, digest_weekday=Weekday.THU) as world:
        await world.identify()
        made = await counted(world, 72 * HOUR)
        assert made == [("digest", "2026-03-05"), ("weekly_digest", "2026-03-05")]
        await world.services.settings.change("digest_days", "none", MAYA)
        await world.services.settings.change("digest_weekday", "none", MAYA)

        assert world.services.digest.next_due() is None
        assert await counted(world, 7 * 24 * HOUR) == made
        await world.services.settings.change("digest_days", "", MAYA)
        assert (await counted(world, HOUR))[2:] == [("digest", "2026-03-12")]


async def test_a_change_of_the_time_zone_repeats_no_local_date(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, timezone=ZoneInfo("Pacific/Auckland")) as world:
        await world.identify()
        made = await counted(world, 11 * HOUR)  # nine in the morning of the 3rd there
        assert made == [("digest", "2026-03-03")]
        await world.services.settings.change("timezone", "Pacific/Honolulu", MAYA)

        assert await counted(world, 23 * HOUR) == made, "nine on the 3rd there, which had its digest"
        assert (await counted(world, 24 * HOUR))[1:] == [("digest", "2026-03-04")]


async def test_both_wait_for_a_count_and_neither_for_ever(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, digest_weekday=Weekday.THU) as world:
        await world.identify()
        world.advance(72 * HOUR)
        assert not await world.services.digest.make_if_due()
        world.advance(WAIT_FOR_POLL)
        assert await world.services.digest.make_if_due()

        assert [len(await world.announcements(kind)) for kind in (AnnouncementKind.DIGEST, AnnouncementKind.WEEKLY_DIGEST)] == [1, 1]


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
