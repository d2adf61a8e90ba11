"""What is long is written in portions that hold the lock for about as long as they may."""

from __future__ import annotations

import pytest

from bot.workflow.portions import LONGEST, SHORTEST, Portions


@pytest.mark.parametrize(
    ("first", "seconds_a_row", "sizes"), [(50, 0.0, {LONGEST}), (500, 0.01, {SHORTEST}), (50, 0.0002, set(range(90, 111)))]
)
def test_a_portion_is_as_large_as_the_one_before_allows(
    first: int, seconds_a_row: float, sizes: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("bot.workflow.portions.time.monotonic", lambda: now)
    portions, rows = Portions(first), list(range(20_000))
    written: list[int] = []
    for portion in portions.of(rows):
        with portions.holding(len(portion)):
            now += seconds_a_row * len(portion)
        written.extend(portion)

    assert written == rows
    assert portions.size in sizes
