"""The audit from outside: what is known for free, what more costs, a question before money is spent, and the result in the channel."""

from __future__ import annotations

from pathlib import Path

from bot.demo.discord import Response, SimulatedMember
from tests.stories.test_verdicts import buttons
from tests.support.bot import BotWorld


async def audit_of(world: BotWorld, member: SimulatedMember) -> Response:
    """The member's audit, once it is there."""
    answer = await member.types("/followers audit")
    await world.until(lambda: bool(answer.text))
    return answer


def reads(world: BotWorld) -> int:
    """Pages of followers that X was asked for beyond the newest."""
    return sum("pagination_token" in str(call) for call in world.x.calls)


async def test_who_was_never_assessed_is_read_once_an_approver_agreed_to_the_price(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, population=300, baseline_usd="0.1") as world:
        maya, sam = world.discord.person("Maya"), world.discord.person("Sam")
        before = reads(world)
        overview = await audit_of(world, maya)
        assert overview.private
        assert "**200** of your 300 followers were never assessed" in overview.text
        assert overview.message is not None
        assert [file.name for file in overview.message.files] == ["audit.png"]
        offer = next(label for label in buttons(overview.message) if "$0.20" in label)

        refused = await sam.presses(await audit_of(world, sam), offer)
        assert "Only members with the role" in refused.text
        question = await maya.presses(overview, offer)
        assert "Nothing happens on X" in question.text
        yes = next(label for label in buttons(question.message) if "$0.20" in label)
        assert reads(world) == before

        await maya.presses(question, yes)
        report = await world.discord.channel.shows(lambda m: "assessed everyone" in m.text)
        assert [file.name for file in report.files] == ["audit.png"]
        assert "never assessed" not in report.text
        assert reads(world) > before
        assert "nothing to pay" in (await audit_of(world, maya)).text
