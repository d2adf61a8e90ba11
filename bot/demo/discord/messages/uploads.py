"""Reading what a bot sends: JSON alone, or a form of JSON and files."""

from __future__ import annotations

import json
import mimetypes
import re
import struct
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from bot.demo.discord.errors import ApiError, too_large
from bot.demo.discord.guild import ATTACHMENT_LIMIT
from bot.demo.discord.json_types import Json

_FILE_FIELD = re.compile(r"files\[(\d+)\]")
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in: with a message of the bot, or given by a person for an option of a command."""

    filename: str
    data: bytes = field(repr=False)

    @property
    def content_type(self) -> str:
        return mimetypes.guess_type(self.filename)[0] or "application/octet-stream"

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in pixels of a PNG, which is the only picture that a bot draws for itself."""
        if not self.data.startswith(_PNG) or len(self.data) < 24:
            return None
        width, height = struct.unpack(">II", self.data[16:24])
        return width, height


@dataclass(frozen=True, slots=True)
class Body:
    """What a request holds. payload: its JSON (a list for command registration); uploads: by the number in `files[n]`."""

    payload: Json | list[Json]
    uploads: dict[int, Upload] = field(default_factory=dict)

    @property
    def form(self) -> Json:
        """The payload where only an object will do. Raises ApiError otherwise."""
        if not isinstance(self.payload, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.payload


async def read_body(request: web.Request) -> Body:
    """Raises ApiError when it is not JSON or a file is larger than Discord takes."""
    if request.content_type == "multipart/form-data":
        return await _read_form(request)
    text = await request.text()
    return Body(_parse(text) if text else {})


async def _read_form(request: web.Request) -> Body:
    payload: Json | list[Json] = {}
    uploads: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            payload = _parse(await part.text())
        elif found := _FILE_FIELD.fullmatch(part.name or ""):
            data = bytes(await part.read())
            if len(data) > ATTACHMENT_LIMIT:
                raise too_large()
            uploads[int(found[1])] = Upload(part.filename or "file", data)
    return Body(payload, uploads)


def _parse(text: str) -> Json | list[Json]:
    try:
        payload = json.loads(text)
    except ValueError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error
    if not isinstance(payload, (dict, list)):
        raise ApiError(400, 50109, "The request body contains invalid JSON.")
    return payload
