"""Messages over REST: what is made of them, who may, and what happens when answers get lost."""

from __future__ import annotations

import json
from datetime import timedelta

import aiohttp
import discord
import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.discord import Json, SimulatedDiscord, SimulatedMember
from tests.demo.discord.example_bot import SampleBot, card, running
from tests.demo.discord.gateway.test_gateway import text_channel
from tests.demo.discord.raw_client import Caller

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
V2 = 1 << 15


@pytest.fixture
def messages(d: SimulatedDiscord) -> str:
    return f"/channels/{d.channel_id}/messages"


async def created(api: Caller, messages: str, **form: object) -> Json:
    reply = await api.post(messages, {"content": "hello"} | form, MESSAGES)
    assert reply.status == 200
    message: Json = reply.json
    return message


async def test_a_message_is_dated_by_the_clock_and_so_is_its_id(
    api: Caller, messages: str, d: SimulatedDiscord, clock: SimulatedClock
) -> None:
    first = await created(api, messages)
    clock.advance(timedelta(hours=3))
    second = await created(api, messages)
    assert discord.utils.parse_time(first["timestamp"]) == clock.now() - timedelta(hours=3)
    assert discord.utils.snowflake_time(int(second["id"])) == clock.now()
    assert [message.id for message in d.channel.messages] == [int(first["id"]), int(second["id"])]


async def test_an_edit_changes_what_it_names_and_says_when(api: Caller, messages: str, d: SimulatedDiscord, clock: SimulatedClock) -> None:
    message = await created(api, messages, embeds=[{"title": "kept"}])
    clock.advance(timedelta(minutes=1))
    edited = (await api.call("PATCH", f"{messages}/{message['id']}", MESSAGE, json={"content": "changed"})).json
    assert (edited["content"], edited["embeds"][0]["title"]) == ("changed", "kept")
    assert discord.utils.parse_time(edited["edited_timestamp"]) == clock.now()
    assert d.channel.messages[0].text == "changed\nkept"
    assert d.channel.messages[0].edits == 1


async def test_a_deleted_message_is_gone(api: Caller, messages: str, d: SimulatedDiscord, maya: SimulatedMember) -> None:
    first, second = await created(api, messages), await created(api, messages)
    card = d.channel.messages[0]
    maya.deletes(card)
    assert (await api.call("DELETE", f"{messages}/{second['id']}", MESSAGE)).status == 204
    assert card.deleted
    assert d.channel.messages == []
    for method in ("GET", "PATCH", "DELETE"):
        reply = await api.call(method, f"{messages}/{first['id']}", MESSAGE, json={} if method == "PATCH" else None)
        assert reply.code == (404, 10008)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"limit": "2"}, [5, 4]),
        ({"before": "3"}, [2, 1]),
        ({"before": "4", "limit": "1"}, [3]),
        ({"after": "3"}, [5, 4]),
        ({"after": "1", "limit": "2"}, [3, 2]),
        ({"around": "3", "limit": "3"}, [4, 3, 2]),
    ],
)
async def test_lists_come_newest_first(api: Caller, messages: str, query: dict[str, str], expected: list[int]) -> None:
    ids = {str(number): (await created(api, messages, content=str(number)))["id"] for number in range(1, 6)}
    asked = {key: value if key == "limit" else ids[value] for key, value in query.items()}
    reply = await api.get(messages, MESSAGES, params=asked)
    assert [int(message["content"]) for message in reply.json] == expected


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"before": "x"}])
async def test_a_list_that_makes_no_sense_is_refused(api: Caller, messages: str, query: dict[str, str]) -> None:
    assert (await api.get(messages, params=query)).code == (400, 50035)


async def test_the_same_nonce_makes_no_second_message_for_a_few_minutes(api: Caller, messages: str, clock: SimulatedClock) -> None:
    form = {"nonce": "prompt-7", "enforce_nonce": True}
    first = await created(api, messages, **form)
    clock.advance(timedelta(minutes=4))
    assert await created(api, messages, **form) == first
    assert first["nonce"] == "prompt-7"
    clock.advance(timedelta(minutes=2))
    assert (await created(api, messages, **form))["id"] != first["id"]


async def test_a_nonce_counts_only_where_it_is_enforced_and_the_message_still_stands(
    api: Caller, messages: str, d: SimulatedDiscord, maya: SimulatedMember
) -> None:
    await created(api, messages, nonce="n")
    await created(api, messages, nonce="n")
    assert len(d.channel.messages) == 2
    maya.deletes(d.channel.messages[1])
    await created(api, messages, nonce="n", enforce_nonce=True)
    assert len(d.channel.messages) == 2


@pytest.mark.parametrize(
    ("taken", "method", "code"),
    [
        ("VIEW_CHANNEL", "POST", (403, 50001)),
        ("SEND_MESSAGES", "POST", (403, 50013)),
        ("VIEW_CHANNEL", "PATCH", (403, 50001)),
        ("READ_MESSAGE_HISTORY", "GET", (403, 50013)),
    ],
)
async def test_a_missing_permission_is_named_by_its_code(
    api: Caller, messages: str, d: SimulatedDiscord, taken: str, method: str, code: tuple[int, int]
) -> None:
    message = await created(api, messages)
    d.permissions -= {taken}
    path = messages if method == "POST" else f"{messages}/{message['id']}"
    assert (await api.call(method, path, json=None if method == "GET" else {"content": "x"})).code == code
    d.permissions |= {taken}
    assert (await api.call(method, path, json=None if method == "GET" else {"content": "x"})).status == 200


async def test_without_the_history_the_list_is_empty(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    await created(api, messages)
    d.permissions = d.permissions - {"READ_MESSAGE_HISTORY"}
    assert (await api.get(messages)).json == []


async def test_files_need_a_permission_of_their_own(d: SimulatedDiscord) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        d.permissions.remove("ATTACH_FILES")
        with pytest.raises(discord.Forbidden) as refused:
            await text_channel(team, d).send(file=discord.File(__file__, "data.csv"))
        assert refused.value.code == 50013
        assert d.channel.messages == []


@pytest.mark.parametrize("path", ["/users/@me", "/guilds/1", "/channels/1/messages", "/applications/1/commands"])
async def test_a_wrong_token_is_401(d: SimulatedDiscord, path: str) -> None:
    async with Caller(d.api_url, "wrong") as stranger:
        assert (await stranger.get(path)).status == 401


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/channels/1", (404, 10003)),
        ("POST", "/channels/1/messages", (404, 10003)),
        ("GET", "/guilds/1", (404, 10004)),
        ("GET", "/guilds/{guild}/members/1", (404, 10007)),
        ("GET", "/nowhere", (404, 0)),
        ("PUT", "/users/@me", (405, 0)),
    ],
)
async def test_what_does_not_exist_is_named_by_its_code(
    api: Caller, d: SimulatedDiscord, method: str, path: str, code: tuple[int, int]
) -> None:
    assert (await api.call(method, path.format(guild=d.guild_id), json={})).code == code


async def test_broken_json_is_refused(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    reply = await api.call("POST", messages, data="{", headers={"Content-Type": "application/json"})
    assert reply.code == (400, 50109)
    assert d.refusals == [f"POST {MESSAGES}: The request body contains invalid JSON."]


async def test_answers_are_plain_json_with_rate_limit_headers(api: Caller, messages: str) -> None:
    for reply in (await api.get(messages), await api.get("/nowhere"), await api.post(messages, {})):
        assert reply.headers["Content-Type"] == "application/json"
        assert {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-Reset-After"} <= set(reply.headers)


async def test_an_empty_message_is_refused(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    assert (await api.post(messages, {"content": ""})).code == (400, 50006)
    assert d.refusals == [f"POST {MESSAGES}: Cannot send an empty message"]


async def test_a_card_comes_back_as_discord_would_describe_it(d: SimulatedDiscord, api: Caller, messages: str) -> None:
    async with running(SampleBot(d.guild_id), d) as team:
        sent = await text_channel(team, d).send(view=card("ada"), nonce="n1")
        read = await text_channel(team, d).fetch_message(sent.id)
    payload = (await api.get(f"{messages}/{sent.id}", MESSAGE)).json
    shown = d.channel.messages[0]
    assert payload == shown.payload
    assert shown.text == "## Ada\n@ada\nfollows 12, followed by 340\nFollow back?"
    assert [button.label for button in shown.buttons] == ["Approve", "Open X"]
    assert shown.nonce == "n1"
    container = read.components[0]
    assert isinstance(container, discord.Container)
    assert container.accent_colour == discord.Colour(0x2ECC71)
    assert len({component["id"] for component in payload["components"][0]["components"]}) == 4


@pytest.mark.parametrize(
    ("allowed", "users", "roles", "everyone"),
    [
        (None, ["Maya"], 1, True),
        ({"parse": []}, [], 0, False),
        ({"parse": ["users"]}, ["Maya"], 0, False),
        ({"parse": ["everyone", "roles"]}, [], 1, True),
    ],
)
async def test_text_calls_only_whom_the_bot_lets_it_call(
    api: Caller,
    messages: str,
    d: SimulatedDiscord,
    maya: SimulatedMember,
    allowed: Json | None,
    users: list[str],
    roles: int,
    everyone: bool,
) -> None:
    d.permissions.add("MENTION_EVERYONE")
    text = f"<@{maya.id}> <@&{d.approver_role_id}> @everyone"
    for form in ({"content": text}, {"components": [{"type": 10, "content": text}], "flags": V2, "content": None}):
        message = await created(api, messages, **form, **({"allowed_mentions": allowed} if allowed is not None else {}))
        assert [user["global_name"] for user in message["mentions"]] == users
        assert (len(message["mention_roles"]), message["mention_everyone"]) == (roles, everyone)


async def test_nobody_is_called_without_the_permission(api: Caller, messages: str, d: SimulatedDiscord, maya: SimulatedMember) -> None:
    message = await created(api, messages, content=f"@everyone <@&{d.viewer_role_id}> <@&{d.approver_role_id}> <@{maya.id}>")

    assert not message["mention_everyone"]
    assert message["mention_roles"] == [str(d.approver_role_id)], "which anybody may mention"
    assert [user["global_name"] for user in message["mentions"]] == ["Maya"]
    d.permissions.add("MENTION_EVERYONE")
    assert (await created(api, messages, content=f"<@&{d.viewer_role_id}>"))["mention_roles"] == [str(d.viewer_role_id)]


async def test_an_answer_can_get_lost_after_the_act(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    d.drop_responses(1)
    with pytest.raises(aiohttp.ClientError):
        await api.post(messages, {"content": "first"})
    await created(api, messages, content="second")
    assert [message.text for message in d.channel.messages] == ["first", "second"]


async def test_while_it_is_down_nothing_happens(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    d.down = True
    reply = await api.post(messages, {"content": "x"})
    assert (reply.status, reply.headers["Content-Type"].partition(";")[0]) == (503, "text/html")
    d.down = False
    await created(api, messages, content="back")
    assert [message.text for message in d.channel.messages] == ["back"]


async def test_what_was_asked_is_remembered(api: Caller, messages: str, d: SimulatedDiscord) -> None:
    await created(api, messages, content="x")
    request = d.requests[-1]
    assert (request.method, request.path, request.route, request.status) == ("POST", messages, MESSAGES, 200)
    assert request.payload == {"content": "x"}


async def test_a_check_of_ones_own_can_refuse(clock: SimulatedClock) -> None:
    def check(method: str, route: str, payload: object) -> None:
        if "secret" in json.dumps(payload):
            raise ValueError(f"{method} {route} told a secret")

    d = SimulatedDiscord(clock, check)
    await d.start()
    async with Caller(d.api_url, d.token) as api:
        reply = await api.post(f"/channels/{d.channel_id}/messages", {"content": "a secret"})
    await d.stop()
    assert reply.code == (400, 50035)
    assert d.refusals == [f"POST {MESSAGES}: the form: POST {MESSAGES} told a secret"]
    assert d.channel.messages == []


async def test_what_was_said_is_still_there_after_a_restart_of_the_server(clock: SimulatedClock) -> None:
    d = SimulatedDiscord(clock)
    for text in ("before", "after"):
        await d.start()
        async with Caller(d.api_url, d.token) as api:
            await created(api, f"/channels/{d.channel_id}/messages", content=text)
        await d.stop()
    assert [message.text for message in d.channel.messages] == ["before", "after"]
