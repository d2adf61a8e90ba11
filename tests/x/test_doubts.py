"""Unanswered reads keep one reservation a question a day, no more and no less."""

from __future__ import annotations

from datetime import date

from bot.x.doubts import Doubts

TODAY, TOMORROW = date(2026, 9, 1), date(2026, 9, 2)


def test_the_latest_unanswered_one_stands_for_those_before() -> None:
    doubts = Doubts()

    assert doubts.replace("page 1", TODAY, 11) is None
    assert doubts.replace("page 1", TODAY, 12) == 11
    assert doubts.replace("page 2", TODAY, 13) is None


def test_an_answer_settles_it() -> None:
    doubts = Doubts()
    doubts.replace("page 1", TODAY, 11)

    assert doubts.replace("page 1", TODAY, None) == 11
    assert doubts.replace("page 1", TODAY, None) is None


def test_the_next_day_is_charged_anew_so_yesterday_s_stands() -> None:
    doubts = Doubts()
    doubts.replace("page 1", TODAY, 11)

    assert doubts.replace("page 1", TOMORROW, 12) is None
    assert doubts.replace("page 1", TOMORROW, None) == 12
