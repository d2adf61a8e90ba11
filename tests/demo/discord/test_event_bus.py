"""Waiting for what should appear, without polling."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from bot.demo.discord import SimulatedDiscord
from tests.demo.discord.raw_client import Caller


async def test_a_card_is_found_when_it_comes(d: SimulatedDiscord, api: Caller) -> None:
    waiting = asyncio.create_task(d.channel.card_about(SimpleNamespace(username="ada")))
    for text in ("about @bob", "about @ada", "again @ada"):
        await api.post(f"/channels/{d.channel_id}/messages", {"content": text})
    assert (await waiting).text == "about @ada"
    assert (await d.channel.card_about("ada")).text == "again @ada"


async def test_a_card_is_found_by_the_whole_handle_as_it_is_read(d: SimulatedDiscord, api: Caller) -> None:
    for text in ("about @ada\\_l", "about @ada_lovelace"):
        await api.post(f"/channels/{d.channel_id}/messages", {"content": text})
    assert (await d.channel.card_about("ada_l")).text == "about @ada\\_l"


async def test_an_edit_ends_the_wait_too(d: SimulatedDiscord, api: Caller) -> None:
    path = f"/channels/{d.channel_id}/messages"
    message = (await api.post(path, {"content": "open"})).json
    waiting = asyncio.create_task(d.channel.shows(lambda message: message.text == "done"))
    await api.call("PATCH", f"{path}/{message['id']}", json={"content": "done"})
    assert (await waiting).id == int(message["id"])


async def test_what_does_not_come_is_told_with_what_is_there(d: SimulatedDiscord, api: Caller) -> None:
    with pytest.raises(AssertionError, match="The channel is empty"):
        await d.until(lambda: False, within=0.01)
    await api.post(f"/channels/{d.channel_id}/messages", {"content": "something else"})
    with pytest.raises(AssertionError, match=r"Not within 0.01 s.*\n— something else"):
        await d.channel.card_about("ada", within=0.01)


async def test_listeners_hear_every_change_until_they_stop(d: SimulatedDiscord, api: Caller) -> None:
    heard: list[str] = []
    stop = d.on_change(lambda event: heard.append(event["type"]))
    path = f"/channels/{d.channel_id}"
    message = (await api.post(f"{path}/messages", {"content": "x"})).json
    await api.call("PATCH", f"{path}/messages/{message['id']}", json={"content": "y"})
    await api.call("DELETE", f"{path}/messages/{message['id']}")
    await api.post(f"{path}/typing", {})
    d.permissions.discard("EMBED_LINKS")
    stop()
    await api.post(f"{path}/typing", {})
    assert [kind for kind in heard if kind != "request"] == ["message_create", "message_update", "message_delete", "typing", "permissions"]
