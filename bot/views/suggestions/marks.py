"""How a message of ours is recognised in the channel's history: its container's component id encodes what it shows.

Discord keeps these numbers (31 bits) and shows them to nobody.
"""

from __future__ import annotations

PROMPT_BASE = 1_000_000_000
ANNOUNCEMENT_BASE = 2_000_000_000
_END = 2**31


def prompt_component_id(suggestion_id: int) -> int:
    """The component id of a suggestion's card."""
    return PROMPT_BASE + suggestion_id


def announcement_component_id(announcement_id: int) -> int:
    """The component id of an announcement."""
    return ANNOUNCEMENT_BASE + announcement_id


def suggestion_of_component(component_id: int) -> int | None:
    """The id of the suggestion that this component id stands for, if any."""
    return component_id - PROMPT_BASE if PROMPT_BASE < component_id < ANNOUNCEMENT_BASE else None


def announcement_of_component(component_id: int) -> int | None:
    """The id of the announcement that this component id stands for, if any."""
    return component_id - ANNOUNCEMENT_BASE if ANNOUNCEMENT_BASE < component_id < _END else None
