"""The shape of what travels over Discord's wires."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""A JSON object; Discord's own documents say what is in it."""
