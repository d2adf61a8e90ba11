"""A message as it stands in the channel, and what a person can see of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.components import LINK_STYLE, ComponentType, of_kind, walk

HAS_THREAD: Final = 1 << 5
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
COMPONENTS_V2: Final = 1 << 15
_REMEMBERED: Final = 3
"""What a message was before so many edits can still be pressed by whoever does not see them yet."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message. url: where this server gives it out."""

    id: int
    name: str
    data: bytes
    description: str | None
    content_type: str
    url: str
    width: int | None = None
    height: int | None = None

    def to_json(self) -> Json:
        """As it stands under "attachments"."""
        facts: Json = {
            "id": str(self.id),
            "filename": self.name,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
        }
        optional = {"description": self.description, "width": self.width, "height": self.height}
        return facts | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it. style: Discord's number, 5 opens a link; emoji: its name, where there is one."""

    label: str
    custom_id: str
    url: str
    disabled: bool
    style: int
    emoji: str = ""

    @property
    def opens_link(self) -> bool:
        return self.style == LINK_STYLE


class Message:
    """Stays live: everything is read from the message as it is now.

    payload: as Discord's REST API would return it now; an edit puts another in its place.
    private_to: the id of the one member who sees it, None when everybody does.
    """

    def __init__(self, payload: Json, *, files: Iterable[File] = (), nonce: str | None = None, private_to: int | None = None) -> None:
        self.payload = payload
        self.attached = list(files)
        self.nonce = nonce
        self.private_to = private_to
        self.deleted = False
        self.edits = 0
        self._earlier: deque[Message] = deque(maxlen=_REMEMBERED)

    def __repr__(self) -> str:
        return f"<Message {self.id} {self.text!r}>"

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def channel_id(self) -> int:
        return int(self.payload["channel_id"])

    @property
    def created_at(self) -> datetime:
        return datetime.fromisoformat(self.payload["timestamp"])

    @property
    def author_id(self) -> int:
        return int(self.payload["author"]["id"])

    @property
    def private(self) -> bool:
        return self.private_to is not None

    @property
    def thinking(self) -> bool:
        """Whether it only says that the bot is thinking."""
        return bool(self.payload["flags"] & LOADING)

    @property
    def v2(self) -> bool:
        return bool(self.payload["flags"] & COMPONENTS_V2)

    @property
    def components(self) -> list[Json]:
        components: list[Json] = self.payload["components"]
        return components

    @property
    def text(self) -> str:
        """Everything that can be read on it, in order, joined by line breaks."""
        return "\n".join(texts(self.payload))

    @property
    def buttons(self) -> list[Button]:
        return [_button(component) for component in of_kind(self.components, ComponentType.BUTTON)]

    @property
    def files(self) -> list[File]:
        """Those that are shown: a Components V2 message shows only what its components refer to."""
        if not self.v2:
            return list(self.attached)
        return [file for file in self.attached if str(file.id) in _shown_attachments(self.components)]

    def snapshot(self) -> Message:
        """The message as a person's screen shows it now: what is pressed on it later is a click that was too late."""
        frozen = Message(self.payload, files=self.attached, nonce=self.nonce, private_to=self.private_to)
        frozen.edits = self.edits
        return frozen

    def change(self, payload: Json, files: Iterable[File]) -> None:
        """Put another payload in the place of the present one."""
        self._earlier.appendleft(self.snapshot())
        self.payload, self.attached = payload, list(files)

    def show_thread(self, thread: Json | None) -> None:
        """The thread that begins here, as Discord shows it with the message; None once it was deleted, of which the flag is left."""
        rest = {key: value for key, value in self.payload.items() if key != "thread"}
        self.payload = rest | {"flags": rest["flags"] | HAS_THREAD} | ({"thread": thread} if thread else {})

    def offering(self, custom_id: str) -> Message:
        """The message as it is, or as it just was where it has such a control no more: a screen is a moment behind."""
        return next((each for each in (self, *self._earlier) if custom_id in each._custom_ids), self)

    @property
    def _custom_ids(self) -> set[str]:
        return {component.get("custom_id", "") for _, component in walk(self.components)}


def texts(payload: Json) -> Iterable[str]:
    """Every piece of text of a message, in the order in which it is read."""
    if payload["content"]:
        yield payload["content"]
    for embed in payload["embeds"]:
        yield from (embed[key] for key in ("title", "description") if embed.get(key))
        for field in embed.get("fields", ()):
            yield f"{field['name']}\n{field['value']}"
    for _, component in walk(payload["components"]):
        if component["type"] == ComponentType.TEXT_DISPLAY:
            yield component["content"]


def _button(component: Json) -> Button:
    return Button(
        label=component.get("label", ""),
        custom_id=component.get("custom_id", ""),
        url=component.get("url", ""),
        disabled=component.get("disabled", False),
        style=component["style"],
        emoji=component.get("emoji", {}).get("name", ""),
    )


def _shown_attachments(components: Iterable[Json]) -> set[str]:
    shown: set[str] = set()
    for _, component in walk(components):
        media = [component.get("media"), component.get("file"), *(item["media"] for item in component.get("items", ()))]
        shown.update(item["attachment_id"] for item in media if item and "attachment_id" in item)
    return shown
