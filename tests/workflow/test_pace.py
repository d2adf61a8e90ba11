"""No window of an hour or of a day ever holds more than its cap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.workflow.pace import next_turn

START = datetime(2026, 3, 1, tzinfo=UTC)


@given(
    st.lists(st.integers(0, 3 * 3600), min_size=1, max_size=80),
    st.integers(1, 6),
    st.integers(1, 12),
)
def test_going_when_it_is_ones_turn_keeps_both_caps(gaps: list[int], per_hour: int, per_day: int) -> None:
    sent: list[datetime] = []
    now = START
    for gap in gaps:
        now += timedelta(seconds=gap)
        turn = next_turn([s for s in sent if s > now - timedelta(days=1)], now, per_hour=per_hour, per_day=per_day)
        if turn == now:
            sent.append(now)
    for moment in sent:
        assert sum(moment <= s < moment + timedelta(hours=1) for s in sent) <= per_hour
        assert sum(moment <= s < moment + timedelta(days=1) for s in sent) <= per_day


def test_the_turn_comes_when_the_oldest_leaves_the_full_window() -> None:
    sent = [START, START + timedelta(minutes=20)]

    assert next_turn(sent, START + timedelta(minutes=30), per_hour=2, per_day=9) == START + timedelta(hours=1)
    assert next_turn(sent, START + timedelta(minutes=30), per_hour=9, per_day=2) == START + timedelta(days=1)


def test_nothing_sent_means_now() -> None:
    assert next_turn([], START, per_hour=1, per_day=1) == START
