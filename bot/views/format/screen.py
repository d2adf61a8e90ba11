"""What every message of ours is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from discord import ui

Item: TypeAlias = "ui.Item[Any]"
Button: TypeAlias = "ui.Button[Any]"
Container: TypeAlias = "ui.Container[Any]"
Row: TypeAlias = "ui.ActionRow[Any]"
Section: TypeAlias = "ui.Section[Any]"
Text: TypeAlias = "ui.TextDisplay[Any]"


class Screen(ui.LayoutView):
    """A finished layout. Its clicks are answered by their custom ids alone, so that they work after any restart.

    It is stopped from the start: discord.py would otherwise keep every view it ever sent in memory, to ask it about clicks.
    """

    def __init__(self, *items: Item) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


def text(*lines: str) -> Text:
    """Lines one below the other; empty ones are left out."""
    return ui.TextDisplay("\n".join(line for line in lines if line))


def without_empty(items: Iterable[Item]) -> list[Item]:
    """But for texts that say nothing, which Discord refuses."""
    return [item for item in items if not (isinstance(item, ui.TextDisplay) and not item.content)]


def fingerprint(view: ui.LayoutView) -> str:
    """The same for the same components, different for any others: tells whether a message is stale."""
    components = view.to_components()  # type: ignore[no-untyped-call]  # discord.py does not annotate it
    canonical = json.dumps(components, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
