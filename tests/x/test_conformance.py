"""What the client sends holds against both of X's OpenAPI documents, each in its own dialect."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bot.domain import Purpose
from bot.x.parse.dialects import Dialect
from tests.support.scripted_server import ScriptedServer, scripted_server
from tests.x.conftest import OpenClient

SPECS = Path(__file__).parents[2] / "../shared/specs"
DOCUMENTS = {Dialect.TWEET: "x-openapi-2026-07.json", Dialect.POST: "x-openapi-2026-08.json"}

pytestmark = pytest.mark.skipif(not SPECS.is_dir(), reason="X's OpenAPI documents are not beside this repository")

USER = {"id": "7", "username": "ada", "name": "Ada"}
TOKEN = "7140dibdnow9c7btw3b5"
UNKNOWN_FIELD = {"errors": [{"message": "The `user.fields` query parameter value [most_recent_tweet_id] is not one of []"}]}


class Document:
    """One OpenAPI document, and whether a request keeps to it."""

    def __init__(self, path: Path) -> None:
        self._contents: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._registry: Registry[Any] = Registry().with_resource("urn:x", DRAFT202012.create_resource(self._contents))

    def faults(self, method: str, template: str, query: dict[str, str], body: object) -> list[str]:
        operation = self._contents["paths"][template][method.lower()]
        parameters = {entry["name"]: entry for entry in map(self._resolved, operation.get("parameters", [])) if entry["in"] == "query"}
        faults = [f"{name} is no parameter" for name in query.keys() - parameters.keys()]
        for name in query.keys() & parameters.keys():
            schema = self._resolved(parameters[name]["schema"])
            faults += self._violations(_value(query[name], schema["type"]), schema)
        if body is not None:
            faults += self._violations(body, self._resolved(operation["requestBody"])["content"]["application/json"]["schema"])
        elif "requestBody" in operation:
            faults.append("no body")
        return faults

    def _resolved(self, entry: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in entry:
            return entry
        found: dict[str, Any] = self._contents
        for part in entry["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return found

    def _violations(self, value: object, schema: dict[str, Any]) -> list[str]:
        anchored = json.loads(json.dumps(schema).replace('"#/', '"urn:x#/'))
        return [error.message for error in Draft202012Validator(anchored, registry=self._registry).iter_errors(value)]


def _value(text: str, kind: str) -> object:
    values: dict[str, Callable[[str], object]] = {"array": lambda text: text.split(","), "integer": int, "string": str}
    return values[kind](text)


@cache
def document(dialect: Dialect) -> Document:
    return Document(SPECS / DOCUMENTS[dialect])


def sent(server: ScriptedServer) -> list[tuple[str, str, dict[str, str], object]]:
    return [
        (request.method, request.path.replace("/42/", "/{id}/"), dict(request.query), json.loads(body) if body else None)
        for request, body in zip(server.requests, server.bodies, strict=True)
    ]


async def everything(open_client: OpenClient, dialect: Dialect) -> list[tuple[str, str, dict[str, str], object]]:
    """All that the client ever asks, once it speaks this dialect."""
    page = web.json_response({"data": [USER], "meta": {"next_token": TOKEN}})
    person = web.json_response({"data": USER})
    followed = web.json_response({"data": {"following": True}})
    posted = web.json_response({"data": {"id": "20", "text": "Thanks"}}, status=201)
    lesson = [web.json_response(UNKNOWN_FIELD, status=400), page] if dialect is Dialect.POST else [page]
    async with scripted_server(*lesson, *lesson, *[page] * 14, person, followed, posted) as server:
        client = open_client(server.url)
        await client.followers(purpose=Purpose.CHECK, page_size=5)
        await client.mentions(purpose=Purpose.CHECK, since_id=None, page_size=5)
        for token in (None, TOKEN):
            await client.followers(purpose=Purpose.CHECK, page_size=1, token=token)
            await client.following(purpose=Purpose.CHECK, page_size=1_000, token=token)
            since_id, size = (2**63 - 1, 100) if token else (None, 5)
            await client.mentions(purpose=Purpose.CHECK, since_id=since_id, page_size=size, token=token)
            await client.own_posts(purpose=Purpose.CHECK, since_id=since_id, page_size=size, token=token)
            await client.own_posts(purpose=Purpose.CHECK, since_id=1, until_id=2**63 - 1, replies=False, page_size=size, token=token)
            await client.quotes(42, purpose=Purpose.CHECK, page_size=100 if token else 10, token=token)
        await client.users(range(1, 101), purpose=Purpose.CHECK)
        await client.posts(range(1, 101), purpose=Purpose.CHECK)
        await client.me(purpose=Purpose.CHECK)
        await client.follow(7, purpose=Purpose.CHECK)
        await client.reply("Thanks", to=2**63 - 1, summoned=True, purpose=Purpose.CHECK)
    return sent(server)[2 * len(lesson) :]


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_what_is_sent_is_in_the_document(dialect: Dialect, open_client: OpenClient) -> None:
    requests = await everything(open_client, dialect)

    assert len(requests) == 17
    for request in requests:
        assert document(dialect).faults(*request) == [], request


async def test_the_documents_would_catch_a_mistake(open_client: OpenClient) -> None:
    requests = await everything(open_client, Dialect.TWEET)

    assert any(document(Dialect.POST).faults(*request) for request in requests)
    assert document(Dialect.TWEET).faults("POST", "/2/users/{id}/following", {}, {"target_user_id": 7})
    for spoken in Dialect:
        assert document(spoken).faults("POST", "/2/tweets", {}, {"text": "Thanks", "reply": {"in_reply_to_tweet_id": 7}})
        assert document(spoken).faults("POST", "/2/tweets", {}, {"text": "Thanks", "in_reply_to_tweet_id": "7"})
