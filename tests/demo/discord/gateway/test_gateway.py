"""The gateway: who gets in, who receives what, and coming back after a break."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from bot.demo.discord import SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import SampleBot, card, running
from tests.demo.discord.raw_client import GUILD_MESSAGES, GUILDS, Caller, RawGateway


def text_channel(team: SampleBot, d: SimulatedDiscord) -> discord.TextChannel:
    channel = team.get_channel(d.channel_id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def post(api: Caller, d: SimulatedDiscord, content: str) -> None:
    assert (await api.post(f"/channels/{d.channel_id}/messages", {"content": content})).status == 200


async def test_a_wrong_token_is_closed_with_4004(d: SimulatedDiscord) -> None:
    async with RawGateway(d.gateway_url, "wrong") as raw:
        await raw.send(2, {"token": "wrong", "intents": 1, "properties": {}})
        assert await raw.closed() == 4004
    assert not d.bot_online


@pytest.mark.parametrize("intent", [1 << 1, 1 << 8, 1 << 15])
async def test_privileged_intents_are_closed_with_4014(d: SimulatedDiscord, intent: int) -> None:
    async with RawGateway(d.gateway_url, d.token) as raw:
        await raw.send(2, {"token": d.token, "intents": GUILDS | intent, "properties": {}})
        assert await raw.closed() == 4014


async def test_discord_py_says_which_intent_it_may_not_have(d: SimulatedDiscord) -> None:
    intents = discord.Intents(guilds=True, members=True)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(SampleBot(d.guild_id, intents=intents), d):
            pass


async def test_discord_py_refuses_to_log_in_with_a_wrong_token(d: SimulatedDiscord) -> None:
    async with SampleBot(d.guild_id) as team:
        with pytest.raises(discord.LoginFailure):
            await team.login("wrong")


async def test_heartbeats_are_acknowledged(raw: RawGateway) -> None:
    await raw.send(1, None)
    while (frame := await raw.frame())["op"] == 0:
        pass
    assert frame["op"] == 11


@pytest.mark.parametrize(("sent", "code"), [("{", 4002), ("[]", 4002), ('{"op": 77}', 4001), ('{"op": 2, "d": {}}', 4005)])
async def test_nonsense_is_hung_up_on(raw: RawGateway, sent: str, code: int) -> None:
    await raw.socket.send_str(sent)
    assert await raw.closed() == code


async def test_nothing_but_identify_comes_first(d: SimulatedDiscord) -> None:
    async with RawGateway(d.gateway_url, d.token) as raw:
        await raw.send(3, {})
        assert await raw.closed() == 4003


async def test_a_bot_hears_only_what_its_intents_ask_for(d: SimulatedDiscord, api: Caller) -> None:
    async with RawGateway(d.gateway_url, d.token) as deaf, RawGateway(d.gateway_url, d.token) as listening:
        await deaf.identify(intents=GUILDS)
        await listening.identify(intents=GUILD_MESSAGES)
        await post(api, d, "hello")
        d.permissions.discard("EMBED_LINKS")

        assert (await listening.frame())["t"] == "MESSAGE_CREATE"
        assert (await deaf.frame())["t"] == "GUILD_CREATE"
        assert (await deaf.frame())["t"] == "CHANNEL_UPDATE"


async def test_the_cached_permissions_of_the_bot_follow_the_channel(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        channel = text_channel(team, d)
        assert channel.permissions_for(channel.guild.me).attach_files
        assert not channel.permissions_for(channel.guild.me).manage_messages
        changed = team.wait_for("guild_channel_update", timeout=5)
        d.permissions.discard("ATTACH_FILES")
        await changed
        assert not channel.permissions_for(channel.guild.me).attach_files


async def test_a_bot_that_resumes_hears_what_it_missed(d: SimulatedDiscord, api: Caller) -> None:
    async with RawGateway(d.gateway_url, d.token) as before:
        await before.identify()
        await before.receive("GUILD_CREATE")
        d.disconnect_gateway()
        assert (await before.frame())["op"] == 7
    assert not d.bot_online
    await post(api, d, "while you were away")

    async with RawGateway(before.ready["resume_gateway_url"], d.token) as after:
        await after.resume(before.ready["session_id"], before.last_sequence)
        assert (await after.frame())["d"]["content"] == "while you were away"
        assert (await after.frame())["t"] == "RESUMED"
        assert d.bot_online


async def test_a_bot_that_is_told_to_begin_anew_cannot_resume(d: SimulatedDiscord) -> None:
    async with RawGateway(d.gateway_url, d.token) as before:
        await before.identify()
        d.disconnect_gateway(resumable=False)
        while (frame := await before.frame())["op"] == 0:
            pass
        assert frame == {"op": 9, "d": False}
        async with RawGateway(d.gateway_url, d.token) as after:
            await after.resume(before.ready["session_id"], before.last_sequence)
            assert await after.frame() == {"op": 9, "d": False}


async def test_a_bot_that_hung_up_for_good_cannot_resume(d: SimulatedDiscord) -> None:
    async with RawGateway(d.gateway_url, d.token) as before:
        await before.identify()
        await before.socket.close(code=1000)
    async with RawGateway(d.gateway_url, d.token) as after:
        await after.resume(before.ready["session_id"], before.last_sequence)
        assert (await after.frame())["op"] == 9


@pytest.mark.parametrize("resumable", [True, False])
async def test_discord_py_comes_back_and_its_buttons_work(d: SimulatedDiscord, maya: SimulatedMember, resumable: bool) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=card("ada"))
        again: list[str] = []
        d.on_change(lambda event: again.append(event["type"]))
        d.disconnect_gateway(resumable=resumable)
        await d.until(lambda: "bot_online" in again)
        answer = await maya.presses(await d.channel.card_about("ada"), "Approve")
        assert answer.text == "Approved by Maya: @ada"


async def test_a_click_in_the_middle_of_a_break_is_answered_after_the_resume(d: SimulatedDiscord, maya: SimulatedMember) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        await text_channel(team, d).send(view=card("ada"))
        shown = await d.channel.card_about("ada")
        d.disconnect_gateway()
        assert not d.bot_online
        answer = await maya.presses(shown, "Approve")
        assert not answer.failed


async def test_both_of_two_processes_hear_a_click_and_the_first_answer_counts(
    d: SimulatedDiscord, maya: SimulatedMember, api: Caller
) -> None:
    async with running(SampleBot(d.guild_id), d) as one, running(SampleBot(d.guild_id), d):
        await text_channel(one, d).send(view=card("ada"))
        answer = await maya.presses(await d.channel.card_about("ada"), "Approve")
        await d.until(lambda: sorted(r.status for r in d.requests if r.path.endswith("/callback")) == [200, 400])
        assert answer.text == "Approved by Maya: @ada"
    assert not d.bot_online


async def test_an_outage_refuses_the_handshake(d: SimulatedDiscord) -> None:
    d.down = True
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(d.gateway_url)
    assert refused.value.status == 503
