"""The audit from outside: what is known for free, what more costs, a question before money is spent, and the result in the channel."""

from __future__ import annotations

from pathlib import Path

from bot.demo.discord import Answer, Person
from tests.end_to_end.test_verdicts import buttons
from tests.town import Town


async def audit_of(town: Town, member: Person) -> Answer:
    """The member's audit, once it is there."""
    answer = await member.types("/followers audit")
    await town.until(lambda: bool(answer.text))
    return answer


def reads(town: Town) -> int:
    """Pages of followers that X was asked for beyond the newest."""
    return sum("pagination_token" in str(call) for call in town.x.calls)


async def test_who_was_never_looked_at_is_read_once_an_approver_agreed_to_the_price(tmp_path: Path) -> None:
    async with Town(tmp_path, population=300, baseline_usd="0.1") as town:
        maya, sam = town.discord.person("Maya"), town.discord.person("Sam")
        before = reads(town)
        overview = await audit_of(town, maya)
        assert overview.private
        assert "**200** of your 300 followers were never looked at" in overview.text
        assert overview.message is not None
        assert [file.name for file in overview.message.files] == ["audit.png"]
        offer = next(label for label in buttons(overview.message) if "$0.20" in label)

        refused = await sam.presses(await audit_of(town, sam), offer)
        assert "Only members with the role" in refused.text
        question = await maya.presses(overview, offer)
        assert "Nothing is done on X" in question.text
        yes = next(label for label in buttons(question.message) if "$0.20" in label)
        assert reads(town) == before

        await maya.presses(question, yes)
        report = await town.discord.channel.shows(lambda m: "looked at everyone" in m.text)
        assert [file.name for file in report.files] == ["audit.png"]
        assert "never looked at" not in report.text
        assert reads(town) > before
        assert "nothing to pay" in (await audit_of(town, maya)).text
