"""Everything that Discord refuses although it is well-formed: each limit kept and each broken by one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.demo.clock import SimulatedClock
from bot.demo.discord import Json, SimulatedDiscord
from tests.demo.discord.raw_client import Caller, RawGateway

V2 = 1 << 15


@pytest.fixture
async def d(clock: SimulatedClock) -> AsyncIterator[SimulatedDiscord]:
    """Without any document to lean on."""
    d = SimulatedDiscord(clock, rate_limited=False)
    await d.start()
    yield d
    await d.stop()


def text(content: str = "x") -> Json:
    return {"type": 10, "content": content}


def button(number: int = 0, **facts: Any) -> Json:
    made: Json = {"type": 2, "style": 1, "label": "Go", "custom_id": f"go-{number}", **facts}
    return {key: value for key, value in made.items() if value is not None}


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def option(number: int, **facts: Any) -> Json:
    return {"label": f"{number}", "value": f"{number}", **facts}


def select(*options: Json, **facts: Any) -> Json:
    return {"type": 3, "custom_id": "pick", "options": list(options), **facts}


def section(*texts: Json, **facts: Any) -> Json:
    return {"type": 9, "components": list(texts), "accessory": button(), **facts}


def gallery(count: int, url: str = "https://x.com/a.png", **facts: Any) -> Json:
    return {"type": 12, "items": [{"media": {"url": url}, **facts} for _ in range(count)]}


def box(*children: Json) -> Json:
    return {"type": 17, "components": list(children)}


def v2(*components: Json, **facts: Any) -> Json:
    return {"flags": V2, "components": list(components), **facts}


def embed(**facts: Any) -> Json:
    return {"embeds": [{"title": "t", **facts}]}


def fields(count: int, name: str = "n", value: str = "v") -> list[Json]:
    return [{"name": name, "value": value} for _ in range(count)]


def address(length: int) -> str:
    """X's composer with a text that makes the address this long."""
    return "https://x.com/intent/post?text=".ljust(length, "x")


def linked(length: int) -> str:
    """Markdown of this length that is one link."""
    return f"[Open X]({address(length - len('[Open X]()'))})"


def rows_of_buttons(count: int) -> list[Json]:
    """Rows of five, with each button's own custom_id: six components a row."""
    return [row(*(button(5 * number + place) for place in range(5))) for number in range(count)]


KEPT: dict[str, Json] = {
    "content": {"content": "x" * 2_000},
    "nonce": {"content": "x", "nonce": "n" * 25},
    "40 components, nested ones counted": v2(box(*rows_of_buttons(6)), *(text() for _ in range(3))),
    "4,000 characters in all": v2(text("x" * 2_000), box(section(text("x" * 2_000)))),
    "labels": {"content": "x", "components": [row(button(label="x" * 80, custom_id="x" * 100))]},
    "a label that is an emoji": {"components": [row(button(label=None, emoji={"name": "👍"}))]},
    "links": {"components": [row(button(style=5, custom_id=None, url=address(512)))]},
    "a link in a text, as long as a text may be": v2(text(linked(4_000))),
    "5 buttons and 5 rows": {"components": rows_of_buttons(5)},
    "25 options": {"components": [row(select(*map(option, range(25)), placeholder="x" * 150, max_values=25))]},
    "option texts": {"components": [row(select(option(1, label="x" * 100, value="x" * 100, description="x" * 100)))]},
    "10 pictures": v2(gallery(10)),
    "3 texts beside an accessory": v2(section(text(), text(), text())),
    "embeds": embed(title="x" * 256, description="x" * 4_096, fields=fields(25)),
    "embed parts": embed(footer={"text": "x" * 2_048}, author={"name": "x" * 256}, fields=fields(1, "x" * 256, "x" * 1_024)),
}

BROKEN: dict[str, tuple[Json, str]] = {
    "content": ({"content": "x" * 2_001}, "content: Must be 2000 or fewer"),
    "nonce": ({"content": "x", "nonce": "n" * 26}, "nonce: Must be 25 or fewer"),
    "41 components": (v2(box(*rows_of_buttons(6)), *(text() for _ in range(4))), "exceeds the maximum of 40 (there are 41)"),
    "4,001 characters": (v2(text("x" * 2_000), box(section(text("x" * 2_001)))), "exceeds the maximum of 4000 (it is 4001)"),
    "the same custom_id twice": (
        v2(row(button()), box(row(button()))),
        "components.1.components.0.components.0.custom_id: Component custom id",
    ),
    "a button without a label": (v2(row(button(label=None))), "needs a label or an emoji"),
    "a button without a custom_id": (v2(row(button(custom_id=None))), "custom_id: This field is required"),
    "a link without an address": (v2(row(button(style=5, custom_id=None))), "url: This field is required"),
    "a link's address": (v2(row(button(style=5, custom_id=None, url=address(513)))), "url: Must be 512 or fewer in length (it is 513)"),
    "a link in a text": (v2(text(linked(3_900)), text("x" * 101)), "exceeds the maximum of 4000 (it is 4001)"),
    "a link with a custom_id": (v2(row(button(style=5, url="https://x.com"))), "cannot have a custom_id"),
    "a button with an address": (v2(row(button(url="https://x.com"))), "cannot have a url"),
    "v2 without the flag": ({"components": [text()]}, "needs MessageFlags.IS_COMPONENTS_V2"),
    "v2 and content": (v2(text(), content="x"), "The 'content' field cannot be used"),
    "v2 and embeds": (v2(text(), **embed()), "The 'embeds' field cannot be used"),
    "a label": (v2(row(button(label="x" * 81))), "label: Must be 80 or fewer"),
    "a custom_id": (v2(row(button(custom_id="x" * 101))), "custom_id: Must be 100 or fewer"),
    "6 buttons": (v2(row(*map(button, range(6)))), "Must be between 1 and 5 in length (there are 6)"),
    "an empty row": (v2(row()), "Must be between 1 and 5 in length (there are 0)"),
    "6 rows": ({"components": rows_of_buttons(6)}, "components: Must be between 0 and 5"),
    "a select beside a button": (v2(row(select(option(1)), button())), "exceeds the maximum width"),
    "26 options": (v2(row(select(*map(option, range(26))))), "options: Must be between 1 and 25"),
    "no options": (v2(row(select())), "options: Must be between 1 and 25"),
    "the same option twice": (v2(row(select(option(1), option(1)))), "already used"),
    "more than there is": (v2(row(select(option(1), max_values=2))), "There are only 1 options"),
    "26 values": (v2(row(select(*map(option, range(25)), max_values=26))), "max_values: Must be between 1 and 25"),
    "a select without a custom_id": (v2(row(select(option(1), custom_id=""))), "custom_id: This field is required"),
    "a placeholder": (v2(row(select(option(1), placeholder="x" * 151))), "placeholder: Must be 150 or fewer"),
    "an option's label": (v2(row(select(option(1, label="x" * 101)))), "options.0.label: Must be 100 or fewer"),
    "an option's value": (v2(row(select(option(1, value="x" * 101)))), "options.0.value: Must be 100 or fewer"),
    "an option's description": (v2(row(select(option(1, description="x" * 101)))), "options.0.description: Must be 100"),
    "an option without a label": (v2(row(select(option(1, label="")))), "options.0.label: This field is required"),
    "11 pictures": (v2(gallery(11)), "items: Must be between 1 and 10"),
    "a picture from nowhere": (v2(gallery(1, "ftp://x.com/a.png")), "Scheme must be one of"),
    "a picture's description": (v2(gallery(1, description="x" * 1_025)), "description: Must be 1024 or fewer"),
    "4 texts": (v2(section(text(), text(), text(), text())), "Must be between 1 and 3"),
    "a section without an accessory": (v2(section(text(), accessory=None)), "accessory: This field is required"),
    "a select for an accessory": (v2(section(text(), accessory=select(option(1)))), "An accessory is a button or a thumbnail"),
    "a thumbnail without an address": (v2(section(text(), accessory={"type": 11, "media": {"url": ""}})), "media.url: Scheme"),
    "a file of somebody else": (v2({"type": 13, "file": {"url": "https://x.com/a.csv"}}), "shows attachment://… only"),
    "an empty text": (v2(text(" ")), "content: This field is required"),
    "an empty container": (v2(box()), "Must be between 1 and 40"),
    "a container in a container": (v2(box(box(text()))), "components.0.components.0.type: A component of type 17 cannot stand here"),
    "a button by itself": (v2(button()), "components.0.type: A component of type 2 cannot stand here"),
    "a text in a row": (v2(row(text())), "A component of type 10 cannot stand here"),
    "11 embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds: Must be between 0 and 10"),
    "an embed's title": (embed(title="x" * 257), "embeds.0.title: Must be 256 or fewer"),
    "an embed's description": (embed(description="x" * 4_097), "description: Must be 4096 or fewer"),
    "26 fields": (embed(fields=fields(26)), "fields: Must be between 0 and 25"),
    "a field without a value": (embed(fields=fields(1, value="")), "value: This field is required"),
    "a field's value": (embed(fields=fields(1, value="x" * 1_025)), "value: Must be 1024 or fewer"),
    "an embed's footer": (embed(footer={"text": "x" * 2_049}), "footer.text: Must be 2048 or fewer"),
    "6,001 characters in embeds": ({"embeds": [{"description": "x" * 3_000}, {"description": "x" * 3_001}]}, "it is 6001"),
}


@pytest.mark.parametrize("form", KEPT.values(), ids=list(KEPT))
async def test_the_last_that_is_allowed(d: SimulatedDiscord, api: Caller, form: Json) -> None:
    assert (await api.post(f"/channels/{d.channel_id}/messages", form)).status == 200
    assert d.refusals == []
    assert len(d.channel.messages) == 1


@pytest.mark.parametrize(("form", "says"), BROKEN.values(), ids=list(BROKEN))
async def test_the_first_that_is_not(d: SimulatedDiscord, api: Caller, form: Json, says: str) -> None:
    reply = await api.post(f"/channels/{d.channel_id}/messages", form)
    assert reply.code == (400, 50035)
    assert reply.json["message"] == "Invalid Form Body"
    assert len(d.refusals) == 1
    assert d.refusals[0].startswith("POST /channels/{channel_id}/messages: ")
    assert says in d.refusals[0]
    assert d.channel.messages == []


async def test_a_refusal_names_the_field_as_discord_does(d: SimulatedDiscord, api: Caller) -> None:
    reply = await api.post(f"/channels/{d.channel_id}/messages", v2(row(button(label="x" * 81))))
    says = {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 80 or fewer in length (it is 81)"}
    assert reply.json["errors"] == {"components": {"0": {"components": {"0": {"label": {"_errors": [says]}}}}}}


@pytest.mark.parametrize(
    ("first", "change", "says"),
    [
        (v2(text()), {"content": "x"}, "The 'content' field cannot be used"),
        (v2(text()), {"components": [text("x" * 4_001)]}, "4000"),
        ({"content": "old"}, v2(text()), "The 'content' field cannot be used"),
        ({"content": "old"}, {"content": "x" * 2_001}, "2000"),
        (v2(text()), {"components": [text("new"), {"type": 13, "file": {"url": "attachment://missing.csv"}}]}, "missing.csv"),
    ],
)
async def test_edits_are_held_to_what_the_message_is(d: SimulatedDiscord, api: Caller, first: Json, change: Json, says: str) -> None:
    path = f"/channels/{d.channel_id}/messages"
    message = (await api.post(path, first)).json
    assert (await api.call("PATCH", f"{path}/{message['id']}", json=change)).code == (400, 50035)
    assert says in d.refusals[0]
    assert (await api.get(f"{path}/{message['id']}")).json == message


@pytest.mark.parametrize(("first", "change"), [(v2(text()), {"components": []}), ({"content": "old"}, {"content": None})])
async def test_an_edit_cannot_empty_a_message(d: SimulatedDiscord, api: Caller, first: Json, change: Json) -> None:
    path = f"/channels/{d.channel_id}/messages"
    message = (await api.post(path, first)).json
    assert (await api.call("PATCH", f"{path}/{message['id']}", json=change)).code == (400, 50006)
    assert len(d.refusals) == 1


async def test_a_message_can_become_v2_when_it_lets_go_of_its_text(d: SimulatedDiscord, api: Caller) -> None:
    path = f"/channels/{d.channel_id}/messages"
    message = (await api.post(path, {"content": "old"})).json
    edited = await api.call("PATCH", f"{path}/{message['id']}", json=v2(text("new"), content=None))
    assert (edited.status, d.channel.messages[0].text) == (200, "new")


def field(number: int = 0, **facts: Any) -> Json:
    return {"type": 4, "style": 1, "custom_id": f"field-{number}", **facts}


def label(number: int = 0, component: Json | None = None, **facts: Any) -> Json:
    return {"type": 18, "label": "Why", "component": component or field(number), **facts}


def modal(*components: Json, **facts: Any) -> Json:
    return {"type": 9, "data": {"custom_id": "form", "title": "A note", "components": list(components), **facts}}


def choices(count: int, **facts: Any) -> Json:
    return {"type": 8, "data": {"choices": [{"name": "n", "value": "v", **facts} for _ in range(count)]}}


@pytest.mark.parametrize(
    "callback",
    [
        modal(*map(label, range(5)), text("not an input"), title="x" * 45, custom_id="x" * 100),
        modal(label(component=field(max_length=4_000, placeholder="x" * 100, value="x" * 4_000), label="x" * 45, description="x" * 100)),
        modal(row(field(label="x" * 45))),
        modal(label(component=field(style=2, value="coffee\ndesign", required=False))),
    ],
)
async def test_forms_within_the_limits_open(d: SimulatedDiscord, api: Caller, raw: RawGateway, callback: Json) -> None:
    assert (await answered(d, api, raw, callback)).status == 204
    assert d.refusals == []


@pytest.mark.parametrize(
    ("callback", "says"),
    [
        (modal(label(), title="x" * 46), "data.title: Must be 45 or fewer"),
        (modal(label(), title=""), "data.title: This field is required"),
        (modal(label(), custom_id="x" * 101), "data.custom_id: Must be 100 or fewer"),
        (modal(*map(label, range(6))), "data.components: Must be between 1 and 5"),
        (modal(text()), "data.components: Must be between 1 and 5"),
        (modal(label(), label()), "Component custom id cannot be duplicated"),
        (modal(label(label="x" * 46)), "label: Must be 45 or fewer"),
        (modal(label(description="x" * 101)), "description: Must be 100 or fewer"),
        (modal({"type": 18, "label": "Why"}), "component: This field is required"),
        (modal(row(field(label="x" * 46))), "label: Must be 45 or fewer"),
        (modal(row(button())), "A component of type 2 cannot stand here"),
        (modal(label(component=field(placeholder="x" * 101))), "placeholder: Must be 100 or fewer"),
        (modal(label(component=field(value="x" * 4_001))), "value: Must be 4000 or fewer"),
        (modal(label(component=field(value=""))), "value: This field is required"),
        (modal(label(component=field(value="coffee\ndesign"))), "A short input cannot hold several lines"),
        (modal(label(component=field(max_length=4_001))), "max_length: Must be between 1 and 4000"),
        (modal(label(component=field(min_length=5, max_length=4))), "The least length is above the greatest"),
        (modal(label(component=field(custom_id=""))), "custom_id: This field is required"),
        ({"type": 4, "data": {"content": "x" * 2_001}}, "content: Must be 2000 or fewer"),
    ],
)
async def test_answers_beyond_the_limits_are_refused(d: SimulatedDiscord, api: Caller, raw: RawGateway, callback: Json, says: str) -> None:
    reply = await answered(d, api, raw, callback)
    assert reply.code == (400, 50035)
    assert says in d.refusals[0]


@pytest.mark.parametrize(
    ("callback", "says"),
    [
        (choices(25, name="x" * 100, value="x" * 100), None),
        (choices(26), "data.choices: Must be between 0 and 25"),
        (choices(1, name="x" * 101), "data.choices.0.name: Must be 100 or fewer"),
        (choices(1, name=""), "data.choices.0.name: This field is required"),
        (choices(1, value="x" * 101), "data.choices.0.value: Must be 100 or fewer"),
        (choices(1, value=None), "data.choices.0.value: This field is required"),
    ],
)
async def test_suggestions(d: SimulatedDiscord, api: Caller, raw: RawGateway, callback: Json, says: str | None) -> None:
    typing = {"type": 3, "name": "word", "description": "A word", "autocomplete": True}
    await api.post(f"/applications/{d.application_id}/commands", {"name": "say", "description": "Say it", "options": [typing]})
    asked = asyncio.create_task(d.person("Maya").completes("/say", "word", "x"))
    event = (await raw.receive("INTERACTION_CREATE"))["d"]
    path = f"/interactions/{event['id']}/{event['token']}/callback"
    assert (await api.post(path, callback)).status == (204 if says is None else 400)
    if says is not None:
        assert says in d.refusals[0]
        await api.post(path, choices(0))
    assert len(await asked) == (25 if says is None else 0)


def command(**facts: Any) -> Json:
    return {"name": "queue", "description": "What waits", **facts}


def argument(number: int = 0, **facts: Any) -> Json:
    return {"type": 3, "name": f"word-{number}", "description": "A word", **facts}


@pytest.mark.parametrize(
    ("commands", "says"),
    [
        ([command(name="x" * 32, description="x" * 100, options=[*map(argument, range(25))])], None),
        ([command(options=[argument(choices=choices(25)["data"]["choices"])])], None),
        ([command(name="x" * 33)], "0.name: Command name is invalid"),
        ([command(name="Queue")], "0.name: Command name is invalid"),
        ([command(name="the queue")], "0.name: Command name is invalid"),
        ([command(description="")], "0.description: This field is required"),
        ([command(description="x" * 101)], "0.description: Must be 100 or fewer"),
        ([command(), command()], "0.name: Application command names must be unique"),
        ([command(name=f"c{number}") for number in range(101)], "Must be between 0 and 100"),
        ([command(options=[*map(argument, range(26))])], "0.options: Must be between 0 and 25"),
        ([command(options=[argument(), argument()])], "Option name already exists"),
        ([command(options=[argument(name="Word")])], "0.options.0.name: Command name is invalid"),
        ([command(options=[argument(description="x" * 101)])], "0.options.0.description: Must be 100 or fewer"),
        ([command(options=[argument(0), argument(1, required=True)])], "Required options must be placed before"),
        ([command(options=[argument(choices=choices(26)["data"]["choices"])])], "choices: Must be between 0 and 25"),
        ([command(options=[argument(choices=choices(1, name="x" * 101)["data"]["choices"])])], "name: Must be 100 or fewer"),
        (
            [command(options=[argument(n, choices=choices(25, name="x" * 100)["data"]["choices"]) for n in range(4)])],
            "exceeds max size 8000",
        ),
    ],
)
async def test_commands(d: SimulatedDiscord, api: Caller, commands: list[Json], says: str | None) -> None:
    reply = await api.call("PUT", f"/applications/{d.application_id}/guilds/{d.guild_id}/commands", json=commands)
    if says is None:
        assert (reply.status, d.refusals) == (200, [])
    else:
        assert reply.code == (400, 50035)
        assert says in d.refusals[0]
        assert d.commands == []


async def answered(d: SimulatedDiscord, api: Caller, raw: RawGateway, callback: Json) -> Any:
    """What the bot receives when it answers a command so; the person is not kept waiting."""
    await api.post(f"/applications/{d.application_id}/commands", command())
    typed = asyncio.create_task(d.person("Maya").types("/queue"))
    event = (await raw.receive("INTERACTION_CREATE"))["d"]
    path = f"/interactions/{event['id']}/{event['token']}/callback"
    reply = await api.post(path, callback)
    if reply.status != 204:
        await api.post(path, {"type": 5})
    await typed
    return reply
