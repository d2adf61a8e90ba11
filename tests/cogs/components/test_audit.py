"""The audit in Discord: free to assess, asked twice before anything is spent, and told in the channel when it is done."""

from __future__ import annotations

import io
from dataclasses import replace

from matplotlib.image import imread

from bot.demo.discord import Response
from bot.domain import AnnouncementKind, Assessment, Audit, BaselineStatus, Profile, Reason, Verdict
from bot.domain.jobs import Job
from bot.workflow.followers.audit import AUDIT_RESULT, AuditResult, report_of
from tests.support.discord import DiscordWorld, labels
from tests.support.samples.notes import written
from tests.support.team import START

STAMP = "test"


async def knows(
    world: DiscordWorld, n: int, *, of: int, baseline: BaselineStatus = BaselineStatus.PARTIAL, token: str | None = "place"
) -> None:
    """Mutuals has assessed the newest `n` followers: every tenth of them suspicious."""
    now = world.clock.now()
    profiles = [
        Profile(5_000 + i, f"person{i}", f"Person {i}", now, followers=i, following=10, posts=5, created_at=START) for i in range(n)
    ]
    good = Assessment(Verdict.QUIET, 0, (Reason(written("has posted 5 times")),), 10, why=(written("near to what you do"),))
    bad = Assessment(
        Verdict.SUSPICIOUS,
        90,
        (Reason(written("follows 4,871, followed by 9"), 60),),
        0,
        suppressed=written("the facts speak against them"),
    )
    async with world.store.write() as tx:
        await tx.profiles.save(profiles)
        await tx.followers.add([p.user_id for p in profiles], now, baseline=True)
        of_each = {p.user_id: bad if i % 10 == 0 else good for i, p in enumerate(profiles)}
        await tx.assessments.save(of_each, now, STAMP)
        await tx.accounts.identify("harbourlight", "Harbour Light", of, now)
        await tx.accounts.set_baseline(baseline, token, n, START)


async def audit(world: DiscordWorld) -> Response:
    return await (await world.maya.types("/followers audit")).arrives()


async def under_way(world: DiscordWorld) -> Audit | None:
    async with world.store.read() as tx:
        return await tx.audits.current()


def offered(answer: Response) -> list[str]:
    assert answer.message is not None
    return labels(answer.message)


async def test_what_is_known_is_shown_for_free_in_private_with_its_chart(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    answer = await audit(world)

    assert answer.private
    assert "**99,600** of your 100,000 followers were never assessed" in answer.text
    assert "**suspicious 10%**" in answer.text
    assert "[@person390](https://x.com/i/user/5390) (390)" in answer.text
    assert "near to what you do" in str(answer.message.payload if answer.message else "")
    (chart,) = answer.files
    assert imread(io.BytesIO(chart.data), format="png").shape[:2] == (600, 1200)
    assert "suspicious 10%" in (chart.description or "")
    assert Job.AUDIT not in world.woken


async def test_anybody_may_look_and_only_approvers_may_spend(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    sam = world.discord.person("Sam")
    seen = await (await sam.types("/followers audit")).arrives()
    assert "never assessed" in seen.text

    refused = await sam.presses(seen, custom_id="audit:ask:1000")
    assert refused.private
    assert "“Approver”" in refused.text
    assert await under_way(world) is None


async def test_the_price_is_asked_once_more_before_anything_is_read(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    first, second, third = offered(shown)
    assert first.startswith("Assess 1,000 more (up to $1.00, then ± ")
    assert second.startswith("Assess 5,000 more (up to $5.00, then ± ")
    assert third == "Assess everyone (up to $99.60)"

    question = await world.maya.presses(shown, second)
    assert question.private
    assert "reads up to 5,000 profiles and costs up to $5.00. Nothing happens on X." in question.text
    assert await under_way(world) is None
    answer = await world.maya.presses(question, "Yes, spend up to $5.00")

    assert "is reading up to 5,000 profiles now" in answer.text
    assert offered(answer) == []
    running = await under_way(world)
    assert running is not None
    assert (running.max_profiles, running.requested_by.name) == (5_000, "Maya")
    assert Job.AUDIT in world.woken


async def test_no_means_no(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    answer = await world.maya.presses(await world.maya.presses(shown, offered(shown)[0]), "No")

    assert answer.text == "Nothing was read and nothing was spent."
    assert offered(answer) == []
    assert await under_way(world) is None


async def test_the_question_works_after_a_restart(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    question = await world.maya.presses(shown, offered(shown)[0])
    await world.stop()
    await world.start(identified=False)
    await world.maya.presses(question, "Yes, spend up to $1.00")

    assert await under_way(world) is not None


async def test_what_costs_more_by_now_is_asked_again_and_not_spent(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    question = await world.maya.presses(shown, offered(shown)[0])
    async with world.store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.PARTIAL, None, 400, START)
    again = await world.maya.presses(question, "Yes, spend up to $1.00")

    assert "costs more now" in again.text
    assert "400 followers already known must be read again" in again.text
    assert await under_way(world) is None
    await world.maya.presses(again, "Yes, spend up to $1.40")
    assert await under_way(world) is not None


async def test_a_reading_under_way_is_told_to_whoever_asks_for_another(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    question = await world.maya.presses(shown, offered(shown)[1])
    await world.maya.presses(question, "Yes, spend up to $5.00")

    late = await world.maya.presses(shown, offered(shown)[0])
    assert late.private
    assert "0 of up to 5,000 profiles so far" in late.text
    now = await audit(world)
    assert "Maya asked" in now.text
    assert offered(now) == []


async def test_where_everybody_is_known_there_is_nothing_to_press(world: DiscordWorld) -> None:
    await knows(world, 200, of=200, baseline=BaselineStatus.COMPLETE, token=None)
    answer = await audit(world)

    assert "assessed everyone, about **200** people" in answer.text
    assert offered(answer) == []


async def test_before_anybody_was_assessed_it_says_so_without_a_chart(world: DiscordWorld) -> None:
    async with world.store.write() as tx:
        await tx.accounts.set_baseline(BaselineStatus.PENDING, None, 0, START)
    answer = await audit(world)

    assert "assessed **0**" in answer.text
    assert answer.files == []


async def test_what_a_reading_brought_is_posted_once_in_the_channel_with_its_chart(world: DiscordWorld) -> None:
    await knows(world, 400, of=100_000)
    shown = await audit(world)
    await world.maya.presses(await world.maya.presses(shown, offered(shown)[0]), "Yes, spend up to $1.00")
    running = await under_way(world)
    assert running is not None
    async with world.store.write() as tx:
        account = await tx.accounts.get()
        report = await report_of(tx, account, world.clock.now())
        done = AuditResult(report, account.baseline, replace(running, read=1_000), 1_000_000, None)
        await tx.audits.finish(running.id, world.clock.now())
        await tx.announcements.add(AnnouncementKind.AUDIT, "1", AUDIT_RESULT.dump_python(done, mode="json"), world.clock.now())
    world.compare_channel()

    message = await world.discord.channel.shows(lambda m: "Your followers by verdict" in m.text)
    assert "Maya had Mutuals assess older followers: 1,000 profiles read for $1.00." in message.text
    assert [file.name for file in message.files] == ["audit.png"]
    await world.stop()
    await world.start(identified=False)
    await world.until_shown()
    assert world.discord.channel.messages == [message]
