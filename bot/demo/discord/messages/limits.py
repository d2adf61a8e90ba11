"""Discord's limits on messages, modals, choices and commands that its OpenAPI document does not state.

Figures: Discord's developer documentation, "Component Reference", "Message", "Interactions" and "Application Commands".
Lengths are counted in code points. Every check raises ApiError 50035 ("Invalid Form Body") with each fault at its field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from bot.demo.discord.errors import Fault, empty_message, invalid_form
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.components import LINK_STYLE, SELECTS, SHORT_STYLE, V2_ONLY, ComponentType, Path, walk
from bot.demo.discord.messages.message import COMPONENTS_V2

CONTENT: Final = 2_000
V2_TEXT: Final = 4_000
V2_COMPONENTS: Final = 40
ROWS: Final = 5
ROW_BUTTONS: Final = 5
FILES: Final = 10
MODAL_INPUTS: Final = 5
NONCE: Final = 25
EMBEDS: Final = 10
EMBED_FIELDS: Final = 25
EMBED_TEXT: Final = 6_000
CHOICES: Final = 25
COMMANDS: Final = 100
COMMAND_OPTIONS: Final = 25
COMMAND_TEXT: Final = 8_000
COMMAND_NAME: Final = re.compile(r"[-_'\w]{1,32}")
SUBCOMMANDS: Final = frozenset({1, 2})


class Span(NamedTuple):
    """The least and the most that a field may hold: characters, parts, or its value."""

    least: int
    most: int


TEXTS: Final[Mapping[int, Mapping[str, Span]]] = {
    ComponentType.BUTTON: {"label": Span(0, 80), "custom_id": Span(0, 100), "url": Span(1, 512)},
    **{kind: {"custom_id": Span(0, 100), "placeholder": Span(0, 150)} for kind in SELECTS},
    ComponentType.TEXT_INPUT: {"custom_id": Span(0, 100), "label": Span(1, 45), "placeholder": Span(0, 100), "value": Span(1, 4_000)},
    ComponentType.TEXT_DISPLAY: {"content": Span(0, V2_TEXT)},
    ComponentType.THUMBNAIL: {"description": Span(1, 1_024)},
    ComponentType.LABEL: {"label": Span(1, 45), "description": Span(0, 100)},
}
"""Longest texts by the component that holds them."""

LISTS: Final[Mapping[int, Mapping[str, Span]]] = {
    ComponentType.ACTION_ROW: {"components": Span(1, ROW_BUTTONS)},
    ComponentType.STRING_SELECT: {"options": Span(1, 25)},
    ComponentType.SECTION: {"components": Span(1, 3)},
    ComponentType.MEDIA_GALLERY: {"items": Span(1, 10)},
    ComponentType.CONTAINER: {"components": Span(1, V2_COMPONENTS)},
}
OPTION: Final = {"label": Span(1, 100), "value": Span(1, 100), "description": Span(0, 100)}
GALLERY_ITEM: Final = {"description": Span(1, 1_024)}
EMBED: Final = {"title": Span(0, 256), "description": Span(0, 4_096)}
EMBED_PART: Final = {"footer": {"text": Span(1, 2_048)}, "author": {"name": Span(1, 256)}}
EMBED_FIELD: Final = {"name": Span(1, 256), "value": Span(1, 1_024)}
MODAL: Final = {"title": Span(1, 45), "custom_id": Span(1, 100)}
CHOICE: Final = {"name": Span(1, 100)}
NUMBERS: Final[Mapping[int, Mapping[str, Span]]] = {
    **{kind: {"min_values": Span(0, 25), "max_values": Span(1, 25)} for kind in SELECTS},
    ComponentType.TEXT_INPUT: {"min_length": Span(0, 4_000), "max_length": Span(1, 4_000)},
}

_BLOCKS: Final = frozenset(
    {
        ComponentType.ACTION_ROW,
        ComponentType.SECTION,
        ComponentType.TEXT_DISPLAY,
        ComponentType.MEDIA_GALLERY,
        ComponentType.FILE,
        ComponentType.SEPARATOR,
    }
)
Nesting = Mapping[int, Collection[int]]
TOP: Final = 0
ON_MESSAGES: Final[Nesting] = {
    TOP: _BLOCKS | {ComponentType.CONTAINER},
    ComponentType.CONTAINER: _BLOCKS,
    ComponentType.ACTION_ROW: {ComponentType.BUTTON, *SELECTS},
    ComponentType.SECTION: {ComponentType.TEXT_DISPLAY},
}
"""What may stand directly inside what, on a message; under TOP, what may stand by itself."""
IN_MODALS: Final[Nesting] = {
    TOP: {ComponentType.ACTION_ROW, ComponentType.LABEL, ComponentType.TEXT_DISPLAY},
    ComponentType.ACTION_ROW: {ComponentType.TEXT_INPUT},
}

Faults = Iterator[Fault]


def check_message(form: Json, *, uploads: int = 0, existing: Json | None = None) -> None:
    """A message to be sent, or the changes to an `existing` one."""
    _refuse(_message(form, uploads, existing))
    outcome = (existing or {}) | form
    if not uploads and not any(outcome.get(key) for key in ("content", "embeds", "components", "attachments")):
        raise empty_message()


def check_modal(modal: Json) -> None:
    _refuse(_modal(modal))


def check_choices(choices: Sequence[Json]) -> None:
    _refuse(chain(_count(choices, ("data", "choices"), 0, CHOICES), _choices(choices, ("data", "choices"))))


def check_commands(commands: Sequence[Json]) -> None:
    _refuse(_commands(commands))


def _refuse(faults: Iterable[Fault]) -> None:
    found = list(faults)
    if found:
        raise invalid_form(found)


def _message(form: Json, uploads: int, existing: Json | None) -> Faults:
    before: Json = existing or {"flags": 0, "content": "", "embeds": []}
    v2 = bool((before["flags"] | (form.get("flags") or 0)) & COMPONENTS_V2)
    components: list[Json] = form.get("components") or []
    yield from _long(form, (), {"content": Span(0, CONTENT), "nonce": Span(0, NONCE)})
    yield from _count(range(uploads), ("attachments",), 0, FILES)
    yield from _embeds(form.get("embeds") or [])
    yield from _components(components, ON_MESSAGES)
    if v2:
        yield from _only_components(before | {key: value for key, value in form.items() if key in before})
        yield from _v2_totals(components)
    else:
        yield from _no_v2(components)
        yield from _count(components, ("components",), 0, ROWS)


def _only_components(message: Json) -> Faults:
    for key in ("content", "embeds"):
        if message.get(key):
            says = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            yield Fault((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", says)


def _v2_totals(components: list[Json]) -> Faults:
    everything = [component for _, component in walk(components)]
    text = sum(len(component.get("content") or "") for component in everything if component.get("type") == ComponentType.TEXT_DISPLAY)
    if len(everything) > V2_COMPONENTS:
        says = f"The total number of components exceeds the maximum of {V2_COMPONENTS} (there are {len(everything)})"
        yield Fault(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", says)
    if text > V2_TEXT:
        says = f"The total displayable text size exceeds the maximum of {V2_TEXT} (it is {text})"
        yield Fault(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", says)


def _no_v2(components: list[Json]) -> Faults:
    for path, component in walk(components):
        if component.get("type") in V2_ONLY:
            says = f"A component of type {component['type']} needs MessageFlags.IS_COMPONENTS_V2"
            yield Fault((*path, "type"), "UNION_TYPE_CHOICES", says)


def _components(components: list[Json], nesting: Nesting, at: Path = ("components",)) -> Faults:
    yield from _nested(components, TOP, nesting, at)
    custom_ids: Counter[str] = Counter()
    for path, component in walk(components, at):
        kind = component.get("type", TOP)
        yield from _nested(component.get("components") or (), kind, nesting, (*path, "components"))
        yield from _long(component, path, TEXTS.get(kind, {}))
        for key, span in LISTS.get(kind, {}).items():
            yield from _count(component.get(key) or (), (*path, key), *span)
        yield from _within(component, path, NUMBERS.get(kind, {}))
        yield from _SPECIAL.get(kind, _nothing)(component, path)
        custom_ids[component.get("custom_id") or ""] += 1
        if component.get("custom_id") and custom_ids[component["custom_id"]] > 1:
            yield Fault((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")


def _nested(children: Iterable[Json], parent: int, nesting: Nesting, at: Path) -> Faults:
    for index, child in enumerate(children):
        if child.get("type") not in nesting.get(parent, ()):
            says = f"A component of type {child.get('type')} cannot stand here"
            yield Fault((*at, index, "type"), "UNION_TYPE_CHOICES", says)


def _nothing(component: Json, path: Path) -> Faults:
    yield from ()


def _row(component: Json, path: Path) -> Faults:
    children = component.get("components") or []
    if len(children) > 1 and any(child.get("type") in SELECTS for child in children):
        yield Fault((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")


def _button(component: Json, path: Path) -> Faults:
    if not component.get("label") and not component.get("emoji"):
        yield Fault(path, "BUTTON_COMPONENT_REQUIRES_LABEL_OR_EMOJI", "A button needs a label or an emoji")
    needs, excludes = ("url", "custom_id") if component.get("style") == LINK_STYLE else ("custom_id", "url")
    if not component.get(needs):
        yield _required((*path, needs))
    if component.get(excludes):
        yield Fault(path, "BUTTON_COMPONENT_INVALID", f"A button of style {component.get('style')} cannot have a {excludes}")


def _needs_custom_id(component: Json, path: Path) -> Faults:
    if not component.get("custom_id"):
        yield _required((*path, "custom_id"))


def _select(component: Json, path: Path) -> Faults:
    yield from _needs_custom_id(component, path)
    options = component.get("options") or []
    for index, option in enumerate(options):
        yield from _long(option, (*path, "options", index), OPTION, required=("label", "value"))
    values = Counter(option.get("value") for option in options)
    if any(count > 1 for count in values.values()):
        yield Fault((*path, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
    most = component.get("max_values", 1)
    if component.get("type") == ComponentType.STRING_SELECT and most is not None and most > max(len(options), 1):
        yield Fault((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEEDED", f"There are only {len(options)} options")


def _text_input(component: Json, path: Path) -> Faults:
    yield from _needs_custom_id(component, path)
    least, most = component.get("min_length") or 0, component.get("max_length")
    if most is not None and least > most:
        yield Fault((*path, "min_length"), "BASE_TYPE_BAD_LENGTH", "The least length is above the greatest")
    if component.get("style") == SHORT_STYLE and "\n" in (component.get("value") or ""):
        yield Fault((*path, "value"), "COMPONENT_VALIDATION_FAILED", "A short input cannot hold several lines")


def _section(component: Json, path: Path) -> Faults:
    accessory = component.get("accessory")
    if not accessory:
        yield _required((*path, "accessory"))
    elif accessory.get("type") not in (ComponentType.BUTTON, ComponentType.THUMBNAIL):
        yield Fault((*path, "accessory", "type"), "UNION_TYPE_CHOICES", "An accessory is a button or a thumbnail")


def _text_display(component: Json, path: Path) -> Faults:
    if not (component.get("content") or "").strip():
        yield _required((*path, "content"))


def _thumbnail(component: Json, path: Path) -> Faults:
    yield from _media(component.get("media"), (*path, "media"))


def _gallery(component: Json, path: Path) -> Faults:
    for index, item in enumerate(component.get("items") or ()):
        yield from _media(item.get("media"), (*path, "items", index, "media"))
        yield from _long(item, (*path, "items", index), GALLERY_ITEM)


def _file(component: Json, path: Path) -> Faults:
    url = (component.get("file") or {}).get("url", "")
    if not url.startswith("attachment://"):
        yield Fault((*path, "file", "url"), "UNFURLED_MEDIA_ITEM_INVALID_SCHEME", "A file component shows attachment://… only")


def _media(media: Json | None, path: Path) -> Faults:
    if not re.match(r"(https?|attachment)://.", (media or {}).get("url", "")):
        yield Fault((*path, "url"), "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'attachment')")


def _label(component: Json, path: Path) -> Faults:
    if not component.get("label"):
        yield _required((*path, "label"))
    if not component.get("component"):
        yield _required((*path, "component"))


_SPECIAL: Final[Mapping[int, Callable[[Json, Path], Faults]]] = {
    ComponentType.ACTION_ROW: _row,
    ComponentType.BUTTON: _button,
    **dict.fromkeys(SELECTS, _select),
    ComponentType.TEXT_INPUT: _text_input,
    ComponentType.SECTION: _section,
    ComponentType.TEXT_DISPLAY: _text_display,
    ComponentType.THUMBNAIL: _thumbnail,
    ComponentType.MEDIA_GALLERY: _gallery,
    ComponentType.FILE: _file,
    ComponentType.LABEL: _label,
}
"""What a table of lengths cannot say."""


def _embeds(embeds: list[Json]) -> Faults:
    yield from _count(embeds, ("embeds",), 0, EMBEDS)
    total = 0
    for index, embed in enumerate(embeds):
        path = ("embeds", index)
        yield from _long(embed, path, EMBED)
        for key, spans in EMBED_PART.items():
            yield from _long(embed.get(key) or {}, (*path, key), spans)
        fields = embed.get("fields") or []
        yield from _count(fields, (*path, "fields"), 0, EMBED_FIELDS)
        for number, field in enumerate(fields):
            yield from _long(field, (*path, "fields", number), EMBED_FIELD, required=("name", "value"))
        total += _embed_length(embed)
    if total > EMBED_TEXT:
        yield Fault(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_TEXT} (it is {total})")


def _embed_length(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get(key) or {}).get(inner) for key, inner in (("footer", "text"), ("author", "name"))]
    texts += [field.get(key) for field in embed.get("fields") or () for key in ("name", "value")]
    return sum(len(text or "") for text in texts)


def _modal(modal: Json) -> Faults:
    components: list[Json] = modal.get("components") or []
    yield from _long(modal, ("data",), MODAL, required=("title", "custom_id"))
    inputs = [component for component in components if component.get("type") != ComponentType.TEXT_DISPLAY]
    yield from _count(inputs, ("data", "components"), 1, MODAL_INPUTS)
    yield from _components(components, IN_MODALS, ("data", "components"))


def _commands(commands: Sequence[Json]) -> Faults:
    yield from _count(commands, (), 0, COMMANDS)
    names = Counter((command.get("type", 1), command.get("name")) for command in commands)
    for index, command in enumerate(commands):
        yield from _command(command, (index,))
        if names[command.get("type", 1), command.get("name")] > 1:
            yield Fault((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        if (size := _command_length(command)) > COMMAND_TEXT:
            says = f"Application command size exceeds max size {COMMAND_TEXT} (it is {size})"
            yield Fault((index,), "APPLICATION_COMMAND_TOO_LARGE", says)


def _command(command: Json, path: Path) -> Faults:
    name = command.get("name") or ""
    if command.get("type", 1) == 1 or len(path) > 1:
        if not COMMAND_NAME.fullmatch(name) or name != name.lower():
            yield Fault((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
        yield from _long(command, path, {"description": Span(1, 100)}, required=("description",))
    yield from _options(command.get("options") or [], (*path, "options"))


def _options(options: list[Json], path: Path) -> Faults:
    yield from _count(options, path, 0, COMMAND_OPTIONS)
    names = Counter(option.get("name") for option in options)
    optional = False
    for index, option in enumerate(options):
        here = (*path, index)
        yield from _command(option, here)
        yield from _count(option.get("choices") or (), (*here, "choices"), 0, CHOICES)
        yield from _choices(option.get("choices") or (), (*here, "choices"))
        if names[option.get("name")] > 1:
            yield Fault((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
        if option.get("type") not in SUBCOMMANDS:
            if optional and option.get("required"):
                says = "Required options must be placed before non-required options"
                yield Fault(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", says)
            optional = optional or not option.get("required")


def _command_length(command: Json) -> int:
    own = sum(len(command.get(key) or "") for key in ("name", "description"))
    choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in command.get("choices") or ())
    return own + choices + sum(map(_command_length, command.get("options") or ()))


def _choices(choices: Sequence[Json], path: Path) -> Faults:
    for index, choice in enumerate(choices):
        yield from _long(choice, (*path, index), CHOICE, required=("name",))
        if isinstance(choice.get("value"), str):
            yield from _long(choice, (*path, index), {"value": Span(0, 100)})
        elif choice.get("value") is None:
            yield _required((*path, index, "value"))


def _required(path: Path) -> Fault:
    return Fault(path, "BASE_TYPE_REQUIRED", "This field is required")


def _long(thing: Mapping[str, Any], path: Path, spans: Mapping[str, Span], required: Collection[str] = ()) -> Faults:
    for key, (least, most) in spans.items():
        value = thing.get(key)
        if value is None:
            if key in required:
                yield _required((*path, key))
        elif len(str(value)) > most:
            yield Fault((*path, key), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length (it is {len(str(value))})")
        elif len(str(value)) < least:
            yield _required((*path, key))


def _within(thing: Mapping[str, Any], path: Path, spans: Mapping[str, Span]) -> Faults:
    for key, (least, most) in spans.items():
        value = thing.get(key)
        if value is not None and not least <= value <= most:
            yield Fault((*path, key), "NUMBER_TYPE_MAX", f"Must be between {least} and {most} (it is {value})")


def _count(things: Collection[Any], path: Path, least: int, most: int) -> Faults:
    if not least <= len(things) <= most:
        yield Fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length (there are {len(things)})")
