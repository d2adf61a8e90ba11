"""Marks on messages lead back to what they show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.suggestions.marks import announcement_component_id, announcement_of_component, prompt_component_id, suggestion_of_component


@given(st.integers(1, 10**8))
def test_marks_lead_back_to_what_they_mark(number: int) -> None:
    assert suggestion_of_component(prompt_component_id(number)) == number
    assert announcement_of_component(announcement_component_id(number)) == number
    assert suggestion_of_component(announcement_component_id(number)) is None
    assert announcement_of_component(prompt_component_id(number)) is None
    assert max(prompt_component_id(number), announcement_component_id(number)) < 2**31


@pytest.mark.parametrize("component_id", [0, 1, 42, 999_999_999, 1_000_000_000, 2_000_000_000])
def test_other_numbers_are_no_marks(component_id: int) -> None:
    assert suggestion_of_component(component_id) is None
    assert announcement_of_component(component_id) is None
