"""Builds the message that Discord shows from what a bot sends: stores files, resolves media, fills in defaults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import quote

from bot.demo.discord.errors import Fault, invalid_form
from bot.demo.discord.guild import APPLICATION_ID, Guild, Member
from bot.demo.discord.json_types import Json
from bot.demo.discord.messages.components import Renderer
from bot.demo.discord.messages.mentions import mentions
from bot.demo.discord.messages.message import COMPONENTS_V2, LOADING, File, Message, texts
from bot.demo.discord.messages.uploads import Body, Upload
from bot.demo.discord.snowflakes import Ids

_SCHEME: Final = "attachment://"
_PICTURE: Final = frozenset({"url", "proxy_url", "width", "height"})
_SETTABLE: Final = (1 << 2) | (1 << 12) | COMPONENTS_V2
"""Flags that a bot may set on a message: no link previews, no sound, Components V2."""


class MessageBuilder:
    """Builds new messages and the edited form of old ones.

    base_url: of this server, where files are given out.
    """

    def __init__(self, ids: Ids, guild: Guild) -> None:
        self._ids = ids
        self._guild = guild
        self.base_url = ""

    def new(
        self, body: Body, channel_id: int, *, at: datetime, flags: int = 0, private_to: int | None = None, extra: Json | None = None
    ) -> Message:
        """A message of the bot. flags: besides those that the bot asks for. extra: fields that only answers to interactions have."""
        form = body.form
        files = self._stored(body, channel_id)
        blank: Json = {
            "id": str(self._ids.message()),
            "channel_id": str(channel_id),
            "type": 0,
            "author": self._guild.bot.user_json(),
            "timestamp": at.isoformat(),
            "edited_timestamp": None,
            "flags": (form.get("flags") or 0) & _SETTABLE | flags,
            "tts": bool(form.get("tts")),
            "pinned": False,
            "content": "",
            "embeds": [],
            "components": [],
            **(extra or {}),
        }
        nonce = None if form.get("nonce") is None else str(form["nonce"])
        return Message(self._filled(blank, form, files), files=files, nonce=nonce, private_to=private_to)

    def of_member(self, member: Member, text: str, *, at: datetime, channel_id: int) -> Message:
        """A message that somebody writes by hand. channel_id: of the channel or the thread."""
        return self.new(Body({"content": text}), channel_id, at=at, extra={"author": member.user_json()})

    def edit(self, message: Message, body: Body, *, at: datetime) -> None:
        """Change a message in place. What the form leaves out stays as it is. Raises ApiError before anything has changed."""
        form, before = body.form, message.payload
        files = self._kept(message, body) + self._stored(body, message.channel_id)
        flags = before["flags"] & ~LOADING | (form.get("flags") or 0) & _SETTABLE
        after = self._filled(before | {"flags": flags}, form, files)
        visibly = not message.thinking
        if visibly:
            after["edited_timestamp"] = at.isoformat()
        message.change(after, files)
        message.edits += visibly

    def ephemeral_attachment(self, upload: Upload) -> File:
        """A file of a member, which belongs to no message."""
        return self._store(upload, None, f"ephemeral-attachments/{APPLICATION_ID}")

    def _filled(self, payload: Json, form: Json, files: list[File]) -> Json:
        """The payload with what the form says instead."""
        media = _MediaResolver(files, self._ids)
        shown = {
            "content": form.get("content", payload["content"]) or "",
            "embeds": [media.embed(embed) for embed in form.get("embeds", payload["embeds"]) or ()],
            "components": Renderer(form.get("components", payload["components"]) or [], media).components,
            "attachments": [] if payload["flags"] & COMPONENTS_V2 else [file.to_json() for file in files],
        }
        return payload | shown | mentions("\n".join(texts(shown)), form.get("allowed_mentions"), self._guild)

    def _stored(self, body: Body, channel_id: int) -> list[File]:
        described = {str(item.get("id")): item.get("description") for item in body.form.get("attachments") or ()}
        folder = f"attachments/{channel_id}"
        return [self._store(upload, described.get(str(number)), folder) for number, upload in sorted(body.uploads.items())]

    def _store(self, upload: Upload, description: str | None, folder: str) -> File:
        file_id = self._ids.real()
        width, height = upload.size or (None, None)
        url = f"{self.base_url}/{folder}/{file_id}/{quote(upload.filename, safe='')}"
        return File(file_id, upload.filename, upload.data, description, upload.content_type, url, width, height)

    def _kept(self, message: Message, body: Body) -> list[File]:
        """Since API v10 a message keeps, of its files, those that "attachments" names; all of them if neither it nor a new file is sent."""
        form = body.form
        if "attachments" not in form:
            return [] if body.uploads else message.attached
        kept = {str(item.get("id")) for item in form["attachments"] or ()}
        return [file for file in message.attached if str(file.id) in kept]


class _MediaResolver:
    """The media of one message: `attachment://name` is the file of that name which came with it, any other address stays."""

    def __init__(self, files: Iterable[File], ids: Ids) -> None:
        self._files = {address: file for file in files for address in (_SCHEME + file.name, file.url)}
        self._ids = ids

    def unfurl(self, media: Json) -> Json:
        url: str = media["url"]
        if url not in self._files and not url.startswith(_SCHEME):
            return {"id": str(self._ids.real()), "url": url, "proxy_url": url, "width": None, "height": None, "content_type": None}
        file = self._file(url)
        return {
            "id": str(file.id),
            "url": file.url,
            "proxy_url": file.url,
            "width": file.width,
            "height": file.height,
            "content_type": file.content_type,
            "attachment_id": str(file.id),
        }

    def named(self, media: Json) -> Json:
        file = self._file(media["url"])
        return {"name": file.name, "size": len(file.data)}

    def embed(self, embed: Json) -> Json:
        shown: Json = {"type": "rich", **embed}
        for key in ("image", "thumbnail"):
            if key in shown:
                shown[key] = {part: value for part, value in self.unfurl(shown[key]).items() if part in _PICTURE and value is not None}
        return shown

    def _file(self, url: str) -> File:
        found = self._files.get(url)
        if found is None:
            says = f"The referenced attachment {url} was not uploaded with the message"
            raise invalid_form([Fault(("components",), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", says)])
        return found
