"""A button that is old, made up or of another version gets a kind answer and breaks nothing."""

from __future__ import annotations

import sqlite3

import discord
import pytest
from discord import ui

from bot.demo.discord import Message
from tests.support.discord import DiscordWorld, labels

HUGE = "9" * 19


BEYOND = str(2**63)


UNKNOWN = "This button or form no longer exists."


def contents(world: DiscordWorld) -> list[str]:
    """Everything in the database."""
    with sqlite3.connect(world.file) as database:
        lines = list(database.iterdump())
    database.close()
    return lines


async def buttons(world: DiscordWorld, *custom_ids: str) -> list[tuple[Message, str]]:
    """A message in the channel for each, as another version of Mutuals may have left them there; each with its button's custom_id."""
    channel = world.bot.get_channel(world.discord.channel_id)
    assert isinstance(channel, discord.TextChannel)
    posted = []
    for custom_id in custom_ids:
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="Old", custom_id=custom_id))
        message = await channel.send(view=view)
        found = next(one for one in world.discord.channel.messages if one.id == message.id)
        posted.append((found, custom_id))
    return posted


async def test_nothing_made_up_breaks_anything(world: DiscordWorld, caplog: pytest.LogCaptureFixture) -> None:
    await world.suggest_follow_back("ada")
    await world.suggest_reply("bo")
    await world.card_about("ada")
    await world.card_about("bo")

    for message, custom_id in await buttons(world, *MADE_UP):
        answer = await world.maya.presses(message, custom_id=custom_id)
        assert not answer.failed, custom_id
        assert answer.modal or answer.text, custom_id
    assert [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_buttons_work_after_a_restart(world: DiscordWorld) -> None:
    await world.suggest_follow_back("ada")
    card = await world.card_about("ada")
    await world.restart()

    assert (await world.maya.presses(card, "Skip")).text.startswith("Skipped by Maya")
    assert world.cards_about("ada") == [card]


async def test_a_button_nobody_knows_gets_a_kind_answer(world: DiscordWorld) -> None:
    view = ui.LayoutView(timeout=None).add_item(ui.ActionRow(ui.Button(label="Dance", custom_id="suggestion:1:dance")))
    await world.bot.get_partial_messageable(world.discord.channel_id).send(view=view)
    message = await world.discord.channel.shows(lambda m: labels(m) == ["Dance"])

    answer = await world.maya.presses(message, "Dance")

    assert answer.private
    assert "no longer exists" in answer.text


MADE_UP = [
    *(f"suggestion:{number}:approve" for number in ("0", "777", "9" * 18)),
    *(f"suggestion:1:{act}" for act in ("dance", "expire", "confirm", "start", "retry", "withdraw")),
    *(
        "suggestion:1:approve:999999999",
        "suggestion:1:edit",
        "suggestion:1:another",
        "queue:1:edit:0",
        "queue:1:another:0:1",
        "draft:1:edit",
    ),
    *("suggestion:1", "suggestion:x:approve", f"suggestion:{HUGE}:approve", f"queue:{'9' * 18}:skip:999999999:999999999", "queue:1:fine:5"),
    *(
        f"draft:{'9' * 18}:edit",
        "queue:2:not_for_us:0",
        f"override:{HUGE}:fine",
        f"override:{BEYOND}:clear",
        "override:5:fine",
        "override:5:x",
    ),
    *(
        "override:5:x",
        f"opt_out:{HUGE}:0",
        f"opt_out:{BEYOND}:999999999",
        "opt_out:1:999999999",
        f"burst:{'9' * 18}:held",
        "burst:1:fine",
    ),
    *(
        "page:history:999999999:..",
        f"page:history:0:{HUGE}..",
        f"page:history:0:.{BEYOND}.",
        "page:history:0:..9999-12-31",
        "page:history:0:x",
    ),
    *(
        "page:history:0:x",
        "page:history:0:..0001-01-01",
        "page:history:0:a.b.c",
        "page:history:0:\N{ARABIC-INDIC DIGIT ONE}..",
        "page:followers:999999999:",
    ),
    *("page:saved:999999999:x", "page:nowhere:0:", "page:queue:999999999:", "page:optouts:999999999:", "page:replies:999999999:"),
    *(
        "audit:ask:0",
        "audit:ask:9999999999",
        "audit:yes:9999999999:999999999999999",
        "audit:yes:0:0",
        "audit:no",
        "nonsense",
        ":::",
        "page:\n:0:",
    ),
]
