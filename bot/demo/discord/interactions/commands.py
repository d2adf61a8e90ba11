"""The application's slash commands: registering them, and turning what a member types into interaction data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from bot.demo.discord.errors import NotPossible
from bot.demo.discord.guild import APPLICATION_ID, GUILD_ID, OTHER_GUILD_ID
from bot.demo.discord.interactions.resolved import Resolved
from bot.demo.discord.json_types import Json
from bot.demo.discord.snowflakes import Ids

SUBCOMMAND: Final = 1
SUBCOMMAND_GROUP: Final = 2
STRING: Final = 3
INTEGER: Final = 4
BOOLEAN: Final = 5
USER: Final = 6
NUMBER: Final = 10
ATTACHMENT: Final = 11

_TYPES: Final[Mapping[int, tuple[type, ...]]] = {STRING: (str,), INTEGER: (int,), BOOLEAN: (bool,), NUMBER: (int, float)}

Typed = object
"""What a person gives for an option: text, a number, yes or no, somebody of the server, or an `Upload`."""


class Commands:
    """What is registered, for every server ("global"), for this one and for the other one."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._registered: dict[int | None, dict[tuple[int, str], Json]] = {None: {}, GUILD_ID: {}, OTHER_GUILD_ID: {}}

    def all(self) -> list[Json]:
        """What a person can choose from; a server's own hides a global one of the same name."""
        return list((self._registered[None] | self._registered[GUILD_ID]).values())

    def listed(self, guild_id: int | None) -> list[Json]:
        return list(self._registered[guild_id].values())

    def replace(self, guild_id: int | None, commands: Sequence[Json]) -> list[Json]:
        """Those of the same name keep their id."""
        self._registered[guild_id] = {_key(command): self._complete(guild_id, command) for command in commands}
        return self.listed(guild_id)

    def add(self, guild_id: int | None, command: Json) -> Json:
        complete = self._complete(guild_id, command)
        self._registered[guild_id][_key(command)] = complete
        return complete

    def find(self, path: str) -> tuple[Json, list[Json]]:
        """The command of "/name", "/name sub" or "/name group sub", and the options that lead to it from the outside in.

        Raises NotPossible when no such command is registered.
        """
        name, *rest = path.removeprefix("/").split()
        command = next((known for known in self.all() if known["name"] == name), None)
        if command is None:
            raise NotPossible(f"There is no command {path}; there are {self._names()}.")
        steps: list[Json] = []
        options = command.get("options", [])
        for word in rest:
            step = next((option for option in options if option["name"] == word and option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP)), None)
            if step is None:
                raise NotPossible(f"/{name} has no {word!r}; there are {self._names()}.")
            steps.append(step)
            options = step.get("options", [])
        if any(option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP) for option in options):
            raise NotPossible(f"{path} needs one more word; there are {self._names()}.")
        return command, steps

    def _names(self) -> str:
        return ", ".join(sorted(path for command in self.all() for path in _paths(command))) or "none at all"

    def _complete(self, guild_id: int | None, command: Json) -> Json:
        before = self._registered[guild_id].get(_key(command))
        here: Json = {} if guild_id is None else {"guild_id": str(guild_id)}
        wanted = command.get("default_member_permissions")
        return {
            "type": 1,
            "description": "",
            "nsfw": False,
            "contexts": None,
            "integration_types": [0],
            "dm_permission": True,
            **command,
            **here,
            "default_member_permissions": None if wanted is None else str(wanted),
            "options": [_option(option) for option in command.get("options") or ()],
            "id": before["id"] if before else str(self._ids.real()),
            "application_id": str(APPLICATION_ID),
            "version": str(self._ids.real()),
        }


def _key(command: Json) -> tuple[int, str]:
    return command.get("type", 1), command["name"]


def _paths(command: Json, before: str = "/") -> Iterable[str]:
    inner = [option for option in command.get("options", ()) if option["type"] in (SUBCOMMAND, SUBCOMMAND_GROUP)]
    if not inner:
        yield before + command["name"]
    for option in inner:
        yield from _paths(option, f"{before}{command['name']} ")


def _option(option: Json) -> Json:
    """As Discord answers it: without what is empty or plainly false."""
    shown = {key: value for key, value in option.items() if value not in (None, [], False) or key == "required"}
    if "options" in option:
        shown["options"] = [_option(inner) for inner in option["options"] or ()]
    return shown


def invocation(command: Json, steps: Sequence[Json], given: Mapping[str, Typed], resolved: Resolved, focused: str | None = None) -> Json:
    """The `data` of the interaction that typing a command makes.

    focused: the option that is still being typed, when suggestions for it are asked for. Raises NotPossible for what Discord's
    app would not send.
    """
    known = {option["name"]: option for option in (steps[-1] if steps else command).get("options", ())}
    _check_given(known, given, focused)
    options = [_filled(known[name], value, resolved, focused) for name, value in given.items()]
    for step in reversed(steps):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"], "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return resolved.add_to(data)


def _check_given(known: Mapping[str, Json], given: Mapping[str, Typed], focused: str | None) -> None:
    if strange := set(given) - set(known):
        raise NotPossible(f"The command has no option {sorted(strange)}; it has {sorted(known)}.")
    missing = [name for name, option in known.items() if option.get("required") and name not in given]
    if missing and focused is None:
        raise NotPossible(f"The command cannot be sent without {missing}.")
    if focused is not None and not known[focused].get("autocomplete"):
        raise NotPossible(f"The option {focused!r} suggests nothing: it has no autocompletion.")


def _filled(option: Json, value: Typed, resolved: Resolved, focused: str | None) -> Json:
    name, kind = option["name"], option["type"]
    if name == focused:
        return {"name": name, "type": kind, "value": value, "focused": True}
    return {"name": name, "type": kind, "value": _value(option, value, resolved)}


def _value(option: Json, value: Typed, resolved: Resolved) -> Typed:
    kind = option["type"]
    if kind == USER:
        return resolved.user(value)
    if kind == ATTACHMENT:
        return resolved.file(value)
    if not any(type(value) is fits for fits in _TYPES.get(kind, ())):
        raise NotPossible(f"{value!r} cannot be typed into the option {option['name']!r} (type {kind}).")
    choices = [choice["value"] for choice in option.get("choices", ())]
    if choices and value not in choices:
        raise NotPossible(f"{value!r} is not among the choices of {option['name']!r}: {choices}.")
    _check_span(option, value)
    return value


def _check_span(option: Json, value: Typed) -> None:
    size, kind = (len(value), "length") if isinstance(value, str) else (value, "value")
    if not isinstance(size, (int, float)):
        return
    least, most = option.get(f"min_{kind}", size), option.get(f"max_{kind}", size)
    if not least <= size <= most:
        raise NotPossible(f"{value!r} does not fit the option {option['name']!r}: its {kind} must be between {least} and {most}.")
