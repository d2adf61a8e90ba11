"""One HTTP request to X, signed and sent once, with whatever came back."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlencode

import aiohttp
from oauthlib.oauth1 import Client as OAuthSigner
from tweepy.asynchronous import AsyncClient
from yarl import URL

from bot.x.credentials import Credentials
from bot.x.http.json_object import json_object

log = logging.getLogger(__name__)

# oauthlib writes tokens and signatures to its debug log.
logging.getLogger("oauthlib").setLevel(logging.INFO)

LARGEST_ANSWER = 16 * 2**20
"""Bytes, unpacked: X's largest answer is a page of 100 posts of 25,000 characters, each escaped in six bytes, which makes 15 million."""
_CONNECTING_SHARE = 0.8
"""Of the time-out, for connecting: what runs out while connecting was certainly not sent, and must be told apart from what was."""


class NotSent(Exception):
    """No connection came about: X never saw the request."""


class NoAnswer(Exception):
    """The request was sent, at least in part, and no whole answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """X's answer. body: the JSON object, or None when it was anything else (HTML, nothing, a list), or larger than X's answers are."""

    status: int
    headers: Mapping[str, str]
    body: dict[str, Any] | None

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300


class Transport(AsyncClient):  # type: ignore[misc]  # tweepy has no types
    """tweepy's client, sending through one session of ours to a base URL of ours.

    tweepy opens a session a request, waits 300 s, knows one address only, and fails in ways of its own on answers that are no JSON.
    Its methods give the `Answer`; they raise `NotSent` or `NoAnswer`, and nothing for a status.
    """

    def __init__(self, credentials: Credentials, *, url: str, timeout: float) -> None:
        super().__init__(
            bearer_token=credentials.bearer_token,
            consumer_key=credentials.consumer_key,
            consumer_secret=credentials.consumer_secret,
            access_token=credentials.access_token,
            access_token_secret=credentials.access_token_secret,
            return_type=aiohttp.ClientResponse,  # tweepy then hands on what `request` returned, as it is
        )
        self._base = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None
        self._timeout = aiohttp.ClientTimeout(total=timeout, connect=timeout * _CONNECTING_SHARE)

    async def request(
        self,
        method: Literal["GET", "POST", "DELETE"],
        route: str,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, object] | None = None,
        user_auth: bool = False,
    ) -> Answer:
        """Send it once, never again: no redirects, no silent repetition by the HTTP library."""
        url = f"{self._base}{route}"
        if params:
            url += "?" + urlencode(sorted(params.items()), quote_via=quote, safe="")
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip"} | self._authorization(url, method, user_auth)
        try:
            async with self._open_session().request(
                method, URL(url, encoded=True), json=json, headers=headers, allow_redirects=False, middlewares=(_once,)
            ) as response:
                return Answer(response.status, response.headers, await _object_in(response))
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise NoAnswer(type(failure).__name__) from None

    async def open_stream(self, route: str, params: Mapping[str, str], *, silence: float) -> Answer | aiohttp.ClientResponse:
        """Ask as the app for an endless answer, and return it unread: whoever asked closes it. An `Answer` if X refused.

        silence: real seconds without a byte, from the request on, after which X is taken for gone and reading raises a TimeoutError.
        """
        url = URL(f"{self._base}{route}").with_query(params)
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity"} | self._authorization(str(url), "GET", user_auth=False)
        timeout = aiohttp.ClientTimeout(total=None, connect=self._timeout.connect, sock_read=silence)
        try:
            response = await self._open_session().get(url, headers=headers, timeout=timeout, allow_redirects=False, middlewares=(_once,))
            if response.status == 200 and response.headers.get("Content-Encoding", "identity") == "identity":
                return response
            async with response, asyncio.timeout(self._timeout.total):
                return Answer(response.status, response.headers, await _object_in(response))
        except (aiohttp.ClientError, TimeoutError, OSError) as failure:
            raise NoAnswer(type(failure).__name__) from None

    def _process_params(self, params: Mapping[str, object], endpoint_parameters: Iterable[str]) -> dict[str, str]:
        """tweepy knows the older dialect's parameters only."""
        processed: dict[str, str] = super()._process_params(params, (*endpoint_parameters, "post.fields"))
        return processed

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _authorization(self, url: str, method: Literal["GET", "POST", "DELETE"], user_auth: bool) -> dict[str, str]:
        if not user_auth:
            return {"Authorization": f"Bearer {self.bearer_token}"}
        signer = OAuthSigner(self.consumer_key, self.consumer_secret, self.access_token, self.access_token_secret)
        _, headers, _ = signer.sign(url, method)
        return {"Authorization": headers["Authorization"]}

    def _open_session(self) -> aiohttp.ClientSession:
        """The session, made inside the running loop at the first request.

        A kept-alive connection that X has closed in the meantime would make a write's outcome doubtful, so each request connects anew.
        """
        if self._session is None:
            connector = aiohttp.TCPConnector(force_close=True)
            # Unpacked by aiohttp a few kilobytes can take gigabytes of memory.
            self._session = aiohttp.ClientSession(timeout=self._timeout, connector=connector, auto_decompress=False)
        return self._session


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp sends a GET again by itself when the connection breaks: out of sight of the spend guard and with a used-up OAuth nonce."""
    try:
        return await handler(request)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as failure:
        raise NotSent(type(failure).__name__) from None
    except (aiohttp.ClientError, OSError) as failure:
        raise NoAnswer(type(failure).__name__) from None


async def _object_in(response: aiohttp.ClientResponse) -> dict[str, Any] | None:
    """The JSON object that X sent; None for anything else, and for more than `LARGEST_ANSWER`, of which the rest is not read."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    unpack = _UNPACK.get(encoding)
    if unpack is None:
        response.close()
        return None
    pieces: list[bytes] = []
    packed, left, unpacked = 0, LARGEST_ANSWER, unpack()
    async for chunk in response.content.iter_any():
        packed += len(chunk)
        try:
            pieces.append(unpacked(chunk, left + 1))
        except zlib.error:
            left = -1
        else:
            left -= len(pieces[-1])
        if left < 0 or packed > LARGEST_ANSWER:
            log.warning("X sent more than %d bytes in one answer, or what cannot be unpacked; it was left out", LARGEST_ANSWER)
            response.close()
            return None
    return json_object(b"".join(pieces))


def _as_it_is(chunk: bytes, most: int) -> bytes:
    return chunk


_UNPACK: dict[str, Callable[[], Callable[[bytes, int], bytes]]] = {
    "identity": lambda: _as_it_is,
    "": lambda: _as_it_is,
    "gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16).decompress,
}
"""What unpacks an answer piece by piece, and no more than so many bytes of it at once."""
