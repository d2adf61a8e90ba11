"""Pagination tokens: opaque, base32hex as X's are, and good for one list only."""

from __future__ import annotations

from base64 import b32hexdecode, b32hexencode
from hashlib import blake2s

_SEAL = 8


def make_token(scope: str, value: int) -> str:
    """A token that stands for `value` in the list called `scope`."""
    payload = value.to_bytes(8, "big")
    return b32hexencode(payload + _seal(scope, payload)).decode().rstrip("=").lower()


def read_token(scope: str, token: str) -> int:
    """The value that was put in. Raises ValueError for a token that was not made for this list."""
    padded = token.upper() + "=" * (-len(token) % 8)
    try:
        raw = b32hexdecode(padded)
    except ValueError:
        raw = b""
    payload = raw[:-_SEAL]
    if len(payload) != 8 or raw[-_SEAL:] != _seal(scope, payload):
        raise ValueError("Not a token of this list.")
    return int.from_bytes(payload, "big")


def _seal(scope: str, payload: bytes) -> bytes:
    return blake2s(payload + scope.encode(), digest_size=_SEAL).digest()
