"""What goes wrong on Discord's side when a test wants it to: refused requests, old edits, a hidden or deleted channel, a missing scope."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord
from bot.demo.discord.guild import APPROVER
from tests.demo.discord.raw_client import Caller, RawGateway


async def test_only_the_requests_that_are_meant_are_refused_and_nothing_is_carried_out(d: SimulatedDiscord, api: Caller) -> None:
    path = f"/channels/{d.channel_id}/messages"
    mended = d.refuse(status=500, method="POST", path_contains="/messages", says="ada")
    d.refuse(1, status=429, code=7, message="Slowly", retry_after=12.5, path_contains="/gateway/bot")

    assert (await api.post(path, {"content": "about ada"})).status == 500
    assert (await api.post(path, {"content": "about bo"})).status == 200
    limited = await api.get("/gateway/bot")
    assert (limited.status, limited.json) == (429, {"message": "Slowly", "code": 7, "retry_after": 12.5, "global": False})
    assert limited.headers["Retry-After"] == "13"
    assert "Via" in limited.headers
    assert (await api.get("/gateway/bot")).status == 200
    mended()
    assert (await api.post(path, {"content": "about ada"})).status == 200
    assert [message.text for message in d.channel.messages] == ["about bo", "about ada"]


async def test_edits_of_messages_older_than_an_hour_have_a_limit_of_their_own(
    d: SimulatedDiscord, api: Caller, clock: SimulatedClock
) -> None:
    path = f"/channels/{d.channel_id}/messages"
    old = (await api.post(path, {"content": "old"})).json["id"]
    clock.advance(timedelta(hours=1, seconds=1))
    new = (await api.post(path, {"content": "new"})).json["id"]
    d.limit_old_edits(1, 60)

    assert (await api.call("PATCH", f"{path}/{old}", json={"content": "1"})).status == 200
    refused = await api.call("PATCH", f"{path}/{old}", json={"content": "2"})
    assert refused.code == (429, 30046)
    assert 50 < refused.json["retry_after"] <= 60
    assert (await api.call("PATCH", f"{path}/{new}", json={"content": "3"})).status == 200
    assert [message.text for message in d.channel.messages] == ["1", "3"]


async def test_a_channel_that_the_bot_may_not_view_comes_without_what_describes_it(
    d: SimulatedDiscord, api: Caller, raw: RawGateway
) -> None:
    d.permissions.discard("VIEW_CHANNEL")
    hidden = (await raw.receive("CHANNEL_UPDATE"))["d"]

    assert (hidden["id"], hidden["name"], hidden["flags"], hidden["position"]) == (str(d.channel_id), "___hidden___", 1 << 17, None)
    assert [(overwrite["type"], overwrite["deny"]) for overwrite in hidden["permission_overwrites"]] == [(0, str(1 << 10))]
    assert (await api.get(f"/guilds/{d.guild_id}/channels")).json == []
    assert (await api.get(f"/channels/{d.channel_id}")).code == (403, 50001)


async def test_a_deleted_channel_and_a_deleted_role(d: SimulatedDiscord, api: Caller, raw: RawGateway) -> None:
    d.deletes_role(APPROVER.id)
    assert (await raw.receive("GUILD_ROLE_DELETE"))["d"] == {"guild_id": str(d.guild_id), "role_id": str(APPROVER.id)}
    d.creates_role(APPROVER)
    assert (await raw.receive("GUILD_ROLE_CREATE"))["d"]["role"]["name"] == "Approver"
    d.deletes_channel()
    assert (await raw.receive("CHANNEL_DELETE"))["d"]["id"] == str(d.channel_id)
    assert (await api.post(f"/channels/{d.channel_id}/messages", {"content": "x"})).code == (404, 10003)
    assert (await api.get(f"/guilds/{d.guild_id}/channels")).json == []


async def test_without_the_scope_there_are_no_commands_and_sessions_can_run_out(d: SimulatedDiscord, api: Caller) -> None:
    d.commands_scope = False
    d.limit_session_starts(0, 90)

    assert (await api.get(f"/applications/{d.application_id}/guilds/{d.guild_id}/commands")).code == (403, 50001)
    starts = (await api.get("/gateway/bot")).json["session_start_limit"]
    assert (starts["remaining"], starts["reset_after"]) == (0, 90_000)
