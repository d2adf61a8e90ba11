"""How many examples a property tries is the profile's to say: few by day, many where there is time. See tests/conftest.py."""

from __future__ import annotations

from hypothesis import settings


def one_in(share: int) -> int:
    """So many for a property whose every example plays a whole world: a share of what the others try, but a few at least."""
    return max(3, settings().max_examples // share)
