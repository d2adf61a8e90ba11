"""What messages are made of: lines, layouts, and a fingerprint that tells whether one is stale."""

from __future__ import annotations

import gc
import weakref

from discord import ui

from bot.views.format.screen import Screen, fingerprint, text


def screen(words: str, label: str = "Yes") -> Screen:
    return Screen(text(words), ui.ActionRow(ui.Button(label=label, custom_id="yes")))


def test_lines_stand_one_below_the_other_and_empty_ones_nowhere() -> None:
    assert text("one", "", "two").content == "one\ntwo"


def test_the_fingerprint_tells_whether_anything_changed() -> None:
    assert fingerprint(screen("one")) == fingerprint(screen("one"))
    assert len({fingerprint(view) for view in (screen("one"), screen("two"), screen("one", "No"))}) == 3


async def test_it_waits_for_no_click_and_is_not_kept() -> None:
    view = screen("one")
    assert (view.is_finished(), view.timeout) == (True, None)
    gone = weakref.ref(view)
    del view
    gc.collect()
    assert gone() is None
