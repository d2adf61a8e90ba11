"""JSON from X → an object, within bounds: whatever comes costs little memory and time, and gives an object or None, never an exception."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 64
"""How deep what X sends may be nested; its own answers are not ten deep."""
MOST_PARTS = 1_000_000
"""Texts and brackets: several times what X's largest answer has, 1,000 people with everything that their profiles can hold."""

_PART = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


def json_object(content: bytes) -> dict[str, Any] | None:
    """The object that this is; None for anything else, and for one that is deeper or has more parts than X sends."""
    if not _within_bounds(content):
        return None
    try:
        # What has more digits than Python reads by default, 4,300, is a ValueError, too.
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _within_bounds(content: bytes) -> bool:
    """Looked at before anything is made of it: an empty list of three bytes takes twenty times as much memory."""
    depth = 0
    for number, part in enumerate(_PART.finditer(content)):
        token = content[part.start()]
        if token in b"[{":
            depth += 1
        elif token in b"]}":
            depth -= 1
        if depth > DEEPEST or number >= MOST_PARTS:
            return False
    return True
