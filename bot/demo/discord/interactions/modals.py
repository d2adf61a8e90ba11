"""Filling in a form ("modal") as Discord's app lets a person do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.interactions.resolved import Resolved
from bot.demo.discord.interactions.response import Response
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.components import ComponentType

Inputs = Mapping[str, str | Sequence[str]]


def find_modal(modal: Response | Json, shown: Sequence[Response]) -> Response:
    """The open form that is meant. Raises NotPossible when it is not open."""
    found = next((answer for answer in shown if modal is answer or (not isinstance(modal, Response) and answer.modal == modal)), None)
    if found is None:
        raise NotPossible(f"No such form is open. {modal!r}")
    return found


def as_shown(modal: Json) -> Json:
    """The form as Discord's app gets it: the ids of what is chosen in it are text, however the bot writes them."""
    return {**modal, "components": [_as_shown(component) for component in modal["components"]]}


def _as_shown(component: Json) -> Json:
    field = component.get("component")
    if not field or "default_values" not in field:
        return component
    return {**component, "component": {**field, "default_values": [{**value, "id": str(value["id"])} for value in field["default_values"]]}}


def submission(modal: Json, inputs: Inputs, resolved: Resolved) -> Json:
    """The `data` of the interaction that sending the form makes. Raises NotPossible for what the form would not take."""
    fields = _fields(modal)
    names = {name for label, field in fields for name in (label, field["custom_id"])}
    if strange := set(inputs) - names:
        raise NotPossible(f"The form has no input {sorted(strange)}; it has {[label for label, _ in fields]}.")
    components = [_submitted(component, inputs, resolved) for component in modal["components"]]
    return resolved.add_to({"custom_id": modal["custom_id"], "components": components})


def _fields(modal: Json) -> list[tuple[str, Json]]:
    """Each input with its label."""
    fields = []
    for component in modal["components"]:
        if component["type"] == ComponentType.LABEL:
            fields.append((component["label"], component["component"]))
        elif component["type"] == ComponentType.ACTION_ROW:
            fields += [(field.get("label", ""), field) for field in component["components"]]
    return fields


def _submitted(component: Json, inputs: Inputs, resolved: Resolved) -> Json:
    shown: Json = {"type": component["type"], "id": component.get("id", 0)}
    if component["type"] == ComponentType.LABEL:
        shown["component"] = _filled(component["label"], component["component"], inputs, resolved)
    elif component["type"] == ComponentType.ACTION_ROW:
        shown["components"] = [_filled(field.get("label", ""), field, inputs, resolved) for field in component["components"]]
    return shown


def _filled(label: str, field: Json, inputs: Inputs, resolved: Resolved) -> Json:
    given = inputs.get(label, inputs.get(field["custom_id"]))
    filled: Json = {"type": field["type"], "id": field.get("id", 0), "custom_id": field["custom_id"]}
    if field["type"] == ComponentType.TEXT_INPUT:
        text = field.get("value") or "" if given is None else given
        if not isinstance(text, str):
            raise NotPossible(f"{label!r} takes text, not {text!r}.")
        _check_text(label, field, text)
        return filled | {"value": text}
    values = _defaults(field) if given is None else [given] if isinstance(given, str) else list(given)
    return filled | {"values": _checked_values(label, field, values, resolved)}


def _check_text(label: str, field: Json, text: str) -> None:
    least = field.get("min_length") or 0
    most = field.get("max_length") or 4_000
    if not text and field.get("required", True):
        raise NotPossible(f"{label!r} must be filled in.")
    if text and not least <= len(text) <= most:
        raise NotPossible(f"{label!r} takes between {least} and {most} characters, not {len(text)}.")


def _defaults(field: Json) -> list[str]:
    chosen = [option["value"] for option in field.get("options") or () if option.get("default")]
    return chosen + [value["id"] for value in field.get("default_values") or ()]


def _checked_values(label: str, field: Json, values: list[str], resolved: Resolved) -> list[str]:
    if field.get("required", True) and not values:
        raise NotPossible(f"Something must be chosen in {label!r}.")
    least, most = field.get("min_values", 1), field.get("max_values", 1)
    if values and not least <= len(values) <= most:
        raise NotPossible(f"Between {least} and {most} must be chosen in {label!r}, not {len(values)}.")
    if field["type"] == ComponentType.USER_SELECT:
        return [resolved.user(value) for value in values]
    if field["type"] == ComponentType.ROLE_SELECT:
        return [resolved.role(value) for value in values]
    if field["type"] == ComponentType.MENTIONABLE_SELECT:
        return [resolved.mentionable(value) for value in values]
    if field["type"] == ComponentType.CHANNEL_SELECT:
        return [resolved.channel(value) for value in values]
    offered = [option["value"] for option in field.get("options") or ()]
    if strange := [value for value in values if value not in offered]:
        raise NotPossible(f"{label!r} does not offer {strange}; there are {offered}.")
    return values
