"""Checks what a bot sends and what the simulator answers against Discord's own OpenAPI document, where that is at hand.

The document lies beside the repository, not in it; without it `validator` and `answers` return None.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, ValidationError, validators
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

DOCUMENT = Path(__file__).parents[3] / "../shared/specs/discord-openapi.json"
ABSENT = "Discord's OpenAPI document is not beside the repository"
_URI = "urn:discord"
_NULL = {"type": "null"}

Json = Mapping[str, Any]
Check = Callable[[str, str, Any], None]

_FITTING: set[tuple[int, str]] = set()
"""What has been found to fit which schema: every bot that starts in a test tells Discord of the same commands."""


def validator() -> Check | None:
    """For `SimulatedDiscord(validate=…)`: raises ValueError when a request's body does not fit its route."""
    return _check_request if _document() else None


def answers() -> Check | None:
    """Given method, route and the JSON of a 200 or 201: raises ValueError when the document says otherwise."""
    return _check_answer if _document() else None


def _check_request(method: str, route: str, payload: Any) -> None:
    _check(_schema(method, route, "requestBody"), _without_numbers_for_ids(payload))


def _check_answer(method: str, route: str, payload: Any) -> None:
    status = next((status for status in ("200", "201") if _schema(method, route, "responses", status)), None)
    _check(_schema(method, route, "responses", status) if status else None, payload)


def _check(schema: Validator | None, payload: Any) -> None:
    if schema is None or (known := (id(schema), json.dumps(payload, sort_keys=True))) in _FITTING:
        return
    faults = [
        f"{'.'.join(map(str, fault.absolute_path)) or 'the form'}: {_shortened(fault.message)}" for fault in schema.iter_errors(payload)
    ]
    if faults:
        raise ValueError("; ".join(faults[:5]))
    _FITTING.add(known)


def _shortened(message: str) -> str:
    """Both ends of it: what is wrong stands last, after the value."""
    return message if len(message) <= 200 else f"{message[:100]} … {message[-100:]}"


def _without_numbers_for_ids(payload: Any) -> Any:
    """discord.py sends the ids of attachments, of allowed mentions and of a form's default values as numbers, which Discord takes and the
    document does not."""
    if not isinstance(payload, dict):
        return payload
    form = {**payload, "data": _without_numbers_for_ids(payload["data"])} if "data" in payload else dict(payload)
    if form.get("attachments"):
        form["attachments"] = [{**attachment, "id": str(attachment["id"])} for attachment in form["attachments"]]
    if form.get("allowed_mentions"):
        allowed = form["allowed_mentions"]
        ids = {key: list(map(str, allowed[key])) for key in ("users", "roles") if isinstance(allowed.get(key), list)}
        form["allowed_mentions"] = allowed | ids
    if form.get("components"):
        form["components"] = [_without_numbers_for_defaults(component) for component in form["components"]]
    return form


def _without_numbers_for_defaults(component: Any) -> Any:
    chosen = component.get("component", {}).get("default_values")
    if not chosen:
        return component
    return {**component, "component": {**component["component"], "default_values": [{**one, "id": str(one["id"])} for one in chosen]}}


@cache
def _document() -> Json | None:
    return json.loads(DOCUMENT.read_text()) if DOCUMENT.exists() else None


@cache
def _registry() -> Registry[Any]:
    empty: Registry[Any] = Registry()
    filled: Registry[Any] = empty.with_resource(_URI, DRAFT202012.create_resource(_document()))
    return filled


@cache
def _schema(method: str, route: str, *where: str) -> Validator | None:
    """Compiled once a process; None where the document has no such route or nothing to say about it."""
    steps = ("paths", route, method.lower(), *where, "content", "application/json", "schema")
    node: Any = _document()
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    if node is None:
        return None
    pointer = "".join("/" + quote(step.replace("~", "~0").replace("/", "~1")) for step in steps)
    checked: Validator = _Dispatching({"$ref": f"{_URI}#{pointer}"}, registry=_registry())
    return checked


def _one_of(checker: Any, branches: Sequence[Json], instance: Any, schema: Json) -> Iterator[ValidationError]:
    """Discord's unions tell their members apart by "type": trying only the one that is meant is faster, and says what is wrong in it."""
    meant = [branch for branch in branches if _is_meant(branch, instance)] or [branch for branch in branches if branch != _NULL]
    if len(meant) == 1 and instance is not None:
        yield from checker.descend(instance, meant[0])
    else:
        yield from min((list(checker.descend(instance, branch)) for branch in branches), key=len)


def _is_meant(branch: Json, instance: Any) -> bool:
    document = _document() or {}
    resolved = document["components"]["schemas"][branch["$ref"].rpartition("/")[2]] if "$ref" in branch else branch
    kinds = resolved.get("properties", {}).get("type", {}).get("enum", ())
    return isinstance(instance, dict) and instance.get("type") in kinds


_Dispatching = validators.extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _one_of})  # type: ignore[no-untyped-call] # jsonschema leaves it untyped
