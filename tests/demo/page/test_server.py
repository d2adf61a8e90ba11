"""The page's server, over real sockets: what a member sees, what they can do, and how windows are kept up to date."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yarl

from bot.demo import page as page_package
from bot.demo.discord import Message
from tests.demo.page.conftest import POPULATION, PageWorld
from tests.demo.page.http_client import Updates, does, sees

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def card_in(world: PageWorld) -> Message:
    await world.posts_card("ada")
    return await world.discord.channel.card_about("ada")


async def test_a_member_sees_the_channel_the_team_and_the_commands(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)

    state = await sees(http, world, "Maya")

    assert [message["payload"] for message in state["messages"]] == [card.payload]
    assert [(person["name"], person["role"]) for person in state["people"]][:3] == [
        ("Maya", "Approver"),
        ("Leo", "Approver"),
        ("Sam", "Viewer"),
    ]
    assert [command["path"] for command in state["commands"]] == ["/digest", "/followers lookup", "/followers new", "/history", "/queue"]
    assert state["bot"]["online"] is True
    assert state["clock"]["speed"] == 1


async def test_a_press_reaches_the_bot_as_that_member(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)

    status, answer = await does(http, world, "press", "Leo", message=str(card.id), custom_id="ada:Approve")

    assert (status, answer) == (200, {"failed": False})
    assert card.text == "Approved by Leo: @ada"


async def test_a_press_on_a_card_that_just_changed_reaches_the_bot(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)
    await does(http, world, "press", "Leo", message=str(card.id), custom_id="ada:Approve")
    assert "Skip" not in [button.label for button in card.buttons]

    status, answer = await does(http, world, "press", "Maya", message=str(card.id), custom_id="ada:Skip")

    assert (status, answer) == (200, {"failed": False})
    assert [message.text for message in world.person("Maya").sees if message.private] == ["Only for Maya."]


async def test_private_answers_are_for_one_member_until_they_are_dismissed(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)
    await does(http, world, "press", "Sam", message=str(card.id), custom_id="ada:Skip")

    for_sam = [message for message in (await sees(http, world, "Sam"))["messages"] if message["private"]]
    assert [message["payload"]["content"] for message in for_sam] == ["Only for Sam."]
    assert not [message for message in (await sees(http, world, "Maya"))["messages"] if message["private"]]

    refused = await does(http, world, "dismiss", "Maya", message=for_sam[0]["id"])
    assert refused == (409, {"error": "This message is gone."})
    await does(http, world, "dismiss", "Sam", message=for_sam[0]["id"])
    assert not [message for message in (await sees(http, world, "Sam"))["messages"] if message["private"]]


async def test_commands_are_sent_with_options_of_their_types(world: PageWorld, http: aiohttp.ClientSession) -> None:
    options = {"shape": "file", "member": str(world.person("Leo").id), "days": 3}
    await does(http, world, "command", command="/history", options=options)

    newest = (await sees(http, world, "Maya"))["messages"][-1]["payload"]
    assert newest["content"] == "File of Leo for 3 days"
    async with http.get(newest["attachments"][0]["url"]) as file:
        assert await file.text() == "day,member\n2026-03-02,Maya\n"


async def test_a_command_that_cannot_be_sent_says_why(world: PageWorld, http: aiohttp.ClientSession) -> None:
    status, answer = await does(http, world, "command", command="/history", options={"shape": "file", "days": 31})

    assert status == 409
    assert "between 1 and 30" in answer["error"]


async def test_suggestions_come_from_the_bot(world: PageWorld, http: aiohttp.ClientSession) -> None:
    _, answer = await does(http, world, "complete", command="/followers lookup", option="handle", text="ad")

    assert answer["choices"] == [{"name": "@ada · follower", "value": "ada"}, {"name": "@adele · follower", "value": "adele"}]


async def test_a_form_is_sent_by_whom_it_opened_for(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)
    _, answer = await does(http, world, "press", message=str(card.id), custom_id="ada:Note")
    note = answer["modal"]["components"][0]["component"]["custom_id"]

    status, _ = await does(http, world, "submit", "Leo", token=answer["token"], values={note: "not mine"})
    assert status == 409
    status, _ = await does(http, world, "submit", token=answer["token"], values={note: "well done"})
    assert status == 200
    await world.discord.channel.shows(lambda message: message.text == "For the team: well done")


async def test_a_thread_is_seen_by_everybody_and_written_in(world: PageWorld, http: aiohttp.ClientSession) -> None:
    message = await world.posts_card("ada")
    await message.create_thread(name="Ada")
    thread = str(message.id)

    assert await does(http, world, "write", "Leo", thread=thread, text=" Do we know her? ") == (200, {})
    shown = (await sees(http, world, "Maya"))["threads"]
    assert [(one["id"], one["name"], one["alone"]) for one in shown] == [(thread, "Ada", False)]
    assert [(said["author"], said["text"]) for said in shown[0]["messages"]] == [("Leo", "Do we know her?")]

    await does(http, world, "delete", message=thread)
    assert (await sees(http, world, "Maya"))["threads"][0]["alone"]
    assert (await does(http, world, "write", thread="1", text="Anybody?"))[1] == {"error": "This thread is gone."}
    assert (await does(http, world, "write", thread=thread, text=" "))[0] == 409


async def test_deleting_a_message_removes_it_for_everybody(world: PageWorld, http: aiohttp.ClientSession) -> None:
    card = await card_in(world)

    await does(http, world, "delete", message=str(card.id))

    assert world.discord.channel.messages == []
    assert (await does(http, world, "press", message=str(card.id), custom_id="ada:Approve"))[0] == 409


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("press", {"message": "1", "custom_id": "x"}),
        ("press", {}),
        ("pick", {"message": "1", "custom_id": "x", "values": "x"}),
        ("command", {"command": "/nothing", "options": {}}),
        ("command", {"command": "/queue", "options": []}),
        ("command", {"command": 7, "options": {}}),
        ("complete", {"command": "/queue", "option": "none", "text": ""}),
        ("submit", {"token": "none", "values": {}}),
        ("trigger", {"what": "rain"}),
        ("trigger", {"what": "follower", "kind": "robot"}),
        ("trigger", {"what": "tier", "tier": "gold"}),
        ("trigger", {"what": "returns"}),
        ("trigger", {"what": "burst"}),
        ("follow", {"person": "1", "on": True}),
        ("clock", {"speed": -1}),
        ("clock", {"skip": 10**12}),
        ("clock", {"speed": True}),
    ],
)
async def test_what_cannot_be_done_is_answered_with_a_sentence(
    world: PageWorld, http: aiohttp.ClientSession, what: str, facts: dict[str, Any]
) -> None:
    status, answer = await does(http, world, what, **facts)

    assert status == 409
    assert answer["error"].endswith(".")


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b'"text"'])
async def test_only_json_objects_are_taken(http: aiohttp.ClientSession, body: bytes) -> None:
    async with http.post("/api/clock", data=body, headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400


async def test_other_sites_cannot_press_anything(world: PageWorld, http: aiohttp.ClientSession) -> None:
    async with http.post("/api/trigger", data='{"what":"leaves"}', headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415
    assert len(world.x.followers) == POPULATION


def addresses(world: PageWorld) -> dict[str, str]:
    return {
        "page": f"{world.page.url}/api/state",
        "X": f"{world.x.url}/intent/follow?screen_name=ada",
        "Discord": f"{world.discord.api_url}/gateway",
    }


@pytest.mark.parametrize("what", ["page", "X", "Discord"])
async def test_nobody_is_answered_under_another_name(world: PageWorld, http: aiohttp.ClientSession, what: str) -> None:
    address = yarl.URL(addresses(world)[what])
    names = [f"evil.example:{address.port}", "evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[", "0.0.0.0"]

    for name in names:
        async with http.get(address, headers={"Host": name}) as answer:
            assert answer.status in (400, 403), name
            assert "ada" not in await answer.text()
    for name in (f"127.0.0.1:{address.port}", "localhost:9000", f"[::1]:{address.port}"):
        async with http.get(address, headers={"Host": name, "Origin": f"http://{name}"}) as answer:
            assert answer.status not in (400, 403), name


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost", ""])
async def test_pages_of_other_sites_can_send_nothing(world: PageWorld, http: aiohttp.ClientSession, origin: str) -> None:
    stranger = world.x.gains_follower("grace")

    async with http.post(f"{world.x.url}/intent/follow", params={"user_id": str(stranger.id)}, headers={"Origin": origin}) as answer:
        assert answer.status == 403
    async with http.post("/api/trigger", json={"what": "leaves"}, headers={"Origin": origin}) as answer:
        assert answer.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await http.ws_connect("/api/events", headers={"Origin": origin})
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await http.ws_connect(world.discord.gateway_url, headers={"Origin": origin})

    assert stranger in world.x.followers
    assert stranger not in world.x.following


async def test_calls_are_listed_with_what_they_cost(world: PageWorld, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{world.x.url}/2/users/me?user.fields=name") as refused:
        assert refused.status == 401

    x = (await sees(http, world, "Maya"))["x"]
    assert (x["call_count"], x["bill"]["month"]) == (1, {"micros": 0, "calls": 1})
    (call,) = x["calls"]
    assert (call["method"], call["path"], call["query"], call["status"]) == ("GET", "/2/users/me", "user.fields=name", 401)


async def test_an_open_window_hears_of_everything_once(world: PageWorld, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect("/api/events", params={"as": str(world.person("Maya").id)}) as socket:
        updates = Updates(socket)
        first = await updates.next()
        assert first["fresh"]
        assert first["messages"] == []

        card = await card_in(world)
        (shown,) = await updates.until("messages")
        assert shown["id"] == str(card.id)

        await does(http, world, "press", message=str(card.id), custom_id="ada:Approve")
        (edited,) = await updates.until("messages")
        assert edited["payload"]["components"] == card.payload["components"]

        world.x.gains_follower("grace")
        assert (await updates.until("x"))["newest"][0]["username"] == "grace"

        world.clock.run_at(600)
        assert (await updates.until("clock"))["speed"] == 600

        world.person("Leo").deletes(card)
        assert await updates.until("gone") == [str(card.id)]


async def test_a_window_shows_the_newest_messages_and_says_that_there_are_more(world: PageWorld, http: aiohttp.ClientSession) -> None:
    for text in ("one", "two", "three"):
        await world.posts(text)

    async with http.ws_connect("/api/events", params={"limit": "2"}) as socket:
        updates = Updates(socket)
        first = await updates.next()
        assert [message["payload"]["content"] for message in first["messages"]] == ["two", "three"]
        assert first["more"] is True

        await world.posts("four")
        pushed = await updates.until("gone")

    assert pushed == [first["messages"][0]["id"]]


async def test_stopping_closes_open_windows(world: PageWorld, http: aiohttp.ClientSession) -> None:
    async with http.ws_connect("/api/events") as socket:
        await socket.receive_json(timeout=30)
        async with asyncio.timeout(20):
            await world.page.stop()

        assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE


async def test_a_page_can_be_started_again_where_it_was(world: PageWorld, http: aiohttp.ClientSession) -> None:
    port = int(world.page.url.rpartition(":")[2])
    await world.page.stop()
    await world.page.start(port)

    async with http.get("/") as index:
        assert index.status == 200
        assert "script-src" not in index.headers["Content-Security-Policy"]
        assert index.headers["Content-Security-Policy"].startswith("default-src 'self';")


async def test_every_script_is_fetched_at_once(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as answer:
        index = await answer.text()

    static = Path(page_package.__file__).parent / "static"
    scripts = {file.relative_to(static).as_posix() for file in static.rglob("*.js")}
    assert set(re.findall(r'<link rel="modulepreload" href="([\w./]+)">', index)) == scripts - {"app.js"}
