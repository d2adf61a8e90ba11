"""What every repository rests on: parameters in portions, spans of time, and an account's own rows."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, select

from bot.domain import SuggestionState
from bot.store import Store
from bot.store.repository import CHUNK, chunks, one_of, within
from bot.store.tables import decisions, suggestions
from tests.support.store import NOW, add_people

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.lists(st.integers(0, 2_000), max_size=3_000))
def test_each_value_is_in_one_portion_that_fits_into_a_statement(values: list[int]) -> None:
    portions = list(chunks(values))

    assert [value for portion in portions for value in portion] == list(dict.fromkeys(values))
    assert all(0 < len(portion) <= CHUNK for portion in portions)


def test_a_span_begins_with_its_first_moment_and_ends_before_its_last() -> None:
    at = decisions.c.at
    assert [str(condition) for condition in within(at, NOON, bindparam("until"))] == ["decisions.at >= :at_1", "decisions.at < :until"]
    assert within(at, None, None) == []


def test_fixed_words_stand_in_the_statement_itself() -> None:
    statement = str(select(suggestions.c.id).where(one_of(suggestions.c.state, {SuggestionState.OPEN, SuggestionState.DONE})))
    assert "IN ('done', 'open')" in statement


async def test_thousands_of_people_are_asked_about_at_once(store: Store) -> None:
    people = list(range(1, 2 * CHUNK + 2))
    async with store.write() as tx:
        await add_people(tx, *people[::2])
        found = await tx.profiles.get_many(people)

    assert set(found) == set(people[::2])
    assert found[1].fetched_at == NOW
