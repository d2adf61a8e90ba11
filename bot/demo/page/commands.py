"""Slash commands as a command line offers them: one entry for each thing that can be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_GROUPS = (1, 2)
"""Discord's option types that are not options but further words of the command: a subcommand and a group of them."""


def command_entries(registered: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Each command with its full path, description and options, in the order of the alphabet; registered: as Discord's API returns them."""
    slash = [command for command in registered if command.get("type", 1) == 1]
    return sorted((entry for command in slash for entry in _entries(command, "/")), key=lambda entry: entry["path"])


def _entries(command: Mapping[str, Any], before: str) -> Iterator[Json]:
    path = before + command["name"]
    options = command.get("options") or []
    inner = [option for option in options if option["type"] in _GROUPS]
    for option in inner:
        yield from _entries(option, f"{path} ")
    if not inner:
        yield {"path": path, "description": command["description"], "options": options}
