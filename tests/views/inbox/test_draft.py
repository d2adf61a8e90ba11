"""A text that cannot be taken is not lost: every fault is named, and a button brings it back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Note
from bot.views.inbox.draft import FAULTY, edit_again_id, not_taken
from tests.support.samples.cards import buttons, discord_takes, long_hostile_text, text
from tests.support.samples.notes import written


@given(st.integers(1, 10**18), st.lists(st.builds(written, long_hostile_text), max_size=8))
def test_discord_takes_any_faults(suggestion_id: int, faults: list[Note]) -> None:
    screen = not_taken(suggestion_id, FAULTY, faults)

    discord_takes(screen)
    assert buttons(screen) == {"Edit again": edit_again_id(suggestion_id)}
    assert len(edit_again_id(suggestion_id)) <= 100


def test_every_fault_is_named_below_why() -> None:
    assert text(not_taken(7, "Somebody was faster.", [written("It is *long*."), written("It pings.")])).splitlines() == [
        "Somebody was faster.",
        "- It is \\*long\\*.",
        "- It pings.",
        "Nothing you typed is lost: **Edit again** brings it back.",
    ]
