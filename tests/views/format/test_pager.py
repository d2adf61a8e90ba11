"""Buttons that turn pages."""

from __future__ import annotations

import pytest

from bot.domain import Page, Place, Side
from bot.views.format.pager import page_id, pager, place_id, place_pager
from bot.views.suggestions import history as history_list


@pytest.mark.parametrize(
    ("offset", "previous", "following"),
    [(0, None, "page:x:10:q"), (10, "page:x:0:q", "page:x:20:q"), (20, "page:x:10:q", None), (5, "page:x:0:q", "page:x:15:q")],
)
def test_pages_lead_to_each_other(offset: int, previous: str | None, following: str | None) -> None:
    (row,) = pager("x", offset=offset, size=10, total=25, query="q")
    found = {child["label"]: None if child["disabled"] else child["custom_id"] for child in row.to_component_dict()["components"]}
    assert found == {"Previous": previous, "Next": following}


def test_one_page_needs_no_buttons() -> None:
    assert pager("x", offset=0, size=10, total=10) == []


@pytest.mark.parametrize(
    ("above", "below", "previous", "following"),
    [
        (None, Place(Side.BELOW, (3, 1)), None, "page:x:0:b.3.1.q"),
        (Place(Side.ABOVE, (9, 8)), None, "page:x:0:a.9.8.q", None),
        (Place(Side.ABOVE, (9, 8)), Place(Side.BELOW, (3, 1)), "page:x:0:a.9.8.q", "page:x:0:b.3.1.q"),
    ],
)
def test_pages_that_are_read_by_place_lead_to_each_other(
    above: Place | None, below: Place | None, previous: str | None, following: str | None
) -> None:
    (row,) = place_pager("x", Page((), above, below), "q")
    found = {child["label"]: None if child["disabled"] else child["custom_id"] for child in row.to_component_dict()["components"]}
    assert found == {"Previous": previous, "Next": following}


def test_one_page_that_is_read_by_place_needs_no_buttons() -> None:
    assert place_pager("x", Page((1, 2))) == []


def test_a_page_button_holds_all_it_needs() -> None:
    line = Place(Side.BELOW, (2**51, 10**9, 0))
    assert len(place_id(history_list.DECISIONS, line, f"{2**63 - 1}.{2**63 - 1}.2026-03-31")) <= 100
    assert len(page_id(history_list.DECISIONS, 10**9 - 1, f"{2**63 - 1}.{2**63 - 1}.2026-03-31")) <= 100
