"""How a message of ours is recognised in the channel's history: its container's component id tells what it shows.

Discord keeps these numbers (31 bits) and shows them to nobody.
"""

from __future__ import annotations

PROMPT_MARK = 1_000_000_000
ANNOUNCEMENT_MARK = 2_000_000_000
_END = 2**31


def prompt_mark(suggestion_id: int) -> int:
    """The mark of a suggestion's card."""
    return PROMPT_MARK + suggestion_id


def announcement_mark(announcement_id: int) -> int:
    """The mark of an announcement."""
    return ANNOUNCEMENT_MARK + announcement_id


def suggestion_marked(mark: int) -> int | None:
    """The id of the suggestion that this is the mark of, if it is one's."""
    return mark - PROMPT_MARK if PROMPT_MARK < mark < ANNOUNCEMENT_MARK else None


def announcement_marked(mark: int) -> int | None:
    """The id of the announcement that this is the mark of, if it is one's."""
    return mark - ANNOUNCEMENT_MARK if ANNOUNCEMENT_MARK < mark < _END else None
