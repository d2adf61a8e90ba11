"""X's OpenAPI documents as a judge of answers. They are not part of this project; without them these checks are skipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.demo.x import Dialect
from tests.demo.x.conftest import Reply

SPECS = Path(__file__).parents[3] / "../shared/specs"
FILES = {Dialect.TWEET: SPECS / "x-openapi-2026-07.json", Dialect.POST: SPECS / "x-openapi-2026-08.json"}
_STREAM_SCHEMA = {Dialect.TWEET: "ActivityStreamingResponse", Dialect.POST: "ActivityStreamResponse"}
FOREIGN_WORD = {Dialect.TWEET: "post", Dialect.POST: "tweet"}


@cache
def document(dialect: Dialect) -> dict[str, Any]:
    if not FILES[dialect].exists():
        pytest.skip(f"X's OpenAPI document {FILES[dialect].name} is not here")
    content: dict[str, Any] = json.loads(FILES[dialect].read_text())
    return content


@cache
def _registry(dialect: Dialect) -> Registry[Any]:
    whole: Resource[Any] = DRAFT202012.create_resource(document(dialect))
    registry: Registry[Any] = Registry().with_resource("urn:x", whole)
    return registry


def check(dialect: Dialect, method: str, template: str, reply: Reply) -> None:
    """Fail unless the document allows this answer to this operation."""
    responses = document(dialect)["paths"][template][method.lower()]["responses"]
    declared = responses.get(str(reply.status), responses["default"])["content"]
    assert reply.content_type in declared, f"{reply.content_type} is not declared for {method} {template} {reply.status}"
    _validate(dialect, declared[reply.content_type]["schema"]["$ref"], reply.body)
    for problem in _problems(reply):
        _validate(dialect, _problem_schema(dialect, problem["type"]), problem)
    _refuse_foreign_words(dialect, reply.body)


def check_line(dialect: Dialect, line: bytes) -> None:
    """Fail unless the document allows this line of the activity stream.

    The payloads it lists do not exclude each other, so which of them it has to be is for the type of the event to say.
    """
    body = json.loads(line)
    _refuse_foreign_words(dialect, body)
    schemas = document(dialect)["components"]["schemas"]
    if "data" in body:
        payload = body["data"].pop("payload")
        kinds = schemas["ActivityStreamingResponsePayload"]["discriminator"]["mapping"]
        _validate(dialect, kinds[body["data"]["event_type"]], payload)
    _validate(dialect, f"#/components/schemas/{_STREAM_SCHEMA[dialect]}", body)
    for problem in body.get("errors", []):
        _validate(dialect, _problem_schema(dialect, problem["type"]), problem)


def _refuse_foreign_words(dialect: Dialect, body: object) -> None:
    foreign = sorted(key for key in _keys(body) if FOREIGN_WORD[dialect] in key)
    assert not foreign, f"words of the other dialect: {foreign}"


def _validate(dialect: Dialect, reference: str, instance: object) -> None:
    validator = Draft202012Validator({"$ref": f"urn:x{reference}"}, registry=_registry(dialect))
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance) if not _is_contradiction(error)]
    assert not errors, errors


def _is_contradiction(error: ValidationError) -> bool:
    """Whether it is the document that is wrong: that of July lists `mentionedUsers`, which is longer than its own pattern allows."""
    return error.validator == "pattern" and isinstance(error.schema, dict) and error.instance in error.schema.get("enum", ())


def _problems(reply: Reply) -> list[dict[str, Any]]:
    if reply.content_type == "application/problem+json":
        return [reply.body]
    # A problem must have a type, says the document; what has none is something else, which it describes as well.
    return [error for error in reply.body.get("errors", []) if "type" in error] if reply.status < 400 else []


def _problem_schema(dialect: Dialect, kind: str) -> str:
    """What the document's discriminator says a problem of this type must look like."""
    reference: str = document(dialect)["components"]["schemas"]["Problem"]["discriminator"]["mapping"][kind]
    return reference


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)
