"""Message components: walking through them, and what Discord makes of those it was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import Final, Protocol

from bot.demo.discord.json_types import Json


class ComponentType(IntEnum):
    """Discord's component types, those that a message or a modal of a bot can hold."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18


SELECTS: Final = frozenset(
    {
        ComponentType.STRING_SELECT,
        ComponentType.USER_SELECT,
        ComponentType.ROLE_SELECT,
        ComponentType.MENTIONABLE_SELECT,
        ComponentType.CHANNEL_SELECT,
    }
)
V2_ONLY: Final = frozenset(
    {
        ComponentType.SECTION,
        ComponentType.TEXT_DISPLAY,
        ComponentType.THUMBNAIL,
        ComponentType.MEDIA_GALLERY,
        ComponentType.FILE,
        ComponentType.SEPARATOR,
        ComponentType.CONTAINER,
    }
)
LINK_STYLE: Final = 5
"""Of a button."""
SHORT_STYLE: Final = 1
"""Of a text input."""

Path = tuple[str | int, ...]


class Media(Protocol):
    """What stands behind the media items of a message."""

    def unfurl(self, media: Json) -> Json:
        """A media item as it is answered, with an address where it can be fetched."""

    def named(self, media: Json) -> Json:
        """Name and size of the file that it refers to."""


def walk(components: Iterable[Json], path: Path = ("components",)) -> Iterator[tuple[Path, Json]]:
    """Every component with where it is, outer ones first, in the order in which they are read."""
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from walk(component.get("components") or (), (*here, "components"))
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from _alone(component[key], (*here, key))


def _alone(component: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    yield path, component
    yield from walk(component.get("components") or (), (*path, "components"))


def of_kind(components: Iterable[Json], *kinds: int) -> list[Json]:
    return [component for _, component in walk(components) if component.get("type") in kinds]


class Renderer:
    """Turns components as a bot sends them into components as Discord answers them: numbered, complete, with media that can be fetched."""

    def __init__(self, components: list[Json], media: Media) -> None:
        self._media = media
        self._taken = {component["id"] for _, component in walk(components) if component.get("id")}
        self._next = 0
        self.components = [self._render(component) for component in components]

    def _number(self) -> int:
        self._next += 1
        while self._next in self._taken:
            self._next += 1
        return self._next

    def _render(self, component: Json) -> Json:
        shown = {key: value for key, value in component.items() if value is not None}
        shown["id"] = component.get("id") or self._number()
        if "components" in shown:
            shown["components"] = [self._render(child) for child in shown["components"]]
        if "accessory" in shown:
            shown["accessory"] = self._render(shown["accessory"])
        complete = _COMPLETE.get(shown["type"])
        return complete(shown, self._media) if complete else shown


def _select(shown: Json, _: Media) -> Json:
    return {"min_values": 1, "max_values": 1, "disabled": False, **shown}


def _thumbnail(shown: Json, media: Media) -> Json:
    return {"description": None, "spoiler": False, **shown, "media": media.unfurl(shown["media"])}


def _gallery(shown: Json, media: Media) -> Json:
    return {**shown, "items": [_thumbnail(item, media) for item in shown["items"]]}


def _file(shown: Json, media: Media) -> Json:
    return {"spoiler": False, **shown, "file": media.unfurl(shown["file"]), **media.named(shown["file"])}


def _separator(shown: Json, _: Media) -> Json:
    return {"divider": True, "spacing": 1, **shown}


def _container(shown: Json, _: Media) -> Json:
    return {"accent_color": None, "spoiler": False, **shown}


_COMPLETE: Final[dict[int, Callable[[Json, Media], Json]]] = {
    **dict.fromkeys(SELECTS, _select),
    ComponentType.THUMBNAIL: _thumbnail,
    ComponentType.MEDIA_GALLERY: _gallery,
    ComponentType.FILE: _file,
    ComponentType.SEPARATOR: _separator,
    ComponentType.CONTAINER: _container,
}
