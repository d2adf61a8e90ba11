"""Threads, as Discord's API answers and tells of them."""

from __future__ import annotations

import discord
import pytest

from bot.demo.discord import Json, NotPossible, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import SampleBot, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.raw_client import Caller, RawGateway

MESSAGES = "/channels/{channel_id}/messages"
THREADS = "/channels/{channel_id}/messages/{message_id}/threads"


async def posted(api: Caller, d: SimulatedDiscord) -> str:
    """A message of the bot's; its id."""
    reply = await api.post(f"/channels/{d.channel_id}/messages", {"content": "A card"}, MESSAGES)
    return str(reply.json["id"])


def threads_of(d: SimulatedDiscord, message_id: str) -> str:
    return f"/channels/{d.channel_id}/messages/{message_id}/threads"


async def test_a_thread_has_the_id_of_its_message_which_shows_it(api: Caller, d: SimulatedDiscord, maya: SimulatedMember) -> None:
    message_id = await posted(api, d)
    reply = await api.post(threads_of(d, message_id), {"name": "Ada"}, THREADS)
    maya.writes(d.channel.messages[0], "Do we know her?")

    assert (reply.status, reply.json["id"], reply.json["name"], reply.json["type"]) == (201, message_id, "Ada", 11)
    shown = (await api.get(f"/channels/{d.channel_id}/messages/{message_id}", f"{MESSAGES}/{{message_id}}")).json
    assert (shown["flags"], shown["thread"]["id"], shown["thread"]["message_count"]) == (1 << 5, message_id, 1)
    itself = await api.get(f"/channels/{message_id}", "/channels/{channel_id}")
    assert itself.json["parent_id"] == str(d.channel_id)
    assert [message.text for message in d.channel.threads[int(message_id)].messages] == ["Do we know her?"]
    assert [message.text for message in d.channel.messages] == ["A card"]


async def test_a_message_has_one_thread_ever(api: Caller, d: SimulatedDiscord, maya: SimulatedMember) -> None:
    message_id = await posted(api, d)
    await api.post(threads_of(d, message_id), {"name": "Ada"}, THREADS)
    assert (await api.post(threads_of(d, message_id), {"name": "Ada again"})).code == (400, 160004)

    maya.deletes_thread(d.channel.messages[0])

    assert (await api.post(threads_of(d, message_id), {"name": "Ada again"})).code == (400, 160004)
    assert (await api.get(f"/channels/{message_id}")).code == (404, 10003)
    with pytest.raises(NotPossible):
        maya.writes(d.channel.messages[0], "Anybody?")


async def test_what_discord_refuses(api: Caller, d: SimulatedDiscord) -> None:
    message_id = await posted(api, d)
    forms: list[Json] = [{"name": " "}, {"name": "x" * 101}, {"name": "Ada", "auto_archive_duration": 7}]
    for form in forms:
        assert (await api.post(threads_of(d, message_id), form)).code == (400, 50035)
    d.refusals.clear()
    assert (await api.post(threads_of(d, "1"), {"name": "Ada"})).code == (404, 10008)
    d.permissions.remove("CREATE_PUBLIC_THREADS")
    assert (await api.post(threads_of(d, message_id), {"name": "Ada"})).code == (403, 50013)
    assert d.channel.threads == {}


async def test_a_thread_outlives_its_message(api: Caller, d: SimulatedDiscord, maya: SimulatedMember) -> None:
    message_id = await posted(api, d)
    await api.post(threads_of(d, message_id), {"name": "Ada"}, THREADS)
    card = d.channel.messages[0]
    maya.deletes(card)

    maya.writes(card, "Still here")
    assert (await api.get(f"/channels/{message_id}", "/channels/{channel_id}")).json["message_count"] == 1


async def test_a_bot_is_told_of_threads_and_not_of_what_is_written_there(
    api: Caller, d: SimulatedDiscord, raw: RawGateway, maya: SimulatedMember
) -> None:
    message_id = await posted(api, d)
    await api.post(threads_of(d, message_id), {"name": "Ada"}, THREADS)
    opened, updated = await raw.receive("THREAD_CREATE"), await raw.receive("MESSAGE_UPDATE")
    maya.writes(d.channel.messages[0], "Do we know her?")
    written = (await raw.receive("MESSAGE_CREATE"))["d"]
    maya.deletes_thread(d.channel.messages[0])
    deleted = await raw.receive("THREAD_DELETE")

    assert [opened["d"]["id"], updated["d"]["thread"]["id"], written["channel_id"], deleted["d"]["id"]] == [message_id] * 4
    assert (written["content"], written["author"]["global_name"]) == ("", "Maya"), "the intent for that is privileged"


async def test_discord_py_opens_one_and_knows_it_after_a_restart(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as bot:
        channel = text_channel(bot, d)
        message = channel.get_partial_message((await channel.send("A card")).id)
        thread = await message.create_thread(name="Ada")
        with pytest.raises(discord.HTTPException) as refused:
            await message.create_thread(name="Ada")
    async with running(SampleBot(d.guild_id), d) as bot:
        known = text_channel(bot, d).guild.get_thread(message.id)

    assert (thread.id, thread.name, refused.value.code) == (message.id, "Ada", 160004)
    assert known is not None
    assert known.parent_id == d.channel_id
