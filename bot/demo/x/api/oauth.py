"""Who is calling: OAuth 1.0a signatures are checked by oauthlib's own server side, bearer tokens by comparison."""

from __future__ import annotations

import hmac
import string
from collections import deque
from dataclasses import dataclass
from random import Random
from typing import cast

from aiohttp import web
from oauthlib.common import Request
from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, RequestValidator, SignatureOnlyEndpoint

from bot.demo.x.world.models import Person

_ALPHABET = string.ascii_letters + string.digits
_NONCES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Credentials:
    """The keys of the team's X app and account on the simulated X."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    bearer_token: str

    @classmethod
    def for_account(cls, account_id: int, seed: int) -> Credentials:
        """Keys that look like X's; the access token begins with the account's id, as X's do."""
        rng = Random(seed)

        def key(length: int) -> str:
            return "".join(rng.choices(_ALPHABET, k=length))

        return cls(key(25), key(50), f"{account_id}-{key(40)}", key(45), "A" * 22 + key(80))


@dataclass(frozen=True, slots=True)
class Caller:
    """user: None when the app speaks for itself."""

    name: str
    user: Person | None


class Authentication:
    """Tells who signed a request."""

    def __init__(self, credentials: Credentials, account: Person) -> None:
        self._bearer = f"Bearer {credentials.bearer_token}".encode()
        self._endpoint = SignatureOnlyEndpoint(_Validator(credentials))
        self._user = Caller("user", account)
        self._app = Caller("app", None)

    def caller(self, request: web.Request, base_url: str) -> Caller | None:
        """Whoever the request's Authorization proves to be calling; None when it proves nothing."""
        header = request.headers.get("Authorization", "")
        if hmac.compare_digest(header.encode("utf-8", "surrogateescape"), self._bearer):
            return self._app
        return self._user if header.startswith("OAuth ") and self._signed(request, base_url) else None

    def _signed(self, request: web.Request, base_url: str) -> bool:
        # The query is checked as it came over the wire: decoding and encoding it again would change the signature's base.
        uri = base_url + request.raw_path
        try:
            valid, _ = self._endpoint.validate_request(uri, request.method, None, dict(request.headers))
        except ValueError:
            return False
        return cast("bool", valid)


class _Validator(RequestValidator):
    """What oauthlib asks of a server. Its timestamps are real time, whatever the simulated clock shows."""

    dummy_client = "nobody"
    enforce_ssl = False
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)
    nonce_length = (8, 64)

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self._credentials = credentials
        self._nonces: deque[tuple[str, str]] = deque(maxlen=_NONCES_KEPT)
        self._seen: set[tuple[str, str]] = set()

    def validate_client_key(self, client_key: str, request: Request) -> bool:
        return client_key == self._credentials.consumer_key and request.resource_owner_key == self._credentials.access_token

    def get_client_secret(self, client_key: str, request: Request) -> str:
        return self._credentials.consumer_secret

    def get_access_token_secret(self, client_key: str, token: str, request: Request) -> str:
        return self._credentials.access_token_secret

    def validate_timestamp_and_nonce(
        self,
        client_key: str,
        timestamp: str,
        nonce: str,
        request: Request,
        request_token: str | None = None,
        access_token: str | None = None,
    ) -> bool:
        """A nonce is good once."""
        once = (timestamp, nonce)
        if once in self._seen:
            return False
        if len(self._nonces) == _NONCES_KEPT:
            self._seen.discard(self._nonces[0])
        self._nonces.append(once)
        self._seen.add(once)
        return True
